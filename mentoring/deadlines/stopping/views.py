"""Out of a mail: no more of these, but for what the law sets."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common import clock
from common.actor import Actor
from mentoring.deadlines.models import ReminderChoice
from mentoring.deadlines.notices.services import choose
from mentoring.deadlines.stopping.address import holder
from schools.people.models import User


@csrf_exempt  # a mail program sends it by itself (RFC 8058); the signed address is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the mail. Opening the page changes nothing; the button, or the mail program's own, does."""
    user = User.objects.filter(pk=holder(token) or 0, is_active=True).first()
    if user is None:
        raise Http404
    if request.method == "POST":
        known = ReminderChoice.objects.filter(user=user).first()
        hour = known.hour if known else ReminderChoice.HOUR
        by = Actor(user=user, capacity="", request_id=getattr(request, "request_id", ""))
        choose(user=user, hour=hour, only_legal=True, by=by, now=clock.now())
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    with translation.override(translation.get_language() if chosen else user.language):
        return render(
            request,
            "mentoring/deadlines/mail_stop.html",
            {"done": request.method == "POST", "title": _title(request)},
        )


def _title(request: HttpRequest) -> str:
    return _("You get fewer mails now") if request.method == "POST" else _("Fewer mails?")
