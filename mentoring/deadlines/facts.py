"""From the rows of a case to the facts that the rules count with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from mentoring.deadlines.rules import CaseFacts, Due, Replacement, plan_deadlines
from mentoring.mentorships.models import Mentorship, Pairing, Step
from mentoring.regulations.schema import RuleSetValues
from mentoring.regulations.selectors import values_of
from schools.calendar.rules import AcademicYear, Span, WorkCalendar
from schools.calendar.rules.days import ONE_DAY
from schools.calendar.selectors import hire_year_of

# The first step of each kind is the event that a deadline waits for.
_FIRST: Mapping[str, str] = {
    Step.Kind.ORDERED: "order_on",
    Step.Kind.ANNOUNCED: "announced_on",
    Step.Kind.LEVEL: "level_on",
    Step.Kind.DIAGNOSED: "sheet_signed_on",
    Step.Kind.PLAN_APPROVED: "approved_on",
    Step.Kind.INTERIM: "interim_on",
}
# The last one counts where a step may be taken again after it was sent back.
_LAST: Mapping[str, str] = {
    Step.Kind.PLAN_SENT: "submitted_on",
    Step.Kind.PLAN_AGREED: "agreed_on",
    Step.Kind.REPORT_SENT: "report_on",
    Step.Kind.HEARD: "heard_on",
}
_TAKES_BACK: Mapping[str, tuple[str, ...]] = {
    Step.Kind.PLAN_RETURNED: ("submitted_on", "agreed_on"),
    Step.Kind.REPORT_RETURNED: ("report_on",),
}


def facts_of(mentorship: Mentorship) -> CaseFacts:
    """What has happened so far. Four queries: steps, suspensions, pairings, the meeting that hears the report.

    Once a plan is approved, later versions change no deadline: the dates of the first one stay.
    """
    found: dict[str, date] = {}
    for kind, on in mentorship.steps.order_by("happened_on", "pk").values_list("kind", "happened_on"):
        if kind in _FIRST:
            found.setdefault(_FIRST[kind], on)
        elif "approved_on" in found and kind in (Step.Kind.PLAN_SENT, Step.Kind.PLAN_AGREED, Step.Kind.PLAN_RETURNED):
            continue
        elif kind in _LAST:
            found[_LAST[kind]] = on
        for name in _TAKES_BACK.get(kind, ()):
            found.pop(name, None)
    suspensions = mentorship.suspensions.order_by("starts_on").values_list("starts_on", "ends_on")
    return CaseFacts(
        hired_on=mentorship.starts_on,
        period_from=found.get("order_on"),
        period_to=mentorship.period_to,
        meeting_on=_meeting_on(mentorship),
        suspensions=tuple(Span(first, last) for first, last in suspensions),
        replacements=_replacements(mentorship),
        first_time=mentorship.basis == Mentorship.Basis.FIRST_TIME,
        **found,
    )


def count(
    mentorship: Mentorship, calendar: WorkCalendar, year: AcademicYear, facts: CaseFacts | None = None
) -> tuple[Due, ...]:
    """All due dates of the case with their working, by the rule versions that it holds. `facts`: read before."""
    at_hire, values = values_at_hire(mentorship), values_now(mentorship)
    return plan_deadlines(facts or facts_of(mentorship), values, calendar, year, values_at_hire=at_hire)


def values_at_hire(mentorship: Mentorship) -> RuleSetValues:
    """The rules that decide D1."""
    return values_of(mentorship.country_rules, mentorship.school_rules)


def values_now(mentorship: Mentorship) -> RuleSetValues:
    """The rules that decide all the rest: those in force at the order, before it those at the hire."""
    if mentorship.order_rules is None:
        return values_at_hire(mentorship)
    return values_of(mentorship.order_rules, mentorship.order_school_rules)


def year_of(mentorship: Mentorship) -> int:
    """The academic year whose teaching the period begins in."""
    return hire_year_of(mentorship.starts_on)


def _meeting_on(mentorship: Mentorship) -> date | None:
    """Of the meeting that will hear the present report, or has decided on it; none after it was sent back or put off."""
    items: Any = mentorship.agenda_items.filter(kind="report", final_report__isnull=False)
    hears = items.filter(Q(decided_at__isnull=False) | ~Q(meeting__state="signed"))
    return hears.values_list("meeting__date", flat=True).first()


def _replacements(mentorship: Mentorship) -> tuple[Replacement, ...]:
    pairings = list(Pairing.objects.filter(mentorship=mentorship).order_by("starts_on"))
    changes = []
    for place, old in enumerate(pairings, start=1):
        new = pairings[place] if place < len(pairings) else None
        if old.ended_on is None or (new is None and mentorship.is_over):
            continue
        uncovered = old.ended_on + ONE_DAY
        gap = uncovered if new is None or new.starts_on > uncovered else None
        changes.append(Replacement(clock_restart_on=gap, order_on=new.starts_on if new else None))
    return tuple(changes)
