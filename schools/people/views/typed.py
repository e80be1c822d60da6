"""What was typed before one had to sign in: given back to the same person, never saved by itself (adr/0020)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext

from common.typed import sealed
from common.typed.sealed import Typed
from schools.people.access import access_of

OPEN = "open_typed"
SHORTEST_TEXT = 12
"""Characters: what is shorter is a choice or a number, which the form itself shows."""


def here_it_is(request: HttpRequest, kept: Typed) -> HttpResponse:
    """For the person who typed it: the texts, and the way back into the form."""
    context = {
        "kept": kept,
        "sealed": sealed.seal(kept, _id_of(request)),
        "texts": [value for _name, values in kept.fields for value in values if len(value) >= SHORTEST_TEXT],
    }
    return render(request, "schools/people/typed.html", context)


def somebody_else(request: HttpRequest, kept: Typed, whose: int) -> HttpResponse:
    """For whoever is signed in now: nothing of it is shown, and nothing was done in that person's name."""
    context = {"kept": kept, "sealed": sealed.seal(kept, whose)}
    return render(request, "schools/people/typed_by_another.html", context, status=403)


def opened(request: HttpRequest) -> Typed | None:
    """What comes sealed with this request, for the person signed in. When it does not open, a message says so.

    Somebody who was let in again by another (adr/0016) reads no private records for some days, and this may be one.
    """
    kept = None
    if access_of(request.user).reads_private:
        kept = sealed.unseal(request.POST.get(sealed.FIELD, ""), _id_of(request))
    if kept is None:
        told = gettext(
            "What was typed before cannot be opened: it belongs to another account, or it is older than half an hour."
        )
        messages.warning(request, told)
    return kept


def after_sign_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`: where the sign-in leads. With something typed it leads to that first."""
    if not request.POST.get(sealed.FIELD) or not request.user.is_authenticated:
        return response
    kept = opened(request)
    page = here_it_is(request, kept) if kept else redirect(resolve_url("home"))
    page.cookies.update(response.cookies)
    return page


def _id_of(request: HttpRequest) -> int:
    """Of the person signed in."""
    return int(request.user.pk or 0)
