"""What people change for themselves: language, look, phone, e-mail; the name where two places show it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit, clock
from common.actor import Actor
from schools.people.access import access_of
from schools.people.models import User
from schools.people.selectors.ways_in import names_themselves
from schools.people.services import email as emails
from schools.people.services import shared
from schools.people.words import SHUT_EMAIL

OWN_FIELDS = frozenset({"language", "theme", "phone"})
"""Besides the e-mail, which `services.email` writes."""
NAMES = frozenset({"surname", "given_name", "patronymic"})


@transaction.atomic
def change_own_settings(*, by: Actor, now: datetime, **values: Any) -> User:
    """Store the given ones of `language`, `theme`, `phone`, `email`, and of the name where two schools show it
    (`ways_in.names_themselves`); what stays the same is no change. Those schools learn of another name.

    Whether another account has the same e-mail is neither asked nor said. Raises PermissionDenied when nobody is
    signed in, ValidationError for a value that cannot be, and for another e-mail while private records are shut: whoever
    was let in by mistake must not take the account for good.
    """
    if by.user is None or not by.user.is_authenticated:
        raise PermissionDenied
    email = values.pop("email", None)
    if unknown := set(values) - OWN_FIELDS - (NAMES if NAMES & set(values) and _names_self(by, now) else frozenset()):
        raise TypeError(f"Not their own to change: {sorted(unknown)}")
    if values.get("language", "ru") not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Choose one of the three languages.")})
    user = User.objects.select_for_update().get(pk=by.user.pk)
    changed = {name: value for name, value in values.items() if getattr(user, name) != value}
    before = {name: getattr(user, name) for name in changed}
    if changed:
        for name, value in changed.items():
            setattr(user, name, value)
        user.clean_fields(exclude={field.name for field in User._meta.fields} - set(changed))
        user.save(update_fields=list(changed))
        audit.record(by=by, now=now, action="account.settings_changed", subject=user, changes=changed, private=True)
    if names := {name: [before[name], changed[name]] for name in NAMES & changed.keys()}:
        shared.tell_corrected({user.pk: names}, school_id=None, now=now)
    if email is not None and emails.normal(email) != user.email and not access_of(user).reads_private:
        raise ValidationError({"email": SHUT_EMAIL})
    if email is not None:
        emails.change(user=user, email=email, by=by, now=now)
    return user


def _names_self(by: Actor, now: datetime) -> bool:
    return names_themselves(by.user, clock.today(now)) and access_of(by.user).reads_private
