"""The operator's page, its numbers for a monitor, and the answer to the front: is this process well."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from common import clock
from common.operations import checks, mails, metrics
from common.operations.checks import State
from common.operations.words import STATE_MARKS, state_words


@require_safe
@login_required
def operations(request: HttpRequest) -> HttpResponse:
    """For the operator alone: nothing of it is about a case or a person."""
    if not getattr(request.user, "is_operator", False):
        raise PermissionDenied
    now = clock.now()
    parts = checks.parts(now)
    readings = [reading for part in parts for reading in part.readings]
    context = {
        "now": now,
        "parts": parts,
        "mails": mails.latest(),
        "bad": [reading for reading in readings if reading.state is State.BAD],
        "warn": [reading for reading in readings if reading.state is State.WARN],
        "states": {state: (STATE_MARKS[state], state_words(state)) for state in State},
    }
    return render(request, "common/operations/page.html", context)


@require_safe
def metrics_text(request: HttpRequest) -> HttpResponse:
    """For a monitor that shows the token of the settings; for all others there is nothing here."""
    token, shown = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not token or not constant_time_compare(shown.encode(), f"Bearer {token}".encode()):
        raise Http404
    answer = HttpResponse(metrics.text(checks.parts(clock.now())), content_type="text/plain; version=0.0.4")
    answer["Cache-Control"] = "no-store"
    return answer


def healthz(request: HttpRequest) -> HttpResponse:
    """For the front: this process and its database answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")
