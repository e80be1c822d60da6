"""A page of two sentences and one way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext


def said(
    request: HttpRequest, title: str, text: str, *, url: str = "", verb: str = "", status: int = 200
) -> HttpResponse:
    """By default the way on is the sign-in page."""
    context = {
        "title": title,
        "text": text,
        "url": url or reverse("account_login"),
        "verb": verb or gettext("Go to the sign-in page"),
    }
    return render(request, "schools/people/said.html", context, status=status)
