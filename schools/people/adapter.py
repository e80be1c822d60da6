"""How allauth behaves here: accounts come by invitation alone, and mails go through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from common import clock
from common.web import is_own_page
from schools.people import awaiting_code, devices
from schools.people.backends import fitting
from schools.people.models import User
from schools.people.passwords import BACKEND
from schools.people.selectors.signing_in import account_named
from schools.people.services import tries
from schools.people.services.notices import Notice, tell
from schools.people.services.readmission import end_by_sign_in

NO_FIT = _("The e-mail or login and the password do not fit together.")

NOTICES = {
    "account/email/password_changed": Notice.PASSWORD_CHANGED,
    "mfa/email/totp_activated": Notice.FACTOR_ON,
    "mfa/email/totp_deactivated": Notice.FACTOR_OFF,
    "mfa/email/recovery_codes_generated": Notice.CODES_MADE,
}


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

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a person comes by invitation."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Where `next` may lead: to our own pages alone."""
        return is_own_page(url)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """One account and one password hash for whatever is typed; a closed account goes on to the page that says so."""
        typed = credentials.get("username") or credentials.get("email") or ""
        account = account_named(typed)
        origin = devices.origin_of(request, account)
        counted = tries.sign_in(typed=typed, account=account, origin=origin, now=clock.now())
        if counted is None:
            raise self.validation_error("too_many_login_attempts")
        user = fitting(account, credentials.get("password") or "")
        if user is not None:
            counted.give_back()
            user.backend = BACKEND  # as Django's own authenticate() does
        return user

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is the password of the person signed in."""
        origin = devices.origin_of(context.request, user)
        counted = tries.own_password(user=user, origin=origin, now=clock.now())
        if counted is None:
            raise self.validation_error("too_many_login_attempts")
        fits = fitting(user, password) is not None
        if fits:
            counted.give_back()
        return fits

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Where a code is asked for next, the sign-in waits for it with a mark of this password."""
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refused is None:
            awaiting_code.begin(request, user)
        return refused

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """From now on the browser is a device that this account knows. Whoever signs in has not lost every way: a
        request to let the person in again ends (adr/0016)."""
        awaiting_code.end(request)
        end_by_sign_in(person=user, now=clock.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Never: mails about an account are ours (`services.notices`, `services.resets`)."""
        raise ImproperlyConfigured(f"allauth wants to send {template_prefix}: write a mail of ours for it")

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """allauth says that something happened; the mail is ours, to the addresses of the account."""
        tell(NOTICES[template_prefix], user, now=clock.now())


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our words for what does not fit."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Wait for the next one and type it."),
        "cannot_generate_recovery_codes": _("Switch on the second sign-in step first."),
    }
