"""An invited person who has an account already keeps the one: the stay and the posts of the empty account move to it.

A teacher of two schools has one account then (domain, section 1). Neither school learns anything of the other but that
the person can sign in.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common import audit, codes
from common.actor import Actor
from common.errors import DomainError
from common.names import fold
from schools.people.access import access_of
from schools.people.models import EarlierEmail, Employment, Invitation, Post, Readmission, User
from schools.people.rules import Span
from schools.people.selectors.accounts import usable
from schools.people.services import email as emails
from schools.people.services import post_mails

# What belongs to the empty account itself and ends with it.
ITS_OWN: tuple[Any, ...] = (Invitation, EarlierEmail, Readmission)
BOTH_HERE = _(
    "Both accounts are entered at this school for the same days. Nothing was changed. Ask the deputy head: one of the "
    "two entries is one too many."
)


def may_be_the_same(user: Any, invitation: Invitation) -> bool:
    """Whether the page offers it: somebody else is signed in here who bears the name, and nothing is shut.

    By the name alone nothing happens: the person says so with a button.
    """
    if not user.is_authenticated or user.pk == invitation.user_id or invitation.readmission_id is not None:
        return False
    named = all(
        fold(getattr(user, part)) == fold(getattr(invitation.user, part)) for part in ("surname", "given_name")
    )
    return named and access_of(user).reads_private


@transaction.atomic
def keep_own_account(*, code: str, by: Actor, now: datetime) -> User:
    """“This is me”: all that is of the person moves to the account signed in, the empty one is closed.

    Raises DomainError for an invitation that does not work any more ("not_usable"), that is not for this person
    ("not_yours"), and where both accounts are at one school at the same time ("both_here").
    """
    found = Invitation.objects.filter(code_hash=codes.digest(code)).first()
    ids = [by.user.pk, found.user_id] if found else []
    people = {one.pk: one for one in User.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    invitation = usable(codes.digest(code), now)
    if invitation is None:
        raise DomainError("not_usable", _("This invitation does not work any more."))
    own, empty = people[by.user.pk], people[invitation.user_id]
    if not may_be_the_same(own, invitation):
        raise DomainError(
            "not_yours",
            _("This invitation bears another name than your account. Nothing was changed. Ask your school."),
        )
    employments, posts = _move(empty, own)
    for post in Post.objects.filter(pk__in=posts).select_related("school", "user"):
        post_mails.tell_leaders(post, by=by, now=now)
    spent = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if spent.used_at is not None or spent.revoked_at is not None:
        raise DomainError("not_usable", _("This invitation does not work any more."))
    spent.used_at = now
    spent.save(update_fields=["used_at"])
    emails.change(user=empty, email="", by=by, now=now)
    empty.is_active = False
    empty.save(update_fields=["is_active"])
    changes = {"user": own.pk, "empty_account": empty.pk, "employments": employments, "posts": posts}
    audit.record(by=by, now=now, action="invitation.used_by_own_account", subject=invitation, changes=changes)
    return own


def _move(empty: User, own: User) -> tuple[list[int], list[int]]:
    """Stays and posts, all or none; the rest of what is about the person as far as it does not stand there already."""
    employments = list(Employment.objects.filter(user=empty).values_list("pk", flat=True))
    posts = list(Post.objects.filter(user=empty).values_list("pk", flat=True))
    _check_apart(empty, own)
    try:
        with transaction.atomic():
            Employment.objects.filter(pk__in=employments).update(user=own)
            Post.objects.filter(pk__in=posts).update(user=own)
    except IntegrityError as error:
        raise DomainError("both_here", BOTH_HERE) from error
    for relation in User._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not hasattr(relation, "field"):
            continue
        model: Any = relation.related_model
        if relation.field.name != "user" or model in (Employment, Post, *ITS_OWN) or not _is_ours(model):
            continue
        for row in model._base_manager.filter(user=empty):
            _move_row(row, own)
    return employments, posts


def _check_apart(empty: User, own: User) -> None:
    """A person is at a school once at a time."""
    mine = [(stay.school_id, Span(stay.hired_on, stay.left_on)) for stay in Employment.objects.filter(user=own)]
    for stay in Employment.objects.filter(user=empty):
        span = Span(stay.hired_on, stay.left_on)
        if any(school_id == stay.school_id and span.overlaps(other) for school_id, other in mine):
            raise DomainError("both_here", BOTH_HERE)


def _is_ours(model: Any) -> bool:
    return model._meta.app_label in ("schools", "mentoring", "reports")


def _move_row(row: Any, own: User) -> None:
    """One that the own account has already, such as a choice of reminders, stays with the closed one."""
    try:
        with transaction.atomic():
            row.user = own
            row.save(update_fields=["user"])
    except IntegrityError:
        return
