"""A form that is sent twice has one effect and gets the same answer.

Each form carries its own ticket against forgery, new with every showing of the page. A ticket that comes again with the
same content to the same address is the same form: a second click, or a sending that was repeated after a lost answer.
The first change of a request claims the form, in its own transaction (`audit`), so that a claim without its effect, or
an effect without its claim, cannot be; of two at the same moment the database lets one through.
"""

import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from common.models import SentForm

KEEP = timedelta(days=2)
REDIRECTS = (301, 302, 303)

_form: ContextVar[str] = ContextVar("form", default="")
_claimed: ContextVar[bool] = ContextVar("claimed", default=False)


class SentTwice(Exception):
    """Another request with the same form was quicker: everything of this one is taken back."""


def claim(now: datetime) -> None:
    """Called with every change: the first one of a request claims its form. Raises SentTwice when that is taken."""
    key = _form.get()
    if not key or _claimed.get():
        return
    try:
        with transaction.atomic():
            SentForm.objects.create(key=key, at=now)
    except IntegrityError:
        raise SentTwice from None
    _claimed.set(True)


def forget(now: datetime) -> None:
    """Nobody sends a form again after so long."""
    SentForm.objects.filter(at__lt=now - KEEP).delete()


class OnceMiddleware:
    """Answers a form that was taken already as it was answered the first time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if not key:
            return self.get_response(request)
        if (taken := SentForm.objects.filter(key=key).first()) is not None:
            return _again(request, taken)
        form, claimed = _form.set(key), _claimed.set(False)
        try:
            response = self.get_response(request)
            return self._settle(request, response, key)
        finally:
            _form.reset(form)
            _claimed.reset(claimed)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, SentTwice):
            return _again(request, SentForm.objects.filter(key=_form.get()).first())
        return None

    def _settle(self, request: HttpRequest, response: HttpResponse, key: str) -> HttpResponse:
        """Keep where the answer led. An answer that is a page of its own can be asked for again; one that was refused
        because the same form had just gone through is answered like that one."""
        if response.status_code in REDIRECTS:
            if _claimed.get():
                SentForm.objects.filter(key=key).update(location=response["Location"][:500])
        elif _claimed.get():
            SentForm.objects.filter(key=key).delete()
        elif (taken := SentForm.objects.filter(key=key).first()) is not None:
            return _again(request, taken)
        return response


def key_of(request: HttpRequest) -> str:
    """The fingerprint of a form: who, where, the ticket and all that was typed; empty for what is no form of ours."""
    if request.method != "POST" or not request.user.is_authenticated:
        return ""
    ticket = request.POST.get("csrfmiddlewaretoken", "")
    if not ticket:
        return ""
    parts = hashlib.sha256(f"{request.user.pk}\0{request.get_full_path()}\0".encode())
    for name, values in sorted(request.POST.lists()):
        parts.update("\0".join([name, *values, ""]).encode("utf-8", "surrogatepass"))
    for name, file in sorted(request.FILES.items()):
        parts.update(
            f"{name}\0{getattr(file, 'name', '')}\0{getattr(file, 'size', 0)}\0".encode("utf-8", "surrogatepass")
        )
    return parts.hexdigest()


def _again(request: HttpRequest, taken: SentForm | None) -> HttpResponse:
    messages.info(request, _("This was sent twice. It was saved once; nothing more is to be done."))
    return HttpResponseRedirect(taken.location if taken and taken.location else resolve_url("home"))
