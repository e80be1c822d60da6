"""Words for deadlines: their names, what they are counted from, and what they rest on."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from common import dates
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.rules import Due, Start
from mentoring.regulations.kinds import Length
from mentoring.regulations.words import legal_label, length_label
from schools.calendar.words import Row, count_rows

NAMES: dict[str, Promise] = {
    "D1": gettext_lazy("Candidate considered, order issued"),
    "D2": gettext_lazy("Level of training determined"),
    "D3": gettext_lazy("Level and needs diagnosed"),
    "D4a": gettext_lazy("Plan drafted and sent"),
    "D4b": gettext_lazy("Plan agreed by the deputy head"),
    "D4c": gettext_lazy("Plan approved by the head"),
    "D5": gettext_lazy("Plan carried out"),
    "D6": gettext_lazy("Interim assessment"),
    "D7": gettext_lazy("Report submitted to the council"),
    "D8": gettext_lazy("Report heard and evaluated"),
}

SHORT: dict[str, Promise] = {
    "D1": gettext_lazy("Mentor appointed"),
    "D2": gettext_lazy("Level recorded"),
    "D3": gettext_lazy("Diagnostics signed"),
    "D4a": gettext_lazy("Plan drawn up"),
    "D4b": gettext_lazy("Plan agreed"),
    "D4c": gettext_lazy("Plan approved"),
    "D5": gettext_lazy("Plan carried out"),
    "D6": pgettext_lazy("track", "Interim assessment"),
    "D7": gettext_lazy("Report to the council"),
    "D8": pgettext_lazy("track", "Report heard"),
}
"""As the track and the list of dates name them."""

STARTS: dict[Start, Promise] = {
    Start.HIRE: gettext_lazy("Day of hire"),
    Start.ORDER: gettext_lazy("Day of the order"),
    Start.ANNOUNCEMENT: gettext_lazy("Day the order was announced"),
    Start.LEVEL: gettext_lazy("Day the level was recorded"),
    Start.SUBMISSION: gettext_lazy("Day the plan was sent for agreement"),
    Start.AGREEMENT: gettext_lazy("Day the plan was agreed"),
    Start.GAP: gettext_lazy("First day without a mentor"),
    Start.NEW_ORDER: gettext_lazy("Day of the new order"),
    Start.DEADLINE: gettext_lazy("Due date of the step before"),
    Start.PERIOD_END: gettext_lazy("Last day of the mentored period"),
    Start.QUARTER_END: gettext_lazy("Last day of the quarter"),
    Start.TEACHING_END: gettext_lazy("Last day of teaching"),
    Start.MEETING: gettext_lazy("Day of the council’s meeting"),
    Start.SUSPENSION: gettext_lazy("Day before the suspension"),
}

TOLD: dict[str, Promise] = {
    "before": pgettext_lazy("notice", "The last day is near"),
    "due": pgettext_lazy("notice", "The last day has come"),
    "late": pgettext_lazy("notice", "The last day has passed"),
    "head": pgettext_lazy("notice", "The last day passed three working days ago"),
}
"""What a step of the escalation tells, in the words of its own day."""

PAUSED = gettext_lazy("Suspended: the date moves when mentoring goes on")
SETTLED = gettext_lazy("By the calendar of today it would be %(when)s; the date that was settled stays.")
INTERNAL = pgettext_lazy("deadline", "Internal deadline of the school")

GIVE_LATE_REASON = gettext_lazy(
    "The last day was %(due)s. Say why it is late; the reason will be printed in the papers. "
    "Do not write about anybody’s health."
)
GIVE_LATE_REASON_MOVED = gettext_lazy(
    "The last day was %(missed)s and had passed before it was moved to %(due)s. Say why it is late; you may write that "
    "the change was entered late. The reason will be printed in the papers. Do not write about anybody’s health."
)
MOVED = gettext_lazy(
    "It was due on %(missed)s. That day had passed when the date was moved to %(due)s, so the step counts as late."
)
GIVE_WAIVE_REASON = gettext_lazy("Say why this is no longer required; the reason will be printed.")
WAIVED_ALREADY = gettext_lazy("This date has been taken off already.")
NOT_OPEN = gettext_lazy(
    "This date is settled already: the step was taken, or the mentorship is over. Nothing was changed."
)


def start_label(due: Due) -> str:
    """What the deadline is counted from; for a projection, the name of the step whose due date is taken."""
    if due.start is Start.DEADLINE and due.after:
        return gettext("Due date of the step before: %(step)s") % {"step": NAMES[due.after]}
    return str(STARTS[due.start])


def source_label(due: Due) -> str:
    """What the deadline rests on: law by name, else "School setting"; where both, both."""
    if due.internal:
        return str(INTERNAL)
    label = legal_label(due.rule)
    if not due.day_is_setting:
        return label
    if due.code == "D2":
        return gettext("%(law)s; start: school setting") % {"law": label}
    return gettext("%(law)s; day: school setting") % {"law": label}


def working_rows(due: Due) -> list[Row]:
    """The working of the date, line by line, for "how this date was counted"."""
    return count_rows(due.count, start_label(due))


def rule_label(due: Due) -> str:
    """The rule in one line: how long, and from what: "5 working days, counted from: Day of hire"."""
    value: Any = due.rule.value
    start = start_label(due)
    if not isinstance(value, Length) or not value.days:
        return start
    return gettext("%(length)s, counted from: %(start)s") % {"length": length_label(value), "start": start}


def result_label(due: Due) -> str:
    """When it was met, or that a suspension stops it; nothing while it is open."""
    if due.paused:
        return f"{PAUSED}."
    return gettext("Met on %(when)s.") % {"when": dates.with_weekday(due.met_on)} if due.met_on else ""


def moved_label(row: Deadline) -> str:
    """Both dates of a row whose due date moved later after it was missed; nothing for any other."""
    return str(MOVED % _both(row)) if row.has_moved else ""


def late_reason_wanted(row: Deadline) -> str:
    """What a late step answers when its reason is missing."""
    return str(GIVE_LATE_REASON_MOVED % _both(row) if row.has_moved else GIVE_LATE_REASON % _both(row))


def _both(row: Deadline) -> dict[str, str]:
    return {"missed": dates.with_weekday(row.late_after), "due": dates.with_weekday(row.due_on)}
