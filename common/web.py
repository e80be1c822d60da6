"""How a view talks to a service: who acts, and how a refusal comes back into the form.

A lost race is shown in one way everywhere (architecture, rule 7): status 409, who was first and when, everything typed
still there, and where one sees how things stand. Views that hand a form to a service answer with `render` of this module.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as plain_render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from common.actor import Actor
from common.errors import AlreadyDone, DomainError, Text
from common.forms import AskedLater
from common.standing import MARK, Changed, Standing

Result = TypeVar("Result")
SomeForm = TypeVar("SomeForm", bound=forms.BaseForm)
WAYS_OUT = {"account_logout"}


def actor_of(request: HttpRequest, capacity: str = "") -> Actor:
    """The signed-in person as actor; `capacity` names the post in which one acts on this page."""
    return Actor(user=request.user, capacity=capacity, request_id=getattr(request, "request_id", ""))


def handle(form: forms.BaseForm, action: Callable[[], Result]) -> tuple[bool, Result | Any]:
    """Run a service for a valid form. (True, result), or (False, None) with the refusal put into the form.

    What was typed stays in the form; nothing was saved, since a service is atomic.
    """
    try:
        return True, _saved(form, action)
    except ValidationError as error:
        faults = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for field, errors in faults.items():
            if isinstance(form, AskedLater):
                form.ask(field)
            form.add_error(field if field in form.fields else None, errors)
    except DomainError as error:
        if isinstance(error, AlreadyDone):
            form.lost_race = error  # type: ignore[attr-defined]  # shown by components/lost_race.html
        if isinstance(error, Changed):
            for field, told in error.told().items():
                form.add_error(field, told)
        form.add_error(None, ValidationError(str(error.message), code=error.code))
    return False, None


def _saved(form: forms.BaseForm, action: Callable[[], Result]) -> Result:
    """A form that changes what stands there looks once more, in the transaction of the change."""
    if not isinstance(form, Standing) or MARK not in form.fields:
        return action()
    with transaction.atomic():
        form.look_again()
        return action()


def lost_race(form: Any) -> AlreadyDone | None:
    """What `handle` put into this form when somebody else was first."""
    found: AlreadyDone | None = getattr(form, "lost_race", None)
    return found


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int | None = None
) -> HttpResponse:
    """As Django's, with status 409 when a form of the context lost a race."""
    if any(isinstance(value, forms.BaseForm) and lost_race(value) for value in (context or {}).values()):
        status = 409
    return plain_render(request, template, context, status=status)


def form_page(
    request: HttpRequest,
    form: SomeForm,
    action: Callable[[SomeForm], Any],
    *,
    said: Text,
    to: str,
    template: str = "components/form_page.html",
    refused: int | None = None,
    **context: Any,
) -> HttpResponse:
    """A page with one form: shown; shown again with everything typed when it is refused; or done, and on to `to`.

    `action` calls the service with the valid form; `said` is the word on what was done, `to` an address; `refused` the
    status of a form with faults. The rest goes to the template (components/form_page.html).
    """
    if request.method == "POST" and form.is_valid() and handle(form, lambda: action(form))[0]:
        messages.success(request, str(said))
        return redirect(to)
    status = refused if form.errors else None
    return render(request, template, {"form": form, "cancel_url": to, **context}, status=status)


def inside(target: str, otherwise: str) -> str:
    """This address when it is a page of this site, written from its root; else the other."""
    return target if is_own_page(target) else otherwise


def is_own_page(target: str) -> bool:
    """Whether an address that came from outside leads to one of our own pages, whichever host is asked for.

    Only a path from the root counts, with or without a query. No file under static/, and not the way out: nobody is
    signed out by a link. A page that only a button opens counts: it says so (405.html).
    """
    if not target.startswith("/") or not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return False
    path = unquote(urlsplit(target).path)
    if "\\" in path or {".", ".."} & set(path.split("/")):
        return False
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.view_name not in WAYS_OUT
