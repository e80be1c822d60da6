"""What was asked for, how far it is, and who can still confirm it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from common import clock, installation
from schools.organisation.models import School
from schools.people import policies
from schools.people.access import LEADERS, access_of
from schools.people.models import Invitation, Post, Readmission, User
from schools.people.selectors.newcomers import newcomers
from schools.people.selectors.ways_in import USED, ties_of
from schools.people.words import end_words, post_words

ASKED_FOR = timedelta(days=14)
"""How long a request waits for the second leader; who became one just now can confirm it after seven days."""


class Stage(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    RAN_OUT = "ran_out"
    USED = "used"
    ENDED = "ended"
    DENIED = "denied"


@dataclass(frozen=True)
class Leader:
    """Who might confirm: the person, and the post in words."""

    person: User
    words: str


@dataclass(frozen=True)
class ReadmissionPage:
    """What one page shows to one reader. confirmers: who can, besides whoever asked; expires_at: of its link."""

    row: Readmission
    stage: Stage
    expires_at: datetime | None
    confirmers: list[Leader]
    may_confirm: bool
    may_end: bool
    is_own: bool
    end_words: str


def who_confirms(school: School, person_id: int, asked_by_id: int | None, today: date) -> list[Leader]:
    """Leaders of the school who can sign in, have led it for some days and are neither of the two; six queries.

    In a demonstration nobody has a password, and everybody can be chosen on the first page.
    """
    posts = Post.objects.on(today).filter(school=school, kind__in=policies.LEADING_POSTS, user__is_active=True)
    posts = posts.exclude(user_id__in=[pk for pk in (person_id, asked_by_id) if pk is not None])
    able = User.objects.all() if installation.is_demo() else User.objects.filter(USED)
    shut = User.objects.filter(private_shut_until__gt=clock.now())
    found = (
        posts.filter(user__in=able).exclude(user__in=shut).select_related("user").order_by("kind", "user__sort_key")
    )
    leaders = {post.user_id: Leader(post.user, post_words(post)) for post in found}
    new = newcomers(leaders, school.pk, clock.now())
    return [leader for user_id, leader in leaders.items() if user_id not in new]


def may_ask(user: Any, person: User, school: School, today: date) -> bool:
    """`policies.can_ask_readmission` for one person; one query."""
    return policies.can_ask_readmission(user, school, person, ties_of([person], school.pk, today)[person.pk])


def open_at(school: School, people: Iterable[User]) -> dict[int, Readmission]:
    """What is asked for at this school, by person, with the invitations; two queries."""
    asked = Readmission.objects.open().filter(school=school, user__in=[one.pk for one in people])
    links: dict[int | None, list[Invitation]] = {}
    for link in Invitation.objects.filter(readmission__in=asked.values("pk")):
        links.setdefault(link.readmission_id, []).append(link)
    rows = list(asked.select_related("asked_by"))
    for row in rows:
        row._prefetched_objects_cache = {"invitations": links.get(row.pk, [])}  # type: ignore[attr-defined]
    return {row.user_id: row for row in rows}


def waiting_for(user: Any) -> QuerySet[Readmission]:
    """What waits for this person: as a leader to confirm it, or as the one concerned to end it."""
    access = access_of(user)
    led = access.schools_as(*LEADERS) if access.reads_private else frozenset()
    to_confirm = Q(school_id__in=led, confirmed_at=None, asked_at__gt=clock.now() - ASKED_FOR) & ~Q(asked_by=user)
    return Readmission.objects.open().filter(to_confirm | Q(user=user)).select_related("user").order_by("asked_at")


def readmission_page(row: Readmission, reader: Any, now: datetime) -> ReadmissionPage:
    """Thirteen queries at most; the row with the people in it."""
    stage = stage_of(row, now)
    is_waiting = stage == Stage.WAITING and row.school is not None
    return ReadmissionPage(
        row=row,
        stage=stage,
        expires_at=_expires_at(row),
        confirmers=who_confirms(row.school, row.user_id, row.asked_by_id, clock.today(now)) if is_waiting else [],  # type: ignore[arg-type]
        may_confirm=is_waiting and _may_confirm(reader, row, now),
        may_end=row.is_open and policies.can_end_readmission(reader, row),
        is_own=row.user_id == reader.pk,
        end_words=end_words(row),
    )


def _may_confirm(reader: Any, row: Readmission, now: datetime) -> bool:
    if row.school_id is None or not policies.can_confirm_readmission(reader, row):
        return False
    return reader.pk not in newcomers([reader.pk], row.school_id, now)


def stage_of(row: Readmission, now: datetime) -> Stage:
    """Nobody confirmed it in time, or there is no link that works: it has run out, and is asked for once more."""
    if row.denied_at is not None:
        return Stage.DENIED
    if row.used_at is not None:
        return Stage.USED
    if row.ended_at is not None:
        return Stage.ENDED
    if row.confirmed_at is None:
        return Stage.WAITING if row.asked_at > now - ASKED_FOR else Stage.RAN_OUT
    expires_at = _expires_at(row)
    return Stage.CONFIRMED if expires_at is not None and expires_at > now else Stage.RAN_OUT


def _expires_at(row: Readmission) -> datetime | None:
    """Of the link that was neither used nor revoked."""
    links = (one for one in row.invitations.all() if one.used_at is None and one.revoked_at is None)
    return next((one.expires_at for one in links), None)
