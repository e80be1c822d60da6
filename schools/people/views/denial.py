"""The page of the link “It was not I” in the notices of a readmission."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import clock
from common.errors import DomainError
from common.web import actor_of, render
from schools.people.services import denial
from schools.people.views.said import said


@require_http_methods(["GET", "POST"])
@never_cache
def deny(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever reads the mailbox, signed in or not; the link opens the page, the button takes the readmission back."""
    now = clock.now()
    try:
        readmission = denial.readmission_of(token, now)
        if request.method == "POST" and readmission.denied_at is None:
            readmission = denial.deny(token=token, now=now, request_id=actor_of(request).request_id)
    except DomainError as error:
        text = _("If somebody else uses your account, choose a new password, and tell the head of your school today.")
        forgotten = reverse("account_reset_password")
        return said(request, str(error.message), text, url=forgotten, verb=_("Choose a new password"), status=410)
    if readmission.denied_at is not None:
        text = _(
            "Nobody gets into your account with that link. Sign in as before; if you have no password that works, choose "
            "a new one by mail. Tell the head of your school today."
        )
        return said(request, _("It is taken back"), text)
    context = {
        "title": _("Was it not you?"),
        "text": _(
            "Your school let somebody into this account again. If you did not ask for it, take it back: whoever is in now "
            "goes out, and what opened the account before, opens it again."
        ),
        "facts": [
            (_("Login"), readmission.user.login),
            (_("Asked"), clock.local(readmission.asked_at).strftime("%d.%m.%Y, %H:%M")),
        ],
        "verb": _("It was not I: take it back"),
        "cancel_url": reverse("home"),
    }
    return render(request, "schools/people/confirm_mailed.html", context)
