"""Who adds schools and departments, and who says how a school is called."""

from typing import Any

from schools.people.access import LEADERS, access_of
from schools.people.policies import require

__all__ = ["can_describe", "can_host", "require"]


def can_host(user: Any) -> bool:
    """The operator: accounts and settings, no content (domain, section 1)."""
    return access_of(user).is_operator


def can_describe(user: Any, school_id: int) -> bool:
    """The deputy head and the head say how their school is called and how it counts."""
    return access_of(user).has(school_id, *LEADERS)
