"""Pages for what went wrong, and small switches that belong to no app."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.views.defaults import server_error as djangos_server_error

from common.errors import is_disk_full


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's ticket is stale: say so plainly; the browser's Back keeps what was typed."""
    request.stale_ticket = True  # type: ignore[attr-defined]  # what was typed may go on (schools.people.typed_middleware)
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw; a disk without room has a page of its own, which, too, leans on nothing that may be broken."""
    if is_disk_full(sys.exc_info()[1]):
        return HttpResponse(get_template("507.html").render(), status=507)
    return djangos_server_error(request)
