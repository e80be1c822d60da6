"""Who may invite people, and who gives and ends posts. Deputy and head act for their own school alone."""

from typing import Any

from django.core.exceptions import PermissionDenied

from common import clock
from schools.organisation.models import School
from schools.people.access import LEADERS, Role, access_of
from schools.people.models import Post, User

LEADING_POSTS = frozenset({Post.Kind.HEAD, Post.Kind.DEPUTY})
SCHOOL_POSTS = tuple(kind for kind in Post.Kind if kind != Post.Kind.DEPARTMENT)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied


def deputises(user: Any, school_id: int) -> bool:
    """The deputy head; the head where nobody who can sign in holds that post today (adr/0009)."""
    access = access_of(user)
    if access.has(school_id, Role.DEPUTY) or not access.has(school_id, Role.HEAD):
        return access.has(school_id, Role.DEPUTY)
    held = Post.objects.on(clock.today()).filter(school_id=school_id, kind=Post.Kind.DEPUTY, user__is_active=True)
    return not held.exists()


def can_see_accounts(user: Any, school: School) -> bool:
    """The deputy head and the head see who of the school can sign in."""
    return access_of(user).has(school.pk, *LEADERS)


def can_invite(user: Any, school: School, person: User, posts: list[Post]) -> bool:
    """Whoever holds an invitation chooses the password, so it must not open another's rights to the one who makes it.

    posts: those the person holds now. The deputy and the head invite the people of their school. Somebody who leads
    elsewhere, serves in a department or operates the installation is invited there. Once a leader has signed in, the
    head alone may invite a deputy anew, and nobody at the school the head.
    """
    if not can_see_accounts(user, school) or person.is_operator:
        return False
    if any(post.department_id or post.school_id != school.pk for post in posts if _is_weighty(post)):
        return False
    kinds = {post.kind for post in posts if post.school_id == school.pk}
    if person.last_login is None or not kinds & LEADING_POSTS:
        return True
    return Post.Kind.HEAD not in kinds and access_of(user).has(school.pk, Role.HEAD)


def can_invite_holder(user: Any, post: Post) -> bool:
    """The operator, who leads a school or serves in a department, as long as that person never signed in: afterwards
    whoever holds an invitation would hold what the person has written."""
    if not access_of(user).is_operator or post.user.is_operator:
        return False
    return post.kind in {*LEADING_POSTS, Post.Kind.DEPARTMENT} and post.user.last_login is None


def can_revoke(user: Any, school: School | None) -> bool:
    """Those who may invite; an invitation to a department is taken back by a new one."""
    return school is not None and can_see_accounts(user, school)


def _is_weighty(post: Post) -> bool:
    return post.kind in LEADING_POSTS or post.kind in {Post.Kind.PSYCHOLOGIST, Post.Kind.DEPARTMENT}


def can_see_posts(user: Any, school: School) -> bool:
    """The deputy head and the head see all posts of the school, with their history."""
    return access_of(user).has(school.pk, *LEADERS)


def can_manage_kind(user: Any, school: School, kind: str) -> bool:
    """The head gives and ends every post of the school, the deputy all but those of head and deputy.

    Posts of a department belong to no school.
    """
    access = access_of(user)
    if kind == Post.Kind.DEPARTMENT:
        return False
    if kind in LEADING_POSTS:
        return access.has(school.pk, Role.HEAD)
    return access.has(school.pk, *LEADERS)


def can_give(user: Any, school: School, kind: str, person_id: int | None, *, has_head: bool) -> bool:
    """As `can_manage_kind`; besides, the deputy of a school that has no head yet names one, though not oneself."""
    if can_manage_kind(user, school, kind):
        return True
    first_head = kind == Post.Kind.HEAD and not has_head and person_id != user.pk
    return first_head and access_of(user).has(school.pk, Role.DEPUTY)


def kinds_to_give(user: Any, school: School, *, has_head: bool) -> list[Post.Kind]:
    """The posts that this person may give at the school."""
    return [kind for kind in SCHOOL_POSTS if can_give(user, school, kind, None, has_head=has_head)]


def can_end_post(user: Any, post: Post) -> bool:
    """As for giving it; those of a department the operator ends."""
    if post.school is None:
        return access_of(user).is_operator
    return can_manage_kind(user, post.school, post.kind)
