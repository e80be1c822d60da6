"""Who may bring a school's list in: its deputy head and its head."""

from typing import Any

from schools.people.access import Role, access_of


def can_import(user: Any, school_id: int | None) -> bool:
    """The deputy head or the head of this school, today."""
    return access_of(user).has(school_id, Role.DEPUTY, Role.HEAD)
