"""Pages for what went wrong, and small switches that belong to no app."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's ticket is stale: say so plainly; the browser's Back keeps what was typed."""
    return render(request, "403_csrf.html", status=403)
