"""What the operator sees: schools, departments, and whether those who lead them can sign in. No content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from common import clock
from schools.hosting import policies
from schools.organisation.models import Department, School
from schools.people.models import Post, User
from schools.people.policies import LEADING_POSTS, can_invite_holder
from schools.people.selectors.accounts import State, state_of, with_invitations
from schools.people.words import post_words


@dataclass(frozen=True)
class Holder:
    """Who leads a school or serves in a department today, and how far the person has come."""

    post: Post
    words: str
    state: State
    expires_at: datetime | None
    may_invite: bool


@dataclass(frozen=True)
class Hosted:
    """A row of either list. place: the school, or the department with `.joined`, the number of its schools."""

    place: Any
    holders: list[Holder]

    @property
    def ends_posts(self) -> bool:
        """The posts of a department end here, those of a school at the school."""
        return isinstance(self.place, Department)


def schools(user: Any) -> QuerySet[School]:
    """All schools of the installation, for the operator alone; for anybody else none exists here."""
    found = School.objects.select_related("department").order_by("name_ru", "pk")
    return found if policies.can_host(user) else found.none()


def departments(user: Any) -> QuerySet[Department]:
    """All departments, regions first, each with the number of its schools; for the operator alone."""
    found = Department.objects.select_related("parent").annotate(joined=Count("schools"))
    found = found.order_by(Coalesce("parent__name_ru", "name_ru"), "-kind", "name_ru", "pk")
    return found if policies.can_host(user) else found.none()


def hosted_schools(user: Any, page: Sequence[School], now: datetime) -> list[Hosted]:
    """One page of the list with those who lead each school; two queries."""
    posts = Post.objects.on(clock.today(now)).filter(school__in=page, kind__in=LEADING_POSTS)
    held = _holders(user, posts, now)
    return [Hosted(one, [h for h in held if h.post.school_id == one.pk]) for one in page]


def hosted_departments(user: Any, page: Sequence[Department], now: datetime) -> list[Hosted]:
    """One page of the list with the officers of each department; two queries."""
    held = _holders(user, Post.objects.on(clock.today(now)).filter(department__in=page), now)
    return [Hosted(one, [h for h in held if h.post.department_id == one.pk]) for one in page]


def school_now(school_id: int, names: Sequence[str]) -> dict[str, Any]:
    """These fields as they stand at this moment."""
    return School.objects.values(*names).get(pk=school_id)


def _holders(user: Any, posts: QuerySet[Post], now: datetime) -> list[Holder]:
    found = list(posts.select_related("user").order_by("kind", "user__sort_key", "pk"))
    people = {one.pk: one for one in with_invitations(User.objects.filter(pk__in=[post.user_id for post in found]))}
    return [
        Holder(
            post=post,
            words=post_words(post),
            state=state_of(people[post.user_id], now),
            expires_at=people[post.user_id].expires_at,  # type: ignore[attr-defined]  # annotated
            may_invite=can_invite_holder(user, post),
        )
        for post in found
    ]
