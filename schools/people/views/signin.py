"""Sign-in, sign-out and passwords: allauth's views in our look. Only what `urls.py` names answers."""

from typing import Any

from allauth.account import views as account
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from common import installation, mail
from schools.people.forms import signin as forms
from schools.people.selectors.demonstration import demo_people

FORM_PAGE = "components/form_page.html"
SAID = "schools/people/said.html"


class SignIn(account.LoginView):
    """Anybody. A school's own installation that is not set up yet leads to the set-up page."""

    form_class = forms.SignInForm
    template_name = "account/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if installation.awaits_set_up():
            return redirect("setup")
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: forms.SignInForm) -> HttpResponse:
        if any(form.is_too_many(error) for error in form.non_field_errors().as_data()):
            return ratelimit.respond_429(self.request)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = demo_people() if installation.is_demo() else []
        return super().get_context_data(people=people, **kwargs)


sign_in = SignIn.as_view()
sign_out = require_POST(account.logout)


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up by oneself: accounts come by invitation."""
    return _said(
        request,
        gettext("You come in by invitation"),
        gettext(
            "The deputy head of your school invites you: by mail, by a link in a messenger, or on a printed slip. "
            "If you have none, ask the deputy head."
        ),
    )


@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    """For somebody whose account was closed."""
    return _said(
        request,
        gettext("This account is closed"),
        gettext("Nobody can sign in with it now. If you work at the school, ask the deputy head."),
    )


class Forgotten(account.PasswordResetView):
    """Anybody. The answer is the same whether the e-mail is known or not."""

    form_class = forms.ForgottenForm
    template_name = "account/password_reset.html"
    extra_context = {
        "title": _("I forgot my password"),
        "lead": _("We send a link to your e-mail. With it you choose a new password."),
        "verb": _("Send me the link"),
        "cancel_url": reverse_lazy("account_login"),
    }


def forgotten(request: HttpRequest) -> HttpResponse:
    """Anybody; where no mail goes out, it is said whom to ask instead."""
    if mail.goes():
        answer: HttpResponse = Forgotten.as_view()(request)
        return answer
    return _said(
        request,
        gettext("This installation sends no mail"),
        gettext(
            "So no link can reach you. Ask the deputy head of your school for a new invitation: with it you choose a new password."
        ),
    )


@require_safe
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    return _said(
        request,
        gettext("Look into your mail"),
        gettext(
            "If this e-mail belongs to an account, the link is on its way. Nothing there in ten minutes? Look into the "
            "spam folder, or ask the deputy head for a new invitation."
        ),
    )


class FromLink(account.PasswordResetFromKeyView):
    """Whoever has the link from the mail."""

    form_class = forms.NewPasswordForm
    template_name = FORM_PAGE
    extra_context = {"title": _("Choose a new password"), "verb": _("Save the new password")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A spent or mistyped link has no account to make a form for."""
        if kwargs.get("token_fail"):
            return kwargs
        return super().get_context_data(**kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if context.get("token_fail"):
            return _said(
                self.request,
                gettext("This link does not work any more"),
                gettext("It was used already, or it is too old. Ask for a new one."),
                url=reverse("account_reset_password"),
                verb=gettext("Send me a new link"),
            )
        return super().render_to_response(context, **kwargs)


from_link = FromLink.as_view()


@require_safe
def from_link_done(request: HttpRequest) -> HttpResponse:
    return _said(request, gettext("Your new password is saved"), gettext("Sign in with it."))


class ChangePassword(account.PasswordChangeView):
    """Everybody signed in, for oneself. In a demonstration one comes in without a password and has none to change."""

    form_class = forms.ChangePasswordForm
    template_name = FORM_PAGE
    success_url = reverse_lazy("my_settings")
    extra_context = {
        "title": _("Change my password"),
        "verb": _("Save the new password"),
        "over": _("My settings"),
        "over_url": success_url,
        "cancel_url": success_url,
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            messages.info(request, gettext("This account has no password."))
            return redirect("my_settings")
        return super().dispatch(request, *args, **kwargs)

    def get_default_success_url(self) -> str:
        return str(self.success_url)


change_password = ChangePassword.as_view()


class Again(account.ReauthenticateView):
    """Everybody signed in: the password once more, before something that matters."""

    form_class = forms.AgainForm
    template_name = FORM_PAGE
    extra_context = {
        "title": _("Your password once more"),
        "lead": _("This is to be sure that it is you."),
        "verb": _("Go on"),
        "cancel_url": reverse_lazy("my_settings"),
    }


again = Again.as_view()


def _said(request: HttpRequest, title: str, text: str, *, url: str = "", verb: str = "") -> HttpResponse:
    """A page of two sentences and one way on, by default to the sign-in page."""
    context = {
        "title": title,
        "text": text,
        "url": url or reverse("account_login"),
        "verb": verb or gettext("Go to the sign-in page"),
    }
    return render(request, SAID, context)
