"""A form that could not be taken because of who is signed in now: what was typed goes on, to the same person alone.

Three cases (adr/0020): the session has ended, another person has signed in, or the same person has signed in again in
another tab. What is no form of ours, or has nothing typed in it, is answered as ever.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from common.typed import again, owner, sealed
from common.typed.sealed import Typed
from common.uploads import sign_in_first
from common.web import is_own_page
from schools.people.views import signin, typed

MADE_BY_US = {"csrfmiddlewaretoken", owner.FIELD, sealed.FIELD, typed.OPEN}
NOTHING_TYPED = {"stood"}
SECRET = ("password", "code")
NO_TEXTS = {"account_login", "account_logout", "demo_signin", "set_language", "set_theme", "set_school"}


class TypedMiddleware:
    """Inside the middleware that knows the person, outside the one that remembers forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with again.kept():  # whatever a request fills forms with, the next one of this thread does not see
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        whose = owner.owner_of(request.POST) if request.method == "POST" else None
        if whose is None:
            return self.get_response(request)
        kept = typed_in(request)
        came_as = request.user.pk if request.user.is_authenticated else None
        if kept and came_as not in (None, whose):
            return typed.somebody_else(request, kept, whose)
        response = self.get_response(request)
        if came_as is None and (_asks_to_sign_in(response) or _is_stale(request)):
            if kept and (closed := sealed.seal(kept, whose)):
                return signin.with_typed(request, kept, closed)
            return sign_in_first(request) if kept or kept_out(request) else response
        if kept and _is_stale(request):
            return typed.here_it_is(request, kept)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """After the check against forgery: a page asked for with what was typed before is shown filled in."""
        if request.method != "POST" or typed.OPEN not in request.POST or not request.user.is_authenticated:
            return None
        kept = typed.opened(request)
        if kept is None:
            return redirect(request.get_full_path())
        filled = QueryDict(mutable=True)
        for name, values in kept.fields:
            filled.setlist(name, list(values))
        again.fill_with(filled)
        request.method, request.POST = "GET", QueryDict()
        messages.info(request, gettext("This is what you typed. It is not saved yet: look it over and send it."))
        return None


def typed_in(request: HttpRequest) -> Typed | None:
    """What the person wrote into this form, without passwords and codes; None for a mere button."""
    action = request.get_full_path()
    if not is_own_page(action) or _name_of(request.path) in NO_TEXTS:
        return None
    fields = tuple((name, tuple(values)) for name, values in request.POST.lists() if not _stays_behind(name))
    if not any(value.strip() for name, values in fields if name not in NOTHING_TYPED for value in values):
        return None
    return Typed(action=action, page=_page_of(request) or action, fields=fields, had_files=kept_out(request))


def kept_out(request: HttpRequest) -> bool:
    """Whether the form had files: they do not travel."""
    return bool(getattr(request, "left_files", False) or request.FILES)


def _stays_behind(name: str) -> bool:
    return name in MADE_BY_US or any(secret in name for secret in SECRET)


def _page_of(request: HttpRequest) -> str:
    """The page of ours on which the form stood, as the browser says."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    page = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return page if came_from.netloc == request.get_host() and is_own_page(page) else ""


def _name_of(path: str) -> str:
    try:
        return str(resolve(path).view_name)
    except Resolver404:
        return ""


def _asks_to_sign_in(response: HttpResponse) -> bool:
    at = response.get("Location", "").partition("?")[0]
    return response.status_code == HTTPStatus.FOUND and at == resolve_url("account_login")


def _is_stale(request: HttpRequest) -> bool:
    """Whether the form's ticket against forgery was refused (`common.views.csrf_failure`)."""
    return bool(getattr(request, "stale_ticket", False))
