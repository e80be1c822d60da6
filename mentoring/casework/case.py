"""The case page: the year on one line, the next step for the one who must act, the dates, what happened."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import dates
from common.words import deadline_words
from mentoring.casework.providers import BY_STATE
from mentoring.deadlines.selectors import Shown, timetable
from mentoring.mentorships.models import Mentorship, Pairing, Step
from mentoring.mentorships.selectors import open_pairing


@dataclass(frozen=True)
class Stop:
    """A mark on the track (components/track.html)."""

    state: str
    label: Any
    date: date | None
    words: Any
    past: bool = False


@dataclass(frozen=True)
class Stage:
    name: Any
    note: str
    stops: list[Stop]


@dataclass(frozen=True)
class Turn:
    """The next step and the one who must take it (components/turn.html)."""

    over: Any
    title: Any
    text: Any = ""
    due: date | None = None
    state: str = ""
    days: int | None = None
    rule: str = ""
    url: str = ""
    verb: Any = ""
    others: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Event:
    date: date
    title: Any
    text: str


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    current: bool


@dataclass(frozen=True)
class CasePage:
    mentorship: Mentorship
    pairing: Pairing | None
    stages: list[Stage]
    caption: str
    turn: Turn | None
    dates: list[Shown]
    events: list[Event]
    tabs: list[Tab] = field(default_factory=list)


# On the track: which deadlines stand in which stage.
_STAGES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("1 Introductory"), ("D1", "D2", "D3", "D4c")),
    (gettext_lazy("2 Main"), ("D6", "D5")),
    (gettext_lazy("3 Final"), ("D7", "D8")),
)
# Whose turn it is in each state, where the person who looks cannot act.
_WAITS_FOR: dict[str, tuple[Any, str]] = {
    "awaiting_mentor": (gettext_lazy("A mentor is to be appointed"), "D1"),
    "level": (gettext_lazy("The mentor records the level"), "D2"),
    "diagnostics": (gettext_lazy("Both rate, then the mentor signs the diagnostics"), "D3"),
    "planning": (gettext_lazy("The plan is drawn up, agreed and approved"), "D4c"),
    "main": (gettext_lazy("The plan runs"), "D6"),
    "report": (gettext_lazy("The mentor writes the report to the council"), "D7"),
    "hearing": (gettext_lazy("The council hears the report"), "D8"),
    "closing": (gettext_lazy("The extract from the minutes is issued"), "D8"),
}
TABS: tuple[tuple[Any, str], ...] = (
    (gettext_lazy("Timeline"), "case"),
    (gettext_lazy("Diagnostics"), "diagnostics"),
    (gettext_lazy("Adaptation"), "adaptation"),
    (gettext_lazy("Plan"), "plan"),
    (gettext_lazy("Activities"), "activities"),
    (gettext_lazy("Feedback"), "feedback_list"),
    (gettext_lazy("Report"), "report"),
    (gettext_lazy("Papers"), "case_papers"),
)


def case_page(mentorship: Mentorship, user: Any, today: date) -> CasePage:
    """Everything the page shows; the number of queries does not grow with the steps taken."""
    shown = timetable(mentorship, today)
    by_code = {item.code: item for item in shown}
    stages = _track(mentorship, by_code, today)
    return CasePage(
        mentorship=mentorship,
        pairing=open_pairing(mentorship),
        stages=stages,
        caption=_caption(mentorship, by_code, today),
        turn=_turn(mentorship, user, by_code, today),
        dates=shown,
        events=_events(mentorship),
        tabs=tabs(mentorship, "case"),
    )


def tabs(mentorship: Mentorship, current: str) -> list[Tab]:
    """The parts of a case as real links; those not there yet are left out."""
    found = []
    for label, name in TABS:
        try:
            found.append(Tab(label, reverse(name, args=[mentorship.pk]), name == current))
        except NoReverseMatch:
            continue
    return found


def _track(mentorship: Mentorship, by_code: dict[str, Shown], today: date) -> list[Stage]:
    stages = []
    for number, (name, codes) in enumerate(_STAGES, start=1):
        stops = []
        if number == 1:
            stops.append(Stop("met", _("Hired"), mentorship.starts_on, _("Start"), past=True))
        for code in codes:
            if (item := by_code.get(code)) is not None:
                stops.append(_stop(item))
        if mentorship.stage == number:
            stops.insert(
                sum(stop.past for stop in stops),
                Stop("here", _("Today"), today, mentorship.get_state_display().capitalize()),
            )
        stages.append(Stage(name, "", stops))
    return stages


def _stop(item: Shown) -> Stop:
    met = item.row.met_on
    return Stop(item.state, item.title, met or item.due, deadline_words(item.state, item.days), past=met is not None)


def _caption(mentorship: Mentorship, by_code: dict[str, Shown], today: date) -> str:
    text = _("Today, %(when)s: %(state)s.") % {
        "when": dates.with_weekday(today),
        "state": mentorship.get_state_display(),
    }
    _title, code = _WAITS_FOR.get(mentorship.state, ("", ""))
    if item := by_code.get(code):
        next_up = _("Next on the line: %(what)s, by %(when)s.") % {
            "what": item.title,
            "when": dates.with_weekday(item.due),
        }
        return f"{text} {next_up}"
    return text


def _turn(mentorship: Mentorship, user: Any, by_code: dict[str, Shown], today: date) -> Turn | None:
    if mentorship.is_over:
        return None
    for provider in BY_STATE[mentorship.state]:
        for todo in provider(user, today):
            if todo.mentorship_id == mentorship.pk:
                item = by_code.get(todo.code)
                return Turn(
                    over=_("Next step: your turn"),
                    title=todo.title,
                    text=todo.text,
                    due=todo.due,
                    state=item.state if item else "",
                    days=item.days if item else None,
                    rule=f"{item.rule} {item.source}" if item else "",
                    url=todo.url,
                    verb=todo.button,
                )
    title, code = _WAITS_FOR[mentorship.state]
    item = by_code.get(code)
    return Turn(
        over=_("Next step"),
        title=title,
        due=item.due if item else None,
        state=item.state if item else "",
        days=item.days if item else None,
        rule=f"{item.rule} {item.source}" if item else "",
    )


def _events(mentorship: Mentorship) -> list[Event]:
    steps = mentorship.steps.order_by("-happened_on", "-pk")
    return [Event(step.happened_on, step.get_kind_display(), _event_text(step)) for step in steps]


def _event_text(step: Step) -> str:
    parts = [step.note]
    if step.from_paper:
        parts.append(_("Entered from paper."))
    for reason in (step.late_reason, step.delay_reason):
        if reason:
            parts.append(_("Reason: %(reason)s It will be printed in the papers.") % {"reason": _sentence(reason)})
    return " ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
