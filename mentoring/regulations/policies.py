"""Who may read the rules, and who may make a new version of them."""

from typing import Any

from django.core.exceptions import PermissionDenied

from schools.people.access import LEADERS, access_of


def can_read(user: Any, school_id: int | None) -> bool:
    """Whoever belongs to the school; without a school the operator alone."""
    access = access_of(user)
    return school_id in access.school_ids if school_id is not None else access.is_operator or bool(access.roles)


def can_set(user: Any, school_id: int | None) -> bool:
    """The deputy head and the head set the values of their school, the operator those of the country (None)."""
    access = access_of(user)
    return access.is_operator if school_id is None else access.has(school_id, *LEADERS)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied
