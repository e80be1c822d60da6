"""Whose account it is: what a school may not touch, since with an e-mail one gets a new password."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from common import installation
from schools.people.models import Employment, Post, User

CLOSED = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
"""Nobody can sign in with a password yet."""
SAFE = Q(is_active=True, last_login__isnull=False) & ~CLOSED & ~Q(email="")
"""Has signed in and gets a new password by mail: no school invites such a person anew."""


def cannot_sign_in(people: Iterable[User]) -> set[int]:
    """Ids of those who can answer nothing that is asked of them here: never signed in, and no password to do so.

    In a demonstration nobody is invited: one goes on as the people whom its first page offers. One query at most.
    """
    found = {
        person.pk for person in people if not person.is_active or not (person.last_login or _has_password(person))
    }
    return set() if found and installation.is_demo() else found


def _has_password(person: User) -> bool:
    return bool(person.password) and person.has_usable_password()


def own_email(people: QuerySet[User], school_id: int) -> QuerySet[User]:
    """Those whose e-mail they alone change, in their own settings.

    Whoever sets the e-mail of an account can ask for a new password and have its rights. So the school corrects it
    only before the person can sign in, and never of somebody with a stay or post anywhere else, past ones included,
    or of the operator (`policies.can_invite` says the same of invitations).
    """
    return people.filter(Q(last_login__isnull=False) | ~CLOSED | _bound_elsewhere(school_id))


def has_own_email(person: User, school_id: int) -> bool:
    """The same for one person."""
    return own_email(User.objects.filter(pk=person.pk), school_id).exists()


def bound_elsewhere(people: QuerySet[User], school_id: int) -> QuerySet[User]:
    """Those with a stay or post, now or once, that is not of this school, and the operator."""
    return people.filter(_bound_elsewhere(school_id))


def without_safe_way_in(people: QuerySet[User]) -> QuerySet[User]:
    """Those whom a school could invite, so that who holds the invitation has the account."""
    return people.exclude(SAFE)


def may_correct_email(person: User) -> bool:
    """Who opens an invitation says which e-mail is theirs, until one has been signed in with."""
    return person.last_login is None or not person.email


def free_to_join(people: QuerySet[User], school_id: int, today: date) -> QuerySet[User]:
    """Those whom a list of this school may add: their sign-in is safe, and nothing binds them elsewhere any more."""
    stays = _stays_elsewhere(school_id).exclude(left_on__lt=today)
    posts = _posts_elsewhere(school_id).exclude(ends_on__lt=today)
    return people.filter(SAFE, is_operator=False).exclude(Q(Exists(stays)) | Q(Exists(posts)))


def _bound_elsewhere(school_id: int) -> Q:
    return Q(is_operator=True) | Q(Exists(_stays_elsewhere(school_id))) | Q(Exists(_posts_elsewhere(school_id)))


def _stays_elsewhere(school_id: int) -> QuerySet[Employment]:
    return Employment.objects.filter(user=OuterRef("pk")).exclude(school=school_id)


def _posts_elsewhere(school_id: int) -> QuerySet[Post]:
    """Posts of a department, which belong to no school, included."""
    return Post.objects.filter(user=OuterRef("pk")).exclude(school=school_id)
