"""What the views of stage 3 share: fetching the case, the page with one form and one step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from common.forms import Form
from common.web import handle, render
from mentoring.final_stage import selectors
from mentoring.mentorships.models import Mentorship

WRITES = ["GET", "POST"]


def fetch(request: HttpRequest, pk: int) -> Mentorship:
    """The case with what stage 3 shows of it; Http404 when it is not for this person's eyes."""
    return get_object_or_404(selectors.reachable(request.user), pk=pk)


def step(
    request: HttpRequest,
    mentorship: Mentorship,
    form: Form,
    action: Callable[[Form], Any],
    *,
    title: str,
    verb: str,
    done: str,
    to: str = "case",
    back: str = "",
    text: str = "",
    lead: str = "",
) -> HttpResponse:
    """A page with one form and one step: shown, refused with what was typed, or done and on to the next page."""
    if request.method == "POST" and form.is_valid() and handle(form, lambda: action(form))[0]:
        messages.success(request, done)
        return redirect(to, mentorship.pk)
    return render(
        request,
        "components/confirm.html",
        {
            "title": title,
            "about": mentorship.novice.user,
            "lead": lead,
            "text": text,
            "form": form,
            "verb": verb,
            "cancel_url": reverse(back or to, args=[mentorship.pk]),
        },
    )
