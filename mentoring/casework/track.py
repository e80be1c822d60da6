"""The year on one line: three stages with their stops, and the same in one sentence for phones."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import dates
from common.numbers import NBSP
from common.words import deadline_words
from mentoring.deadlines.selectors import Shown
from mentoring.deadlines.words import PAUSED
from mentoring.mentorships.models import Mentorship

SOFT_HYPHEN = "\u00ad"  # for the narrow stops alone


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
    """A stage with a note under its name that also tells the year: the stops show day and month alone."""

    name: Any
    note: str
    stops: list[Stop]


# Which deadlines stand in which stage.
_STAGES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("1 Introductory"), ("D1", "D2", "D3", "D4c")),
    (gettext_lazy("2 Main"), ("D6", "D5")),
    (gettext_lazy("3 Final"), ("D7", "D8")),
)


def track(mentorship: Mentorship, by_code: dict[str, Shown], today: date) -> list[Stage]:
    """The three stages; today stands in the stage that runs, behind the steps taken and the days that have passed."""
    stages: list[Stage] = []
    begun = mentorship.starts_on
    for number, (name, codes) in enumerate(_STAGES, start=1):
        shown = [by_code[code] for code in codes if code in by_code]
        stops = [_stop(item) for item in shown]
        if number == 1:
            stops.insert(0, Stop("met", _("Hired"), mentorship.starts_on, _("Start"), past=True))
        broken_off = mentorship.is_over and mentorship.state != Mentorship.State.COMPLETED
        note = _note_of_ended(shown) if broken_off else _note(number, mentorship.stage, begun, shown)
        if number == 2 > mentorship.stage and not broken_off and "D4c" in by_code:
            note = _note_of_main(by_code["D4c"].due, today)
        if number == max(mentorship.stage, 1) and not mentorship.is_over:
            here = Stop("here", _("Today"), today, mentorship.get_state_display().capitalize())
            behind = [place for place, stop in enumerate(stops, start=1) if stop.past or _is_over(stop, today)]
            stops.insert(max(behind, default=0), here)
        stages.append(Stage(str(name).replace(" ", NBSP), note, stops))
        begun = max([begun, *(item.row.met_on for item in shown if item.row.met_on)])
    return stages


def caption(mentorship: Mentorship, awaited: Shown | None, today: date) -> str:
    """What the track says, in words: where the case stands today and what comes next."""
    state = mentorship.get_state_display()
    text = _("Today, %(when)s: %(state)s.") % {"when": dates.in_text(today), "state": state}
    if awaited is None:
        return text
    if awaited.row.paused:
        return f"{text} {PAUSED}."
    next_up = _("Next: %(what)s, by %(when)s.") % {
        "what": str(awaited.title).replace(SOFT_HYPHEN, ""),
        "when": dates.in_text(awaited.due),
    }
    return f"{text} {next_up}"


def _stop(item: Shown) -> Stop:
    met = item.row.met_on
    return Stop(item.state, item.title, met or item.due, deadline_words(item.state, item.days), past=met is not None)


def _note_of_ended(shown: list[Shown]) -> str:
    """Of a case that ended before its time a stage is done only where each of its steps was."""
    met = [item.row.met_on is not None for item in shown]
    if met and all(met):
        return _note(0, 1, date.min, shown)
    return _("not finished") if any(met) else _("not begun")


def _note_of_main(approved_by: date, today: date) -> str:
    """The main stage begins when the plan is approved; a last day that has passed promises nothing any more."""
    if approved_by < today:
        return _("after the plan is approved")
    return _("from %(day)s") % {"day": dates.numeric(approved_by)}


def _is_over(stop: Stop, today: date) -> bool:
    return stop.date is not None and stop.date < today


def _note(number: int, present: int, begun: date, shown: list[Shown]) -> str:
    if number < present:
        late = sum(item.state == "met_late" for item in shown)
        if not late:
            return _("done")
        return ngettext("done, %(count)d step late", "done, %(count)d steps late", late) % {"count": late}
    if number == max(present, 1):
        return _("since %(day)s") % {"day": dates.numeric(begun)}
    return _("from %(day)s") % {"day": dates.numeric(shown[0].due)} if shown else ""
