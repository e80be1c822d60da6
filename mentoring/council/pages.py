"""One form on one page: shown, handed to its service, and shown again with everything typed when it is refused."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from common import web
from common.web import handle, lost_race, render


def form_page(
    request: HttpRequest,
    form: forms.Form,
    action: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    message: Any,
    context: dict[str, Any],
    template: str = "components/form_page.html",
) -> HttpResponse:
    """`action` gets the cleaned values and calls the service; then on to `done` with the message."""
    return web.form_page(
        request,
        form,
        lambda valid: action(valid.cleaned_data),
        said=message,
        to=done,
        template=template,
        refused=HTTPStatus.UNPROCESSABLE_ENTITY,
        **context,
    )


def no_meeting(request: HttpRequest, *, title: str, about: Any, back: str) -> HttpResponse:
    """A matter waits for a meeting and none is planned: plan one, and come back to the matter."""
    plan = f"{reverse('meeting_new')}?{urlencode({'next': request.path})}"
    context = {"title": title, "about": about, "plan_url": plan, "cancel_url": back}
    return render(request, "mentoring/council/no_meeting.html", context)


def act(request: HttpRequest, action: Callable[[], Any], *, done: str, message: Any) -> HttpResponse:
    """A button without a form: what is refused is told on the page one comes back to; a lost race on its own (409)."""
    form = forms.Form({})
    form.is_valid()
    ok, _result = handle(form, action)
    if ok:
        messages.success(request, message)
    if race := lost_race(form):
        race.url = done
        raise race
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect(done)
