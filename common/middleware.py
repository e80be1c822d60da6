"""Small things done around every request."""

import logging
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from common import logs
from common.errors import AlreadyDone, DomainError

Next = Callable[[HttpRequest], HttpResponse]
access = logging.getLogger("talimger.request")


class RequestIdMiddleware:
    """Gives each request an id: in the log, in audit entries, in the X-Request-ID header."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:16]  # type: ignore[attr-defined]
        token = logs.request_id.set(request.request_id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            logs.request_id.reset(token)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response


class PlainEncodingMiddleware:
    """Browsers send our forms as UTF-8, whatever a header claims: a body in "hex" or UTF-16 would fell the very page that
    tells what went wrong, since it reads the form, too."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding is not None:
            request.encoding = "utf-8"
        return self.get_response(request)


class AccessLogMiddleware:
    """One line for each request: what was asked by the name of its route, the answer, and how long it took."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        is_file = request.path_info.startswith(settings.STATIC_URL)
        line = {
            "method": (request.method or "-")[:10],
            "route": "static" if is_file else logs.route_of(request),
            "status": response.status_code,
            "ms": round((time.perf_counter() - begun) * 1000),
        }
        access.info("%(method)s %(route)s %(status)s %(ms)s ms", line, extra={"told": line})
        return response


class OwnHostsMiddleware:
    """Asked for by a host that is none of ours: a page that says which one is, and how another one is added.

    The page is made without the request, which everything else would ask for its host. Static files go out to anybody.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            if not request.path_info.startswith(settings.STATIC_URL):
                request.get_host()
        except DisallowedHost:
            with translation.override(translation.get_language_from_request(request)):
                page = render_to_string("400_host.html", {"address": settings.PUBLIC_URL})
            return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Pages of a signed-in person are not kept by the browser or a proxy: an office PC has many users."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class RefusedMiddleware:
    """A refusal that no form took up becomes a page: 409 names who was first, 422 says which rule is in the way.

    405, too: whoever pressed a button after the session had ended is led there by the sign-in, without the form.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, AlreadyDone):
            return render(request, "409.html", {"race": error}, status=409)
        if isinstance(error, DomainError):
            return render(request, "422.html", {"refusal": error}, status=422)
        return None
