"""A forgotten password: ask for a link by mail, and choose a new one with it."""

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from common import clock, mail
from common.errors import DomainError
from common.web import actor_of, handle, render
from schools.people.devices import network_of
from schools.people.forms.signin import ForgottenForm, NewPasswordForm
from schools.people.services import resets
from schools.people.views.said import said
from schools.people.words import WHO_LETS_IN

SESSION_KEY = "password_link"
IN_SESSION = "set-password"
"""In place of the key in the address: a page's address travels further than its session."""


@require_http_methods(["GET", "POST"])
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Anybody. The answer, and the work for it, is the same whether the e-mail is known or not; where no mail goes out,
    it is said whom to ask instead."""
    if not mail.goes():
        return said(
            request,
            _("This installation sends no mail"),
            _("So no link can reach you. %(who)s Then you choose a new password.") % {"who": WHO_LETS_IN},
        )
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        taken = resets.ask(address=form.cleaned_data["email"], network=network_of(request), now=clock.now())
        return redirect("account_reset_password_done") if taken else ratelimit.respond_429(request)
    context = {
        "form": form,
        "title": _("I forgot my password"),
        "lead": _("We send a link to your e-mail. With it you choose a new password."),
        "verb": _("Send me the link"),
        "cancel_url": reverse("account_login"),
        "who_lets_in": WHO_LETS_IN,
    }
    return render(request, "account/password_reset.html", context)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return said(
        request,
        _("Look into your mail"),
        _(
            "If this e-mail belongs to an account, the link is on its way. Nothing there in ten minutes? Look into the "
            "spam folder. %(who)s"
        )
        % {"who": WHO_LETS_IN},
    )


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password1", "password2")
@never_cache
def from_link(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Whoever has the link from the mail. It is kept in the session, out of the address."""
    try:
        if key != IN_SESSION:
            resets.account_of(uidb36, key)
            request.session[SESSION_KEY] = key
            return redirect("account_reset_password_from_key", uidb36=uidb36, key=IN_SESSION)
        key = request.session.get(SESSION_KEY, "")
        user = resets.account_of(uidb36, key)
    except DomainError as error:
        return _refused(request, error)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user, temp_key=key)
    if form.is_valid():
        done, _user = handle(
            form,
            lambda: resets.use(
                uid=uidb36,
                key=key,
                password=form.cleaned_data["password1"],
                now=clock.now(),
                request_id=actor_of(request).request_id,
            ),
        )
        if done:
            logout(request)
            return redirect("account_reset_password_from_key_done")
    context = {"form": form, "title": _("Choose a new password"), "verb": _("Save the new password")}
    context |= {"about": user.login}
    return render(request, "components/form_page.html", context)


@require_safe
def from_link_done(request: HttpRequest) -> HttpResponse:
    return said(request, _("Your new password is saved"), _("Sign in with it."))


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    return said(
        request,
        str(error.message),
        _("It was used already, or it is too old. Ask for a new one."),
        url=reverse("account_reset_password"),
        verb=_("Send me a new link"),
    )
