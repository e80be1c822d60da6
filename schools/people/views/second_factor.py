"""The optional second factor: an app on the phone and recovery codes. allauth's views in our look."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.typed import sealed
from schools.people import awaiting_code
from schools.people.forms import signin as forms
from schools.people.private import open_only
from schools.people.views import typed

FORM_PAGE = "components/form_page.html"
HERE = {
    "over": _("Second sign-in step"),
    "over_url": reverse_lazy("mfa_index"),
    "cancel_url": reverse_lazy("mfa_index"),
}


class Overview(base.IndexView):
    """Everybody signed in, for oneself."""

    template_name = "mfa/index.html"


class Challenge(base.AuthenticateView):
    """Between password and first page, for those who switched it on."""

    form_class = forms.SecondFactorForm
    template_name = "mfa/authenticate.html"
    extra_context = {
        "action": reverse_lazy("mfa_authenticate"),
        "title": _("Now the code from your phone"),
        "verb": _("Sign in"),
        "cancel_url": reverse_lazy("account_login"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if awaiting_code.is_outdated(request):
            messages.warning(
                request,
                gettext("The password of this account was changed, or the account was closed. Sign in again."),
            )
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        return typed.after_sign_in(self.request, super().form_valid(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sealed": self.request.POST.get(sealed.FIELD, "")}


class ChallengeAgain(base.ReauthenticateView):
    """The code once more, before something that matters."""

    form_class = forms.SecondFactorAgainForm
    template_name = FORM_PAGE
    extra_context = {
        "title": _("The code from your phone once more"),
        "lead": _("This is to be sure that it is you."),
        "verb": _("Go on"),
        "cancel_url": reverse_lazy("my_settings"),
    }


class Activate(totp.ActivateTOTPView):
    """Show the square code to the app, and type what it answers."""

    form_class = forms.ActivateForm
    template_name = "mfa/totp/activate_form.html"
    extra_context = {"title": _("Switch on the second sign-in step"), "verb": _("Switch it on"), **HERE}


class Deactivate(totp.DeactivateTOTPView):
    """Password alone from now on."""

    form_class = forms.DeactivateForm
    template_name = "components/confirm.html"
    extra_context = {
        "title": _("Switch off the second sign-in step"),
        "text": _("From then on your password alone opens your account. The recovery codes stop working."),
        "verb": _("Switch it off"),
        **HERE,
    }


class NewCodes(recovery.GenerateRecoveryCodesView):
    """New recovery codes in the place of the old."""

    template_name = "components/confirm.html"
    extra_context = {
        "title": _("Make new recovery codes"),
        "text": _("The old ones stop working at once."),
        "verb": _("Make new codes"),
        **HERE,
    }


class Codes(recovery.ViewRecoveryCodesView):
    """One's own recovery codes, to be written down or printed."""

    template_name = "mfa/recovery_codes/index.html"


overview = Overview.as_view()
challenge = Challenge.as_view()
challenge_again = ChallengeAgain.as_view()
activate = open_only(Activate.as_view())
deactivate = open_only(Deactivate.as_view())
new_codes = open_only(NewCodes.as_view())
codes = Codes.as_view()
