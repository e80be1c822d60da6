"""The page of the link that was mailed to a new address."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import clock
from common.errors import DomainError
from common.web import actor_of, render
from schools.people.services import email as services
from schools.people.views.said import said


@require_http_methods(["GET", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever reads the mailbox, signed in or not; the link opens the page, the button confirms."""
    try:
        user = services.account_to_confirm(token)
        if request.method == "POST":
            services.confirm(token=token, now=clock.now(), request_id=actor_of(request).request_id)
            return _said(request, _("Your e-mail is confirmed"), _("Links about this account go there from now on."))
    except DomainError as error:
        text = _("It is older than seven days, or the e-mail of the account has been changed since.")
        return _said(request, str(error.message), text, status=410)
    context = {
        "title": _("Is this account yours?"),
        "text": _("If you do not know it, close this page: nothing else is needed."),
        "facts": [(_("Login"), user.login), (_("E-mail"), user.email)],
        "verb": _("Yes, confirm the e-mail"),
        "cancel_url": reverse("home"),
    }
    return render(request, "schools/people/confirm_mailed.html", context)


def _said(request: HttpRequest, title: str, text: str, status: int = 200) -> HttpResponse:
    return said(request, title, text, url=reverse("my_settings"), verb=_("Go to my settings"), status=status)
