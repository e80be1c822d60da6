"""The next step of a case: with its button for the one who must act, with that person's name for all others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.todo import Todo
from mentoring.appointment.waiting import Part, parts_of
from mentoring.casework.providers import todos
from mentoring.deadlines.responsible import WORDS, Actor
from mentoring.deadlines.selectors import Shown
from mentoring.main_stage.policies import can_log
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import open_pairing
from schools.people.models import Post


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
    """What a state waits for until the deadline with this code is met, and from whom."""

    code: str
    title: Any
    role: Actor


_NEW_MENTOR = Awaited("D1", gettext_lazy("A new mentor is to be appointed"), Actor.DEPUTY)
_AWAITED: dict[str, tuple[Awaited, ...]] = {
    "awaiting_mentor": (Awaited("D1", gettext_lazy("A mentor is to be appointed"), Actor.DEPUTY),),
    "level": (Awaited("D2", gettext_lazy("The mentor records the level"), Actor.MENTOR),),
    "diagnostics": (Awaited("D3", gettext_lazy("Both rate, then the mentor signs the diagnostics"), Actor.MENTOR),),
    "planning": (
        Awaited("D4a", gettext_lazy("The mentor draws up the plan"), Actor.MENTOR),
        Awaited("D4b", gettext_lazy("The deputy head agrees the plan"), Actor.DEPUTY),
        Awaited("D4c", gettext_lazy("The head approves the plan"), Actor.HEAD),
    ),
    "main": (
        Awaited("D6", gettext_lazy("The mentor records the interim assessment"), Actor.MENTOR),
        Awaited("D7", gettext_lazy("The plan runs; then the mentor reports to the council"), Actor.MENTOR),
    ),
    "report": (Awaited("D7", gettext_lazy("The mentor writes the report to the council"), Actor.MENTOR),),
    "hearing": (Awaited("D8", gettext_lazy("The council hears the report"), Actor.SECRETARY),),
    "closing": (Awaited("D8", gettext_lazy("The extract from the minutes is issued"), Actor.SECRETARY),),
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
    part = parts_of([mentorship.pk]).get(mentorship.pk) if next_up.code == "D1" else None
    return Turn(
        over=_("Next step"),
        title=part.title if part else next_up.title,
        due=item.due if item and not item.row.paused else None,
        **_dates(item),
        waits_for=_waits_for(mentorship, next_up.role, part, today),
    )


def _waits_for(mentorship: Mentorship, role: Actor, part: Part | None, today: date) -> tuple[tuple[Any, Any], ...]:
    if part is not None and part.actor is None:
        return ((part.word, part.person),)
    role = part.actor if part and part.actor else role
    return tuple((WORDS[role], person) for person in _holders(mentorship, role, today))


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


def _holders(mentorship: Mentorship, role: Actor, today: date) -> list[Any]:
    if role is Actor.MENTOR:
        pairing = open_pairing(mentorship)
        return [pairing.mentor.user] if pairing else []
    posts = Post.objects.on(today).filter(school=mentorship.school_id, kind=role.value).select_related("user")
    return [post.user for post in posts]
