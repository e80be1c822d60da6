"""Notices by mail about an account: its owner learns of every change to how it is opened. No secrets, no names of schools."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from common import mail
from schools.people.models import EarlierEmail, User

STILL_TOLD = timedelta(days=90)
"""How long notices also go to an earlier address that was confirmed: somebody who changed it cannot silence them."""


class Notice(StrEnum):
    """What happened. The value begins the key of the mail."""

    EMAIL_CHANGED = "email-changed"
    EMAIL_REMOVED = "email-removed"
    PASSWORD_CHANGED = "password-changed"
    PASSWORD_RESET = "password-reset"
    FACTOR_ON = "factor-on"
    FACTOR_OFF = "factor-off"
    CODES_MADE = "codes-made"
    CODE_USED = "code-used"


@dataclass(frozen=True)
class Words:
    subject: Any
    text: Any


WORDS = {
    Notice.EMAIL_CHANGED: Words(
        _("The e-mail of your account was changed"),
        _("From now on another e-mail belongs to your account at Tálimger."),
    ),
    Notice.EMAIL_REMOVED: Words(
        _("The e-mail of your account was removed"), _("From now on no e-mail belongs to your account at Tálimger.")
    ),
    Notice.PASSWORD_CHANGED: Words(
        _("The password of your account was changed"), _("Your account at Tálimger has a new password.")
    ),
    Notice.PASSWORD_RESET: Words(
        _("The password of your account was changed"),
        _("A new password was chosen for your account at Tálimger, with a link that was mailed."),
    ),
    Notice.FACTOR_ON: Words(
        _("The second sign-in step is on"),
        _("From now on your account at Tálimger also asks for a code from a phone."),
    ),
    Notice.FACTOR_OFF: Words(
        _("The second sign-in step is off"), _("From now on the password alone opens your account at Tálimger.")
    ),
    Notice.CODES_MADE: Words(
        _("New recovery codes were made"),
        _("The earlier recovery codes of your account at Tálimger do not work now."),
    ),
    Notice.CODE_USED: Words(
        _("A recovery code was used"), _("Somebody signed in to your account at Tálimger with a recovery code.")
    ),
}


def tell(notice: Notice, user: User, *, now: datetime, replaced: str = "") -> None:
    """Mail the notice to the address of the account and to the confirmed ones of the last 90 days, each once.

    replaced: an address that was taken from the account just now; it gets the notice too, and the new one does not: that one
    gets a link to confirm it (`services.email`).
    """
    addresses = {replaced or user.email} | set(_earlier(user, now))
    addresses -= {""} | ({user.email} if replaced else set())
    words = WORDS[notice]
    with translation.override(user.language):
        text = render_to_string(
            "schools/people/mails/notice.txt",
            {
                "text": words.text,
                "login": user.login,
                "now": now,
                "forgotten": settings.PUBLIC_URL + reverse("account_reset_password"),
                "can_reset": not replaced,
            },
        )
        for address in sorted(addresses):
            mail.post(
                dedupe_key=f"{notice}:{user.pk}:{now.isoformat()}:{address}",
                to=address,
                language=user.language,
                subject=str(words.subject),
                text=text,
                now=now,
            )


def _earlier(user: User, now: datetime) -> list[str]:
    earlier = EarlierEmail.objects.filter(user=user, was_confirmed=True, replaced_at__gt=now - STILL_TOLD)
    return list(earlier.values_list("email", flat=True))
