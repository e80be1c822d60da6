"""Private records are shut for some days after somebody was let in again (adr/0016): what a page of them says then.

Policies and `visible_to` of a private kind ask `Access.reads_private`; a page of such a kind calls `require_open` first,
so that it says in words what it does not show.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from schools.people.access import access_of


class PrivateShut(PermissionDenied):
    """until: when they open by themselves."""

    def __init__(self, until: datetime) -> None:
        super().__init__("private records are shut")
        self.until = until


def require_open(user: Any) -> None:
    """Raise PrivateShut for somebody whose private records are shut."""
    access = access_of(user)
    if not access.reads_private and access.private_shut_until is not None:
        raise PrivateShut(access.private_shut_until)


def open_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that is about private records, or about how the account is opened. Below `login_required`."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_open(request.user)
        return view(request, *args, **kwargs)

    return checked
