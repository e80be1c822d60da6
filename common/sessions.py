"""Sessions that last from the last use: 14 days, or half an hour on a shared PC (adr/0020)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest, HttpResponse

from common import clock

PARTS = 14
"""A session is renewed when a fourteenth of its time is gone: once a day, on a shared PC every two minutes."""


class SessionStore(DatabaseStore):
    """Knows from its row until when it lasts, so that a renewal needs no mark and no query."""

    lasts_until: datetime | None = None

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]  # Django has it, its types do not
        self.lasts_until = row.expire_date if row is not None else None
        return row


class SlidingMiddleware:
    """Renews the session of somebody signed in. Most requests write nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and is_due(request.session, clock.now()):
            request.session.modified = True
        return response


def is_due(session: Any, now: datetime) -> bool:
    """Whether a fourteenth of the session's time is gone since it was saved."""
    until: datetime | None = getattr(session, "lasts_until", None)
    if until is None:
        return False
    lasts = session.get_expiry_age()
    return bool((until - now).total_seconds() <= lasts - lasts / PARTS)
