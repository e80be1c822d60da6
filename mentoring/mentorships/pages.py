"""What the pages of a case share in every step of the law: fetching the case, the page with one form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from common.errors import Text
from common.web import SomeForm, form_page
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import visible

CONFIRM = "components/confirm.html"
"""The page of a step that is told first (`text`): what will happen, and perhaps a form."""


def fetch(request: HttpRequest, pk: int) -> Mentorship:
    """The case with novice, school and pairings; Http404 when it is not for this person's eyes."""
    return get_object_or_404(visible(request.user), pk=pk)


def step_page(
    request: HttpRequest,
    mentorship: Mentorship,
    form: SomeForm,
    action: Callable[[SomeForm], Any],
    *,
    title: Text,
    verb: Text,
    said: Text,
    to: str = "case",
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """The page of one step: `action` calls its service with the valid form, `said` is the word on what was done.

    `to` and `back` name pages of the case, or are addresses: where one goes on, and where one returns without having
    done it.
    """

    def address(page: str) -> str:
        return page if page.startswith("/") else reverse(page, args=[mentorship.pk])

    return form_page(
        request,
        form,
        action,
        said=said,
        to=address(to),
        title=title,
        verb=verb,
        about=mentorship.novice,
        mentorship=mentorship,
        cancel_url=address(back or to),
        **more,
    )


def go_back(
    request: HttpRequest, mentorship: Mentorship, name: str, text: Text = "", *, warn: bool = False
) -> HttpResponse:
    """To this page of the case, with a word on what was done, or why it was not."""
    if text:
        (messages.warning if warn else messages.success)(request, str(text))
    return redirect(name, mentorship.pk)
