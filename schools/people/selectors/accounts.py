"""Who of a school can sign in, who is invited, who is not."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import DateTimeField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from common import clock
from schools.organisation.models import School
from schools.people import policies
from schools.people.access import Role
from schools.people.models import Employment, Invitation, Post, User
from schools.people.words import ROLE_WORDS, post_words


class State(StrEnum):
    """What the list tells of a person's way in."""

    NOT_INVITED = "not_invited"
    INVITED = "invited"
    RAN_OUT = "ran_out"
    SIGNED_IN = "signed_in"


@dataclass(frozen=True)
class Account:
    """A row of the list."""

    person: User
    state: State
    posts: list[str]
    expires_at: datetime | None
    invitation_id: int | None
    may_invite: bool


def people_at(school: School, today: date) -> QuerySet[User]:
    """Everybody who works or holds a post at the school on this day, by name."""
    works = Employment.objects.on(today).filter(school=school, user=OuterRef("pk"))
    serves = Post.objects.on(today).filter(school=school, user=OuterRef("pk"))
    return User.objects.filter(Exists(works) | Exists(serves), is_active=True).order_by("sort_key", "pk")


def with_invitations(people: QuerySet[User]) -> QuerySet[User]:
    """The same people with `invitation_id` and `expires_at` of the invitation that is neither used nor revoked."""
    waiting = Invitation.objects.open().filter(user=OuterRef("pk"))
    return people.annotate(
        invitation_id=Subquery(waiting.values("pk")[:1], output_field=IntegerField()),
        expires_at=Subquery(waiting.values("expires_at")[:1], output_field=DateTimeField()),
    )


def in_state(people: QuerySet[User], state: str, now: datetime) -> QuerySet[User]:
    """Of people with their invitations, those in this state; an invitation that ran out counts as none."""
    never = Q(last_login=None)
    return {
        State.NOT_INVITED: people.filter(never & (Q(expires_at=None) | Q(expires_at__lte=now))),
        State.INVITED: people.filter(never & Q(expires_at__gt=now)),
        State.SIGNED_IN: people.exclude(never),
    }.get(State(state), people)


def account_rows(user: Any, school: School, people: list[User], now: datetime) -> list[Account]:
    """The rows of one page of the list, as this person sees them; one query for the posts of all."""
    held = _posts_of(people, clock.today(now))
    return [
        Account(
            person=person,
            state=state_of(person, now),
            posts=[post_words(post) for post in held[person.pk] if post.school_id == school.pk],
            expires_at=person.expires_at,  # type: ignore[attr-defined]  # annotated
            invitation_id=person.invitation_id,  # type: ignore[attr-defined]  # annotated
            may_invite=not _has_way_in(person) and policies.can_invite(user, school, person, held[person.pk]),
        )
        for person in people
    ]


def duties_of(invitation: Invitation, today: date) -> list[str]:
    """What the invited person is at that place on this day, in words: the posts, and teacher."""
    person, school_id, department_id = invitation.user, invitation.school_id, invitation.department_id
    held = [post for post in _posts_of([person], today)[person.pk] if post.school_id == school_id]
    words = [post_words(post) for post in held if post.department_id == department_id]
    if school_id and Employment.objects.on(today).filter(school=school_id, user=person).exists():
        words.append(str(ROLE_WORDS[Role.TEACHER]))
    return words


def not_signed_in(user: Any, school: School, now: datetime, *, with_email: bool = False) -> list[int]:
    """Ids of all at the school who never signed in and whom this person may invite; two queries."""
    people = people_at(school, clock.today(now)).filter(last_login=None)
    found = list(people.exclude(email="") if with_email else people)
    held = _posts_of(found, clock.today(now))
    return [person.pk for person in found if policies.can_invite(user, school, person, held[person.pk])]


def _posts_of(people: list[User], today: date) -> dict[int, list[Post]]:
    held: dict[int, list[Post]] = {person.pk: [] for person in people}
    for post in Post.objects.on(today).filter(user__in=people).order_by("kind"):
        held[post.user_id].append(post)
    return held


def _has_way_in(person: User) -> bool:
    """Has signed in before and can ask for a new password by mail."""
    return person.last_login is not None and bool(person.email)


def state_of(person: User, now: datetime) -> State:
    """Of a person with invitations (`with_invitations`)."""
    expires_at = person.expires_at  # type: ignore[attr-defined]  # annotated
    if person.last_login is not None:
        return State.SIGNED_IN
    if expires_at is None:
        return State.NOT_INVITED
    return State.INVITED if expires_at > now else State.RAN_OUT


def usable(code_hash: str, now: datetime) -> Invitation | None:
    """The invitation with this hash, if it may still be used: known, not used, not revoked, not older than its days."""
    return (
        Invitation.objects.filter(code_hash=code_hash, used_at=None, revoked_at=None, expires_at__gt=now)
        .filter(user__is_active=True)
        .select_related("user", "school", "department")
        .first()
    )
