"""Sign-in, sign-out and passwords: allauth's views in our look. Only what `urls.py` names answers."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from common import installation
from common.reach import is_from_this_pc
from common.typed import sealed
from common.typed.sealed import Typed
from common.web import inside
from schools.people import devices
from schools.people.forms import signin as forms
from schools.people.selectors.demonstration import demo_people
from schools.people.views import second_factor, typed
from schools.people.views.said import said

FORM_PAGE = "components/form_page.html"


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

    def form_valid(self, form: forms.SignInForm) -> HttpResponseBase:
        """What was typed before goes on: to the code that is asked for next, or back to the person."""
        response: HttpResponse = super().form_valid(form)
        asks_for_code = response.get("Location", "").partition("?")[0] == reverse("mfa_authenticate")
        if self.request.POST.get(sealed.FIELD) and asks_for_code:
            return shown(second_factor.challenge, self.request)
        return typed.after_sign_in(self.request, response)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers = installation.is_demo() and is_from_this_pc(self.request.META)
        people = demo_people() if offers else []
        closed = self.request.POST.get(sealed.FIELD, "")
        had_files = self.request.POST.get("had_files", "")
        return super().get_context_data(people=people, sealed=closed, had_files=had_files, **kwargs)


sign_in = SignIn.as_view()


def with_typed(request: HttpRequest, kept: Typed, closed: str) -> HttpResponseBase:
    """In the place of a page that a form was sent to after the session had ended: the sign-in page, which takes along
    what was typed."""
    return sign_in_page(request, closed=closed, to=kept.page, had_files=kept.had_files)


def sign_in_page(request: HttpRequest, *, closed: str, to: str, had_files: bool) -> HttpResponseBase:
    request.GET = QueryDict(urlencode({"next": inside(to, reverse("home"))}))
    request.POST = QueryDict(urlencode({sealed.FIELD: closed, "had_files": "1" if had_files else ""}))
    page = shown(sign_in, request)
    page.status_code = 403
    return page.render() if isinstance(page, TemplateResponse) else page


def shown(view: Callable[[HttpRequest], HttpResponseBase], request: HttpRequest) -> HttpResponseBase:
    """The page of a view in answer to a form that was sent elsewhere."""
    request.method = "GET"
    try:
        return view(request)
    finally:
        request.method = "POST"


@require_POST
def as_yourself(request: HttpRequest) -> HttpResponseBase:
    """Anybody: signs out whoever is signed in, and shows the sign-in page with what was typed, still sealed."""
    closed, to = request.POST.get(sealed.FIELD, ""), request.POST.get("next", "")
    had_files = bool(request.POST.get("had_files"))
    logout(request)
    return sign_in_page(request, closed=closed, to=to, had_files=had_files)


sign_out = require_POST(account.logout)


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up by oneself: accounts come by invitation."""
    return said(
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
    return said(
        request,
        gettext("This account is closed"),
        gettext("Nobody can sign in with it now. If you work at the school, ask the deputy head or the head."),
    )


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

    def form_valid(self, form: forms.ChangePasswordForm) -> HttpResponse:
        """Other devices are signed out by the new password, and forgotten; this one stays."""
        answer: HttpResponse = super().form_valid(form)
        devices.remember(self.request, answer, form.user)
        return answer


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
