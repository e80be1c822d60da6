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
from schools.people.models import Employment, Invitation, Post, Readmission, User
from schools.people.rules import Ties
from schools.people.selectors import readmissions
from schools.people.selectors.ways_in import USED, ties_of
from schools.people.words import ROLE_WORDS, post_words


class State(StrEnum):
    """What the list shows of a person's way in. WAITS: to be let in again, for a second leader; LET_IN: has the link."""

    NOT_INVITED = "not_invited"
    INVITED = "invited"
    RAN_OUT = "ran_out"
    SIGNED_IN = "signed_in"
    WAITS = "waits"
    LET_IN = "let_in"


_STATES: dict[readmissions.Stage | None, State] = {
    readmissions.Stage.WAITING: State.WAITS,
    readmissions.Stage.CONFIRMED: State.LET_IN,
}


@dataclass(frozen=True)
class Account:
    """A row of the list. invitation_id: one that may be revoked; readmission_id: what is asked for at this school.

    may_invite, may_readmit: the one verb that this reader has for the person, if any.
    """

    person: User
    state: State
    posts: list[str]
    expires_at: datetime | None
    invitation_id: int | None
    readmission_id: int | None
    may_invite: bool
    may_readmit: bool


def people_at(school: School, today: date) -> QuerySet[User]:
    """Everybody who works or holds a post at the school on this day, by name."""
    works = Employment.objects.on(today).filter(school=school, user=OuterRef("pk"))
    serves = Post.objects.on(today).filter(school=school, user=OuterRef("pk"))
    return User.objects.filter(Exists(works) | Exists(serves), is_active=True).order_by("sort_key", "pk")


def with_invitations(people: QuerySet[User], school: School | None = None) -> QuerySet[User]:
    """The same people with `invitation_id` and `expires_at` of the invitation that is neither used nor revoked.

    school: of this one alone, since what another one does is nobody's business here. The links of those who are let in
    again stand with what was asked for (`selectors.readmissions`).
    """
    waiting = Invitation.objects.open().filter(user=OuterRef("pk"), readmission=None)
    if school is not None:
        waiting = waiting.filter(school=school)
    return people.annotate(
        invitation_id=Subquery(waiting.values("pk")[:1], output_field=IntegerField()),
        expires_at=Subquery(waiting.values("expires_at")[:1], output_field=DateTimeField()),
    )


def in_state(people: QuerySet[User], state: str, now: datetime) -> QuerySet[User]:
    """Of people with their invitations, those in this state; an invitation that ran out counts as none."""
    never = ~USED
    return {
        State.NOT_INVITED: people.filter(never & (Q(expires_at=None) | Q(expires_at__lte=now))),
        State.INVITED: people.filter(never & Q(expires_at__gt=now)),
        State.SIGNED_IN: people.filter(USED),
    }.get(State(state), people)


def account_rows(user: Any, school: School, people: list[User], now: datetime) -> list[Account]:
    """The rows of one page of the list, as this person sees them; four queries for all."""
    today = clock.today(now)
    held = _posts_of(people, today)
    ties, asked = ties_of(people, school.pk, today), readmissions.open_at(school, people)
    return [
        _account(user, school, person, held[person.pk], ties[person.pk], asked.get(person.pk), now)
        for person in people
    ]


def _account(
    user: Any, school: School, person: User, held: list[Post], ties: Ties, asked: Readmission | None, now: datetime
) -> Account:
    stage = readmissions.stage_of(asked, now) if asked else None
    state = _STATES.get(stage) or state_of(person, now)
    is_asked = state in (State.WAITS, State.LET_IN)
    is_invited = state == State.INVITED
    return Account(
        person=person,
        state=state,
        posts=[post_words(post) for post in held if post.school_id == school.pk],
        expires_at=person.expires_at,  # type: ignore[attr-defined]  # annotated
        invitation_id=person.invitation_id if is_invited else None,  # type: ignore[attr-defined]  # annotated
        readmission_id=asked.pk if asked and is_asked else None,
        may_invite=not is_asked and policies.can_invite(user, school, ties),
        may_readmit=not is_asked and policies.can_ask_readmission(user, school, person, ties),
    )


def duties_of(invitation: Invitation, today: date) -> list[str]:
    """What the invited person is at that place on this day, in words: the posts, and teacher."""
    person, school_id, department_id = invitation.user, invitation.school_id, invitation.department_id
    held = [post for post in _posts_of([person], today)[person.pk] if post.school_id == school_id]
    words = [post_words(post) for post in held if post.department_id == department_id]
    if school_id and Employment.objects.on(today).filter(school=school_id, user=person).exists():
        words.append(str(ROLE_WORDS[Role.TEACHER]))
    return words


def not_signed_in(user: Any, school: School, now: datetime, *, with_email: bool = False) -> list[User]:
    """Those at the school whose account nobody has used and whom this person may invite; two queries.

    with_email: only those whom a mail can reach.
    """
    people = people_at(school, clock.today(now)).exclude(USED)
    found = list(people.exclude(email="") if with_email else people)
    ties = ties_of(found, school.pk, clock.today(now))
    return [person for person in found if policies.can_invite(user, school, ties[person.pk])]


def _posts_of(people: list[User], today: date) -> dict[int, list[Post]]:
    held: dict[int, list[Post]] = {person.pk: [] for person in people}
    for post in Post.objects.on(today).filter(user__in=people).order_by("kind"):
        held[post.user_id].append(post)
    return held


def state_of(person: User, now: datetime) -> State:
    """Of a person with invitations (`with_invitations`)."""
    expires_at = person.expires_at  # type: ignore[attr-defined]  # annotated
    if person.is_used:
        return State.SIGNED_IN
    if expires_at is None:
        return State.NOT_INVITED
    return State.INVITED if expires_at > now else State.RAN_OUT


def usable(code_hash: str, now: datetime) -> Invitation | None:
    """The invitation with this hash, if it still opens the account (`Invitation.objects.usable`)."""
    found = Invitation.objects.usable(now).filter(code_hash=code_hash)
    return found.select_related("user", "school", "department").first()
