"""One's own settings, and the small switches of the top bar."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language as remember_language

from common import clock
from common.web import actor_of, handle, inside, render
from schools.people.forms.own import SettingsForm
from schools.people.middleware import SESSION_SCHOOL
from schools.people.models import User
from schools.people.requests import Request
from schools.people.selectors.posts import posts_of
from schools.people.services.own import change_own_settings

THEME_COOKIE = "theme"
YEAR = 365 * 24 * 3600


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("present_password")
def my_settings(request: Request) -> HttpResponse:
    """Everybody signed in, for oneself."""
    form = SettingsForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        values = form.values
        done, __ = handle(form, lambda: change_own_settings(by=actor_of(request), now=clock.now(), **values))
        if done:
            with override(values["language"]):
                messages.success(request, _("Your settings are saved."))
            response = redirect("my_settings")
            keep_language(response, values["language"])
            return response
    context = {"form": form, "posts": posts_of(request.user, clock.today())}
    return render(request, "schools/people/my_settings.html", context)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Anybody: the language on this device, and in the account of the one signed in."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return HttpResponseRedirect(_next(request))
    if request.user.is_authenticated:
        change_own_settings(by=actor_of(request), now=clock.now(), language=code)
    response: HttpResponse = remember_language(request)
    if response.has_header("Location"):
        response["Location"] = _next(request)
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Anybody: light, dark, or like the device; in the account of the one signed in, else in a cookie."""
    theme = request.POST.get("theme", "")
    if theme not in User.Theme.values:
        raise Http404
    response = HttpResponseRedirect(_next(request))
    if request.user.is_authenticated:
        change_own_settings(by=actor_of(request), now=clock.now(), theme=theme)
    else:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True)
    return response


@login_required
@require_POST
def set_school(request: Request) -> HttpResponse:
    """Whoever works at several schools: the one whose pages are shown. Another's school is not found."""
    chosen = request.POST.get("school", "")
    school = next((one for one in request.schools if str(one.pk) == chosen), None)
    if school is None:
        raise Http404
    request.session[SESSION_SCHOOL] = school.pk
    return redirect("home")


def _next(request: HttpRequest) -> str:
    """Where one came from, within this site alone."""
    return inside(request.POST.get("next", ""), "/")


def keep_language(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
