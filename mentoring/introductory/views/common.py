"""What the views of stage 1 share: fetching the case, the form page, going back with a word."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from common.errors import Text
from common.web import render
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import visible


def fetch(request: HttpRequest, pk: int) -> Mentorship:
    """The case with novice, school and pairings; Http404 when it is not for this person's eyes."""
    return get_object_or_404(visible(request.user), pk=pk)


def back(
    request: HttpRequest, mentorship: Mentorship, name: str, text: Text = "", *, warn: bool = False
) -> HttpResponse:
    """To this page of the case, with a word on what was done, or why it was not."""
    if text:
        (messages.warning if warn else messages.success)(request, str(text))
    return redirect(name, mentorship.pk)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, an empty form too; None when a page is only opened."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    mentorship: Mentorship,
    form: forms.BaseForm,
    *,
    title: Text,
    verb: Text,
    cancel: str,
    template: str = "components/form_page.html",
    **more: Any,
) -> HttpResponse:
    """A page with one form about the novice; `cancel` names the page of the case to go back to."""
    url = reverse(cancel, args=[mentorship.pk])
    context = {
        "form": form,
        "title": title,
        "verb": verb,
        "about": mentorship.novice,
        "mentorship": mentorship,
        "cancel_url": url,
    }
    return render(request, template, context | more)
