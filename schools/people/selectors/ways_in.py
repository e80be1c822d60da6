"""Whose account it is: the one place that says what a school may do with it alone (adr/0016).

Page, form, import and service ask here: `ties_of` for those on a page, `own_email`, `own_name` and `bound_elsewhere` for
lists.
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from common import installation
from schools.people.models import Employment, Post, User
from schools.people.models.post import PostQuerySet
from schools.people.policies import LEADING_POSTS
from schools.people.rules import Ties

CLOSED = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
"""Nobody can sign in with a password yet."""
USED = Q(last_login__isnull=False) | ~CLOSED
"""Somebody has signed in, or could with a password: the same as `User.is_used`."""
SAFE = Q(is_active=True, last_login__isnull=False) & ~CLOSED & ~Q(email="")
"""Has signed in and gets a new password by mail."""
WEIGHTY = (*LEADING_POSTS, Post.Kind.PSYCHOLOGIST, Post.Kind.DEPARTMENT)


def cannot_sign_in(people: Iterable[User]) -> set[int]:
    """Ids of those who can answer nothing that is asked of them here: never signed in, and no password to do so.

    In a demonstration nobody is invited: one goes on as the people whom its first page offers. One query at most.
    """
    found = {person.pk for person in people if not person.is_active or not person.is_used}
    return set() if found and installation.is_demo() else found


def ties_of(people: Iterable[User], school_id: int, today: date) -> dict[int, Ties]:
    """What binds each of them, by id; one query. Past stays and posts count, wherever they were."""
    rows = User.objects.filter(pk__in=[person.pk for person in people]).annotate(
        stays=Exists(_stays_elsewhere(school_id)),
        serves=Exists(_posts_elsewhere(school_id)),
        rights=Exists(_posts_elsewhere(school_id).exclude(ends_on__lt=today).filter(kind__in=WEIGHTY)),
    )
    return {
        person.pk: Ties(
            is_used=person.is_used,
            is_elsewhere=person.stays or person.serves,
            has_rights_elsewhere=person.rights,
            is_operator=person.is_operator,
        )
        for person in rows.order_by()
    }


def own_email(people: QuerySet[User], school_id: int) -> QuerySet[User]:
    """Those whose e-mail they alone change, in their own settings: all but `Ties.is_the_schools_alone`.

    Whoever sets the e-mail of an account can ask for a new password and have its rights.
    """
    return people.filter(USED | _bound_elsewhere(school_id))


def has_own_email(person: User, school_id: int) -> bool:
    """The same for one person."""
    return own_email(User.objects.filter(pk=person.pk), school_id).exists()


def own_name(people: QuerySet[User], school_id: int, today: date) -> QuerySet[User]:
    """Those whose name and phone they alone change, in their own settings: somebody uses the account, and another place
    than this school shows the same name today or later. Whoever has left the other place, or never signed in, is
    corrected by the school.
    """
    stays = _stays_elsewhere(school_id).exclude(left_on__lt=today)
    posts = _posts_elsewhere(school_id).exclude(ends_on__lt=today)
    return people.filter(USED).filter(Q(Exists(stays)) | Q(Exists(posts)))


def has_own_name(person: User, school_id: int, today: date) -> bool:
    """The same for one person."""
    return own_name(User.objects.filter(pk=person.pk), school_id, today).exists()


def names_themselves(person: User, today: date) -> bool:
    """Whether this person changes their own name: two places at least show it, so none of them does."""
    stays = Employment.objects.filter(user=person).exclude(left_on__lt=today).values_list("school_id", flat=True)
    posts = Post.objects.filter(user=person).exclude(ends_on__lt=today).values_list("school_id", "department_id")
    return len({(school, None) for school in stays} | set(posts)) > 1


def bound_elsewhere(people: QuerySet[User], school_id: int) -> QuerySet[User]:
    """Those with a stay or post, now or once, that is not of this school, and the operator."""
    return people.filter(_bound_elsewhere(school_id))


def without_safe_way_in(people: QuerySet[User]) -> QuerySet[User]:
    """Those who might be let in by somebody else, who then has the account."""
    return people.exclude(SAFE)


def may_correct_email(person: User) -> bool:
    """Who opens an invitation says which e-mail is theirs, as long as nobody has used the account."""
    return not person.is_used


def _bound_elsewhere(school_id: int) -> Q:
    return Q(is_operator=True) | Q(Exists(_stays_elsewhere(school_id))) | Q(Exists(_posts_elsewhere(school_id)))


def _stays_elsewhere(school_id: int) -> QuerySet[Employment]:
    return Employment.objects.filter(user=OuterRef("pk")).exclude(school=school_id)


def _posts_elsewhere(school_id: int) -> PostQuerySet:
    """Posts of a department, which belong to no school, included."""
    return Post.objects.filter(user=OuterRef("pk")).exclude(school=school_id)
