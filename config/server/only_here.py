"""A demonstration answers on the PC where it runs, and nowhere else: its people come in without a password."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from common import installation
from common.reach import is_from_this_pc
from config.server.pages import Pages

Application = Callable[..., Iterable[bytes]]


class OnlyHere:
    """Around the whole application, health too. The static files alone go out: the refusal is shown with them.

    What kind the installation is never changes, so it is asked until it is known. While the database does not answer
    there is nothing to show to anybody.
    """

    def __init__(
        self, application: Application, pages: Pages, is_demo: Callable[[], bool | None] | None = None
    ) -> None:
        self.application, self.pages = application, pages
        self._ask = is_demo or kind_of_installation
        self._is_demo: bool | None = None

    def __call__(self, environ: Mapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        is_file = environ.get("PATH_INFO", "").startswith(settings.STATIC_URL)
        if is_file or is_from_this_pc(environ) or not self._knows_demo():
            return self.application(environ, start_response)
        headers = {
            "ACCEPT_LANGUAGE": environ.get("HTTP_ACCEPT_LANGUAGE", ""),
            "COOKIE": environ.get("HTTP_COOKIE", ""),
        }
        status, fields, body = self.pages.answer(403, "Forbidden", headers)
        start_response(status, [*fields, ("Content-Length", str(len(body)))])
        return [body]

    def _knows_demo(self) -> bool:
        if self._is_demo is None:
            self._is_demo = self._ask()
        return self._is_demo is True


def kind_of_installation() -> bool | None:
    """True for a demonstration, False for a school, None when it is neither yet or cannot be asked."""
    try:
        row = installation.current()
    except DatabaseError:
        return None
    return None if row is None else row.is_demo
