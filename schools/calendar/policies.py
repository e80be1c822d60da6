"""Who may change a calendar: the school's own days its deputy head and head, the country's the operator."""

from typing import Any

from django.core.exceptions import PermissionDenied

from schools.people.access import LEADERS, Role, access_of


def can_set_own_days(user: Any, school_id: int | None) -> bool:
    """The deputy head and the head close a day of their school, or make it a working one."""
    return access_of(user).has(school_id, *LEADERS)


def can_set_own_year(user: Any, school_id: int | None) -> bool:
    """The deputy head says in what the school's academic year differs from the country's."""
    return access_of(user).has(school_id, Role.DEPUTY)


def can_set_country(user: Any) -> bool:
    """The operator keeps the days moved by decree and the academic years of the country."""
    return access_of(user).is_operator


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied
