"""How allauth behaves here: accounts come by invitation alone, and mails go through the outbox."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from common import clock, mail

NO_FIT = _("The e-mail or login and the password do not fit together.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": NO_FIT,
        "username_password_mismatch": NO_FIT,
        "enter_current_password": _("This is not your present password. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "too_many_login_attempts": _("Too many tries, one after another. Try again in five minutes."),
        "rate_limited": _("Too many tries, one after another. Try again in five minutes."),
    }

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under our own address, never the one that a visitor's browser named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.PUBLIC_URL + path.replace("UID-KEY", key)

    def format_email_subject(self, subject: str) -> str:
        """No site's name in brackets before it."""
        return subject

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a person comes by invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put allauth's mail (reset of a password) into the outbox."""
        language = getattr(context.get("user"), "language", "") or "ru"
        with translation.override(language):
            message = self.render_mail(template_prefix, email, context)
        mail.post(
            dedupe_key=f"account:{uuid4()}",
            to=email,
            language=language,
            subject=message.subject,
            text=message.body,
            secret=True,
            now=clock.now(),
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our words for what does not fit."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Wait for the next one and type it."),
        "cannot_generate_recovery_codes": _("Switch on the second sign-in step first."),
    }
