"""What a person changes for oneself: language, look, phone, e-mail."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import audit, mail
from common.actor import Actor
from schools.people.models import User

OWN_FIELDS = frozenset({"language", "theme", "phone", "email"})


@transaction.atomic
def change_own_settings(*, by: Actor, now: datetime, **values: Any) -> User:
    """Store the given ones of `language`, `theme`, `phone`, `email`; what stays the same is no change.

    A new e-mail is told to the old one. Raises PermissionDenied when nobody is signed in, ValidationError for a value
    that cannot be or an e-mail that somebody else has.
    """
    if by.user is None or not by.user.is_authenticated:
        raise PermissionDenied
    if unknown := set(values) - OWN_FIELDS:
        raise TypeError(f"Not one's own to change: {sorted(unknown)}")
    if values.get("language", "ru") not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Choose one of the three languages.")})
    user = User.objects.select_for_update().get(pk=by.user.pk)
    changed = {name: value for name, value in values.items() if getattr(user, name) != value}
    if not changed:
        return user
    old_email = user.email
    for name, value in changed.items():
        setattr(user, name, value)
    try:
        user.clean_fields(exclude={field.name for field in User._meta.fields} - set(changed))
        with transaction.atomic():
            user.save(update_fields=list(changed))
    except IntegrityError as error:
        raise ValidationError({"email": _("Somebody else uses this e-mail.")}) from error
    audit.record(by=by, now=now, action="account.settings_changed", subject=user, changes=changed, private=True)
    if "email" in changed and old_email:
        _tell_old_address(user, old_email, now)
    return user


def _tell_old_address(user: User, old_email: str, now: datetime) -> None:
    with translation.override(user.language):
        mail.post(
            dedupe_key=f"email-changed:{user.pk}:{now.isoformat()}",
            to=old_email,
            language=user.language,
            subject=gettext("The e-mail of your account was changed"),
            text=gettext(
                "From now on another e-mail belongs to your account at Tálimger. If it was not you, tell the deputy "
                "head of your school today."
            ),
            now=now,
        )
