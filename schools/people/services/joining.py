"""The invited person comes in: chooses a password, for the first time or again."""

from copy import copy
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit, codes
from common.actor import Actor
from common.errors import DomainError
from schools.people.models import Invitation, User
from schools.people.selectors.ways_in import may_correct_email
from schools.people.services import email as emails
from schools.people.services import old_factors


@transaction.atomic
def use(
    *, code: str, password: str, now: datetime, email: str | None = None, language: str = "", request_id: str = ""
) -> User:
    """The person chooses a password and, for the first time, confirms or corrects the e-mail; the invitation is spent.

    language: of the page on which they joined; their pages and mails go on in it.
    email: None leaves what the school typed, "" takes it away; of an account that was used it stays. An address to which
    the invitation was not mailed gets a link to confirm it. The login stays the one made from the name. Somebody who is let in again has no second factor afterwards, and no private records for
    some days (`old_factors.open_again`). Raises DomainError("not_usable") for a code that is unknown, used, revoked, too
    old, or of an account that was used meanwhile; ValidationError for a weak password, or
    what is no e-mail.
    """
    person, invitation = _locked(code, now)
    by = Actor(user=person, request_id=request_id)
    if email is None or not may_correct_email(person):
        email = person.email
    like = copy(person)
    emails.put(like, email, now=now)
    validated(password, like)
    old = person.password
    person.set_password(password)
    if language in dict(settings.LANGUAGES):
        person.language = language
    person.save(update_fields=["password", "language"])
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    email_changed = emails.change(user=person, email=email, by=by, now=now)
    if invitation.mailed_to and emails.normal(invitation.mailed_to) == person.email:
        emails.mark_confirmed(user=person, by=by, now=now)
    elif invitation.readmission_id is None and not email_changed:  # another address gets its link by the change
        emails.ask_to_confirm(person, now)
    changes = {"user": person.pk, "email_changed": email_changed}
    audit.record(by=by, now=now, action="invitation.used", subject=invitation, changes=changes)
    if invitation.readmission_id is not None:
        old_factors.open_again(
            readmission_id=invitation.readmission_id, person=person, old_password=old, by=by, now=now
        )
    return person


def validated(password: str, person: User) -> None:
    """Raises ValidationError for `password` when it is weak for this person."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error


def _locked(code: str, now: datetime) -> tuple[User, Invitation]:
    """The person first, as everybody does who changes an invitation; then what may have changed before that."""
    found = Invitation.objects.filter(code_hash=codes.digest(code))
    person = User.objects.select_for_update().filter(pk__in=found.values("user")).first()
    invitation = found.usable(now).select_for_update(of=("self",)).filter(user=person).first() if person else None
    if person is None or invitation is None:
        raise DomainError("not_usable", _("This invitation does not work any more."))
    return person, invitation
