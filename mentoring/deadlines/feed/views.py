"""The calendar itself, for programs without a session, and the page on which a person gets its address."""

import hashlib
from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.rows import row_id
from common.web import actor_of
from mentoring.deadlines.feed import selectors, services
from mentoring.deadlines.feed.address import address, holder
from mentoring.deadlines.feed.ics import write
from mentoring.deadlines.models import ReminderChoice
from schools.people.requests import Request

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
def show_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever knows the address. A wrong one, an ended one and that of a closed account are alike: not found."""
    choice = selectors.choice_of(holder(token))
    if choice is None:
        raise Http404
    user, now = choice.user, clock.now()
    with translation.override(user.language):
        events = selectors.events(user, clock.today(now))
        name = _("Tálimger: dates of mentoring")
    # Every answer has its own moment inside; two of them are the same when nothing but the moment differs.
    tag = f'W/"{hashlib.sha256(write(name, events, EPOCH)).hexdigest()[:32]}"'
    answer = HttpResponse(write(name, events, now), content_type="text/calendar; charset=utf-8")
    answer["Content-Language"] = user.language
    answer["Content-Disposition"] = 'inline; filename="talimger.ics"'
    answer["X-Robots-Tag"] = "noindex"
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, max-age=0, must-revalidate"
    return get_conditional_response(request, etag=tag, response=answer) or answer


@login_required
@require_http_methods(["GET", "POST"])
def feed_settings(request: Request) -> HttpResponse:
    """Everybody signed in, for oneself."""
    if request.method == "POST":
        _change(request)
        return redirect("feed_settings")
    choice = ReminderChoice.objects.filter(user=request.user).first()
    context = {
        "address": address(choice) if choice and choice.feed_on else "",
        "number": choice.feed if choice else 0,
    }
    return render(request, "mentoring/deadlines/feed_settings.html", context)


def _change(request: Request) -> None:
    by, now = actor_of(request), clock.now()
    if request.POST.get("do") == "off":
        services.turn_off(by=by, now=now)
        messages.success(request, _("The calendar is off. The address does not work any more."))
        return
    number = row_id(request.POST.get("number", ""))
    if number is not None and services.give_address(number=number, by=by, now=now):
        messages.success(request, _("This is your address. An earlier one does not work any more."))
