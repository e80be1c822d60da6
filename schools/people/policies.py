"""Who may invite people or let them in again, and who gives and ends posts. Deputy and head act for their own school."""

from typing import Any

from django.core.exceptions import PermissionDenied

from common import clock, installation
from schools.organisation.models import School
from schools.people.access import LEADERS, Role, access_of
from schools.people.models import Post, Readmission, User
from schools.people.rules import Ties

LEADING_POSTS = frozenset({Post.Kind.HEAD, Post.Kind.DEPUTY})
GIVEN_BY_ANOTHER = LEADING_POSTS | {Post.Kind.CHAIR, Post.Kind.SECRETARY}
"""Posts that somebody else gives: they let their holder read or decide what the giver may not (domain, section 11)."""
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


def can_invite(user: Any, school: School, ties: Ties) -> bool:
    """Whoever holds an invitation chooses the password, so one leader invites only to an account that nobody has used
    and that opens nothing of another place (`Ties.is_the_schools_alone`). For all others see `can_ask_readmission`."""
    return can_see_accounts(user, school) and ties.is_the_schools_alone


def can_invite_holder(user: Any, post: Post) -> bool:
    """The operator, who leads a school or serves in a department, as long as nobody used that account: afterwards
    whoever holds an invitation would hold what the person has written."""
    if not access_of(user).is_operator or post.user.is_operator:
        return False
    return post.kind in {*LEADING_POSTS, Post.Kind.DEPARTMENT} and not post.user.is_used


def can_ask_readmission(user: Any, school: School, person: User, ties: Ties) -> bool:
    """Ask to let somebody of the school in again; a second leader confirms. Nobody asks for their own account, and nobody who
    was let in again just now and has shown nothing older."""
    leads = can_see_accounts(user, school) and access_of(user).reads_private
    return leads and person.pk != user.pk and ties.is_for_two_leaders


def can_confirm_readmission(user: Any, readmission: Readmission) -> bool:
    """Another leader than the one who asked, and not the person concerned (the same as `can_ask_readmission` otherwise)."""
    access = access_of(user)
    if user.pk in (readmission.asked_by_id, readmission.user_id) or not access.reads_private:
        return False
    return access.has(readmission.school_id, *LEADERS)


def can_end_readmission(user: Any, readmission: Readmission) -> bool:
    """Withdraw or decline: each leader of the school, and the person concerned who can sign in after all."""
    return user.pk == readmission.user_id or access_of(user).has(readmission.school_id, *LEADERS)


def can_revoke(user: Any, school: School | None) -> bool:
    """Those who may invite; an invitation to a department is taken back by a new one."""
    return school is not None and can_see_accounts(user, school)


def can_see_posts(user: Any, school: School) -> bool:
    """The deputy head and the head see all posts of the school, with their history."""
    return access_of(user).has(school.pk, *LEADERS)


def can_manage_kind(user: Any, school: School, kind: str) -> bool:
    """The head gives and ends every post of the school, the deputy all but those of head and deputy.

    Who leads the school is not changed by somebody who was let in again just now and has shown nothing older: the post
    would stay with whoever got it (adr/0016). Posts of a department belong to no school.
    """
    access = access_of(user)
    if kind == Post.Kind.DEPARTMENT:
        return False
    if kind in LEADING_POSTS:
        return access.has(school.pk, Role.HEAD) and access.reads_private
    return access.has(school.pk, *LEADERS)


def can_give(user: Any, school: School, kind: str, person_id: int | None, *, has_head: bool) -> bool:
    """As `can_manage_kind`; besides, the deputy of a school that has no head yet names one, though not oneself."""
    if can_manage_kind(user, school, kind):
        return True
    access = access_of(user)
    first_head = kind == Post.Kind.HEAD and not has_head and person_id != user.pk
    return first_head and access.has(school.pk, Role.DEPUTY) and access.reads_private


def leads_alone(user: Any, school_id: int) -> bool:
    """Whether nobody else who has signed in before leads the school today: then nobody else can give this person a post.

    In a demonstration nobody has a password, and everybody can be chosen on the first page.
    """
    others = Post.objects.on(clock.today()).filter(school_id=school_id, kind__in=LEADING_POSTS, user__is_active=True)
    is_demo = installation.is_demo()
    return not any(is_demo or post.user.is_used for post in others.exclude(user=user).select_related("user"))


def kinds_to_give(user: Any, school: School, *, has_head: bool) -> list[Post.Kind]:
    """The posts that this person may give at the school."""
    return [kind for kind in SCHOOL_POSTS if can_give(user, school, kind, None, has_head=has_head)]


def can_end_post(user: Any, post: Post) -> bool:
    """As for giving it; those of a department the operator ends."""
    if post.school is None:
        return access_of(user).is_operator
    return can_manage_kind(user, post.school, post.kind)
