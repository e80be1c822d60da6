"""What the server answers by itself: pages in words, made once for each language, for nothing may be asked any more."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils import translation

TEMPLATES = {
    400: "400.html",
    403: "403_demonstration.html",
    408: "408.html",
    413: "413.html",
    500: "500.html",
    503: "503.html",
}
RETRY_AFTER = 30

Answer = tuple[str, list[tuple[str, str]], bytes]


class Pages:
    """All of them, rendered."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, str], bytes] = {}
        self.policy = build_policy()
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for code, name in TEMPLATES.items():
                    self.made[code, language] = get_template(name).render().encode()

    def answer(self, code: int, reason: str, headers: Mapping[str, str]) -> Answer:
        """Status, headers and page, in the language of whoever asks. `headers` as waitress names them: ACCEPT_LANGUAGE."""
        language = language_of(headers)
        body = self.made.get((code, language)) or self.made[400 if code < 500 else 500, language]
        fields = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Language", language),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", self.policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
        ]
        if code == 503:
            fields.append(("Retry-After", str(RETRY_AFTER)))
        return f"{code} {reason}", fields, body


def language_of(headers: Mapping[str, str]) -> str:
    """Of the cookie, else of the browser, else Russian."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = headers.get("ACCEPT_LANGUAGE", "")
    try:
        cookies = SimpleCookie(headers.get("COOKIE", ""))
    except CookieError:
        cookies = SimpleCookie()
    request.COOKIES = {name: morsel.value for name, morsel in cookies.items()}
    return translation.get_language_from_request(request)
