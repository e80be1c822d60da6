"""A nudge: whoever leads the school asks those whose turn it is, before the day is missed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from common import audit, clock
from common.actor import Actor
from common.errors import DomainError
from mentoring.deadlines import digests, policies, words
from mentoring.deadlines.models import Deadline, Notice
from mentoring.deadlines.responsible import Officials
from mentoring.mentorships.models import Pairing
from mentoring.mentorships.services import locked

STANDS_STILL = _(
    "The clock of this date does not run: a step before it is awaited, or the mentorship is suspended. "
    "Nobody was asked."
)
NOBODY_ELSE = _("There is nobody else to ask: this step is your own. Nothing was sent.")


Turn = Callable[[Deadline, Officials], Sequence[Any]]


@dataclass(frozen=True)
class Nudge:
    """Who is asked today, by whom and when; `is_new`: just now, and not by an earlier press of the button."""

    people: list[Any]
    by: Any
    at: datetime
    is_new: bool


def by_rule(deadline: Deadline, officials: Officials) -> Sequence[Any]:
    """Those who must act on the deadline as a whole."""
    return officials.acting(deadline.mentorship, deadline.code).people


@transaction.atomic
def nudge(*, deadline_id: int, by: Actor, now: datetime, turn: Turn = by_rule) -> Nudge:
    """Ask everybody who must act on this deadline, but not the one who asks: once a day for each. Deputy or head.

    turn: whose it is, from the deadline as it is after the lock and the officials of its school.
    Asked already today: says by whom and when, and writes nothing. Raises PermissionDenied; DomainError when the
    deadline is settled, its clock stands still, or nobody else is there to be asked.
    """
    mentorship = locked(Deadline.objects.values_list("mentorship_id", flat=True).get(pk=deadline_id))
    policies.require_nudge(by.user, mentorship)
    deadline = _anew(deadline_id)
    if deadline.met_on is not None or deadline.waived_at is not None or deadline.dropped:
        raise DomainError("not_open", words.NOT_OPEN)
    if deadline.projected or deadline.paused:
        raise DomainError("stands_still", STANDS_STILL)
    today = clock.today(now)
    people = to_ask(turn(deadline, Officials([mentorship.school_id], today)), by.user)
    if not people:
        raise DomainError("nobody_else", NOBODY_ELSE)
    earlier = {
        notice.user_id: notice
        for notice in deadline.notices.filter(kind=Notice.NUDGE, on=today, user__in=people).select_related("by")
    }
    new = [user for user in people if user.pk not in earlier]
    if not new:
        first = min(earlier.values(), key=lambda notice: notice.made_at)
        return Nudge(people, first.by, first.made_at, is_new=False)
    Notice.objects.bulk_create(
        Notice(
            user=user, deadline=deadline, kind=Notice.NUDGE, due_on=deadline.due_on, on=today, made_at=now, by=by.user
        )
        for user in new
    )
    audit.record(
        by=by,
        now=now,
        action="deadline.nudged",
        subject=deadline,
        school_id=mentorship.school_id,
        changes={"code": deadline.code, "asked": [user.pk for user in new]},
    )
    digests.ensure(new, now)
    return Nudge(new, by.user, now, is_new=True)


def to_ask(people: Iterable[Any], asker: Any) -> list[Any]:
    """Those whose turn it is, each once, without the one who asks."""
    return list({user.pk: user for user in people if user.pk != asker.pk}.values())


def last_nudges(deadlines: Iterable[Deadline]) -> dict[int, Notice]:
    """The latest nudge for the present date of each of these deadlines, by its key. One query."""
    due = {row.pk: row.due_on for row in deadlines}
    notices = (
        Notice.objects.filter(kind=Notice.NUDGE, deadline__in=due).select_related("by").order_by("made_at", "pk")
    )
    return {notice.deadline_id: notice for notice in notices if notice.due_on == due[notice.deadline_id]}


def _anew(deadline_id: int) -> Deadline:
    """Read after the lock, with the pairings that `Officials` reads."""
    pairings = Prefetch("mentorship__pairings", Pairing.objects.select_related("mentor__user"))
    return Deadline.objects.select_related("mentorship").prefetch_related(pairings).get(pk=deadline_id)
