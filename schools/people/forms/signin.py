"""allauth's forms in our look and words: labels instead of placeholders, one sentence on what to do."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as second
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import Form, LookMixin
from schools.people import devices
from schools.people.passwords import PASSWORD_HINT
from schools.people.services import tries
from schools.people.services.notices import Notice, tell

SHARED = 30 * 60
"""Seconds that a session on a shared PC lasts without use."""


class AllauthLook(LookMixin):
    """Our base over a form of allauth: `labels` and `hints` by field; its placeholders and links go."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.dress(name)

    def dress(self, name: str) -> None:
        """One field; also one that a form adds later."""
        field = self.fields[name]
        field.widget.attrs.pop("placeholder", None)
        field.label = self.labels.get(name, field.label)
        field.help_text = self.hints.get(name, "")


class SignInForm(AllauthLook, account.LoginForm):
    """E-mail or login, and the password."""

    labels = {"login": _("E-mail or login"), "password": _("Password"), "shared": _("This is a shared PC")}
    hints = {"shared": _("You are signed out after 30 minutes without use, instead of 14 days.")}
    hide_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared"] = forms.BooleanField(required=False)
        self.dress("shared")
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}

    def clean(self) -> dict[str, Any]:
        """What does not fit is said on top and again at the password, where one types next."""
        try:
            return super().clean()
        except ValidationError as error:
            if not self.is_too_many(error):
                self.add_error("password", _("Type your password again. Check that Caps Lock is off."))
            raise

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """A code that is asked for next keeps what is set here."""
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        if self.cleaned_data["shared"]:
            request.session.set_expiry(SHARED)
        return response

    @staticmethod
    def is_too_many(error: ValidationError) -> bool:
        return getattr(error, "code", "") == "too_many_login_attempts"


class ForgottenForm(Form):
    """The e-mail to which a link goes. Nothing is looked up here."""

    only_asks = True
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class TypedTwice(AllauthLook, forms.Form):
    """A new password and the same once more; that they differ is said in our words."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "password2" in self.errors and data.get("password1") and self["password2"].data:
            del self.errors["password2"]
            self.add_error("password2", _("The two do not match. Type the new password once more."))
        return data


class NewPasswordForm(TypedTwice, account.ResetPasswordKeyForm):
    """A new password, after the link from the mail."""

    labels = {"password1": _("Your new password"), "password2": _("The new password once more")}
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(TypedTwice, account.ChangePasswordForm):
    """The old password and a new one."""

    labels = {
        "oldpassword": _("Your present password"),
        "password1": _("Your new password"),
        "password2": _("The new password once more"),
    }
    hints = {"password1": PASSWORD_HINT}

    def clean_oldpassword(self) -> str:
        """Counted like every other try with this password."""
        typed: str = self.cleaned_data.get("oldpassword", "")
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("enter_current_password")
        return typed


class AgainForm(AllauthLook, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    labels = {"password": _("Password")}


class CountedCode(forms.Form):
    """A code is counted before it is looked at, and given back when it fits; the use of a recovery code sends a notice."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        origin = devices.origin_of(context.request, self.user)
        counted = tries.code(user=self.user, origin=origin, now=clock.now())
        if counted is None:
            raise get_adapter().validation_error("too_many_login_attempts")
        typed: str = super().clean_code()  # type: ignore[misc]  # of allauth's form
        counted.give_back()
        return typed

    def save(self) -> None:
        super().save()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            tell(Notice.CODE_USED, self.user, now=clock.now())


class SecondFactorForm(AllauthLook, CountedCode, second.AuthenticateForm):
    """Six digits from the app, or a recovery code."""

    labels = {"code": _("Code")}
    hints = {"code": _("Six digits from the app on your phone, or one of your recovery codes.")}


class SecondFactorAgainForm(AllauthLook, CountedCode, second.ReauthenticateForm):
    """The second factor once more."""

    labels = {"code": _("Code")}
    hints = {"code": _("Six digits from the app on your phone, or one of your recovery codes.")}


class ActivateForm(AllauthLook, totp.ActivateTOTPForm):
    """The first six digits of a newly added app."""

    labels = {"code": _("Code")}
    hints = {"code": _("The six digits that the app shows now.")}


class DeactivateForm(AllauthLook, totp.DeactivateTOTPForm):
    """Nothing to fill in."""
