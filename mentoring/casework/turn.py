"""The next step of a case: with its button for the one who must act, with that person's name for all others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.todo import Todo
from mentoring.casework.acting import Turns
from mentoring.casework.providers import todos
from mentoring.deadlines.responsible import Officials
from mentoring.deadlines.selectors import Shown
from mentoring.main_stage.policies import can_log
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import open_pairing


@dataclass(frozen=True)
class Link:
    verb: Any
    url: str


@dataclass(frozen=True)
class Turn:
    """The next step (components/turn.html). `waits_for`: who must act, as (role, person), when it is somebody else."""

    over: Any
    title: Any
    text: Any = ""
    due: date | None = None
    state: str = ""
    days: int | None = None
    rule: str = ""
    url: str = ""
    verb: Any = ""
    others: tuple[Link, ...] = ()
    waits_for: tuple[tuple[Any, Any], ...] = ()


@dataclass(frozen=True)
class Awaited:
    """What a state waits for until the deadline with this code is met."""

    code: str
    title: Any


_NEW_MENTOR = Awaited("D1", gettext_lazy("A new mentor is to be appointed"))
_AWAITED: dict[str, tuple[Awaited, ...]] = {
    "awaiting_mentor": (Awaited("D1", gettext_lazy("A mentor is to be appointed")),),
    "level": (Awaited("D2", gettext_lazy("The mentor records the level")),),
    "diagnostics": (Awaited("D3", gettext_lazy("Both rate, then the mentor signs the diagnostics")),),
    "planning": (
        Awaited("D4a", gettext_lazy("The mentor draws up the plan")),
        Awaited("D4b", gettext_lazy("The deputy head agrees the plan")),
        Awaited("D4c", gettext_lazy("The head approves the plan")),
    ),
    "main": (
        Awaited("D6", gettext_lazy("The mentor records the interim assessment")),
        Awaited("D7", gettext_lazy("The plan runs; then the mentor reports to the council")),
    ),
    "report": (Awaited("D7", gettext_lazy("The mentor writes the report to the council")),),
    "hearing": (Awaited("D8", gettext_lazy("The council hears the report")),),
    "closing": (Awaited("D8", gettext_lazy("The extract from the minutes is issued")),),
}


def awaited(mentorship: Mentorship, by_code: dict[str, Shown]) -> Awaited | None:
    """The first thing on the line that has not happened yet; None for a case that is over."""
    if mentorship.is_over:
        return None
    if mentorship.state != Mentorship.State.AWAITING_MENTOR and open_pairing(mentorship) is None:
        return _NEW_MENTOR
    line = _AWAITED[mentorship.state]
    return next((one for one in line if one.code in by_code and by_code[one.code].row.met_on is None), line[-1])


def turn(desk: Desk, mentorship: Mentorship, by_code: dict[str, Shown]) -> Turn | None:
    """The next step as this person sees it; None for a case that is over. What waits for the person elsewhere stays on
    home: an agenda to read, a list to confirm."""
    user, today = desk.user, desk.today
    next_up = awaited(mentorship, by_code)
    if next_up is None:
        return None
    here = (todo for todo in todos(desk) if todo.mentorship_id == mentorship.pk)
    own = sorted(here, key=lambda todo: not todo.code)
    if own:
        return _yours(own, by_code, tuple(_log_link(mentorship, user, own)))
    item = by_code.get(next_up.code)
    officials = Officials([mentorship.school_id], today)
    now = Turns([(mentorship.pk, next_up.code)], officials).whose(mentorship, next_up.code)
    return Turn(
        over=_("Next step"),
        title=now.title or next_up.title,
        due=item.due if item and not item.row.paused else None,
        **_dates(item),
        waits_for=tuple((now.word, person) for person in now.people),
    )


def _yours(own: list[Todo], by_code: dict[str, Shown], more: tuple[Link, ...]) -> Turn:
    first, *rest = own
    return Turn(
        over=_("Next step: your turn"),
        title=first.title,
        text=first.text,
        due=first.due,
        **_dates(by_code.get(first.code)),
        url=first.url,
        verb=first.button,
        others=(*(Link(todo.button, todo.url) for todo in rest), *more),
    )


def _log_link(mentorship: Mentorship, user: Any, own: list[Todo]) -> Iterator[Link]:
    """Who may log can do so at any time, whatever else is due."""
    address = reverse("log")
    if can_log(user, mentorship) and not any(todo.url.startswith(address) for todo in own):
        yield Link(_("Log an activity"), f"{address}?novice={mentorship.pk}")


def _dates(item: Shown | None) -> dict[str, Any]:
    if item is None:
        return {}
    return {"state": item.state, "days": item.days, "rule": f"{item.rule} {item.source}"}
