"""Who may take a deadline off, and who may ask others to act on it."""

from typing import Any

from django.core.exceptions import PermissionDenied

from mentoring.mentorships import policies as cases
from mentoring.mentorships.models import Mentorship


def can_waive(user: Any, mentorship: Mentorship) -> bool:
    """Whoever writes the case."""
    return cases.writes(user, mentorship)


def require_waive(user: Any, mentorship: Mentorship) -> None:
    """Raises PermissionDenied unless `can_waive`."""
    if not can_waive(user, mentorship):
        raise PermissionDenied


def require_nudge(user: Any, mentorship: Mentorship) -> None:
    """Raises PermissionDenied unless the person is deputy or head of the school. To ask is no decision: it may
    concern a matter of one's own."""
    if not cases.leads(user, mentorship):
        raise PermissionDenied
