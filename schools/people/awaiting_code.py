"""A sign-in between password and code. It waits in the session, and only for the password with which it began: after a
new password, or when the account was closed, it begins again."""

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from schools.people.models import User

MARK = "awaiting_code_with"


def begin(request: HttpRequest, user: User) -> None:
    """Whoever typed the password holds a mark of it, no more."""
    request.session[MARK] = user.get_session_auth_hash()


def end(request: HttpRequest) -> None:
    """The sign-in is complete."""
    request.session.pop(MARK, None)


def is_outdated(request: HttpRequest) -> bool:
    """Whether the sign-in that waits may not go on. Such a one is removed from the session."""
    stage = get_pending_stage(request)
    user = stage.login.user if stage else None
    if user is None or (
        user.is_active and constant_time_compare(request.session.get(MARK, ""), user.get_session_auth_hash())
    ):
        return False
    clear_login(request)
    end(request)
    return True
