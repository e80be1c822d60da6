"""Who may read the rules, and who may make a new version of them."""

from typing import Any

from django.core.exceptions import PermissionDenied

from schools.people.access import access_of
from schools.people.policies import deputises


def can_read(user: Any, school_id: int | None) -> bool:
    """Whoever belongs to the school; without a school the operator alone."""
    access = access_of(user)
    return school_id in access.school_ids if school_id is not None else access.is_operator or bool(access.roles)


def can_set(user: Any, school_id: int | None) -> bool:
    """The deputy head sets the values of the school (the head where there is none), the operator those of the country
    (None); domain, section 3."""
    return access_of(user).is_operator if school_id is None else deputises(user, school_id)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied
