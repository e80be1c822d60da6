"""Known devices: a browser that has signed in to an account before. Its tries are counted apart, so that strangers who
guess cannot keep the owner out.

The cookie is signed and holds for each account a mark of the present password: a new password forgets all devices.
"""

import ipaddress
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from schools.people.models import User
from schools.people.services.tries import Origin

COOKIE = "talimger_device"
AGE = timedelta(days=400)
MOST_ACCOUNTS = 10
SALT = "schools.people.devices"


def origin_of(request: HttpRequest, account: User | None) -> Origin:
    """Where the request comes from, and whether its device is known to this account."""
    device, marks = _read(request)
    known = account is not None and constant_time_compare(marks.get(str(account.pk), ""), _mark(account, device))
    return Origin(network=network_of(request), device=device if known else "")


def network_of(request: HttpRequest) -> str:
    """The visitor's network: /24 of IPv4, /64 of IPv6. Behind a front the address is the one that it passes on."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 64}", strict=False))


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """After a complete sign-in, or a new password: the browser keeps the mark. The latest accounts of a shared PC stay."""
    device, marks = _read(request)
    device = device or secrets.token_urlsafe(12)
    marks.pop(str(user.pk), None)
    marks[str(user.pk)] = _mark(user, device)
    kept = dict(list(marks.items())[-MOST_ACCOUNTS:])
    response.set_cookie(
        COOKIE,
        signing.dumps([device, kept], salt=SALT, compress=True),
        max_age=int(AGE.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, dict[str, str]]:
    try:
        device, marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return "", {}
    return str(device), dict(marks)


def _mark(user: Any, device: str) -> str:
    return salted_hmac(SALT, f"{user.pk}:{device}:{user.password}", algorithm="sha256").hexdigest()[:32]
