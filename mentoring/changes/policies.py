"""Who may change a running case (domain, sections 2 and 11): all but the handover as `writes` says."""

from typing import Any

from django.core.exceptions import PermissionDenied

from mentoring.mentorships import policies as cases
from mentoring.mentorships.models import Mentorship
from schools.people.access import LEADERS, Role, access_of
from schools.people.models import Employment


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied


def can_change(user: Any, mentorship: Mentorship) -> bool:
    """Suspend, go on, end a pairing, terminate, cancel."""
    return cases.writes(user, mentorship)


def can_write_handover(user: Any, mentorship: Mentorship) -> bool:
    """The deputy or the head notes what the new mentor should know, of somebody else: nothing is decided by it."""
    return cases.leads_in_others_matter(user, mentorship, *LEADERS)


def can_acknowledge(user: Any, mentorship: Mentorship) -> bool:
    """The new mentor, oneself."""
    return cases.is_mentor(user, mentorship)


def can_see_handover(user: Any, mentorship: Mentorship) -> bool:
    """Whoever writes it and for whom it is written; never the new teacher, of whom it speaks."""
    return can_write_handover(user, mentorship) or can_acknowledge(user, mentorship)


def can_take_over(user: Any, novice: Employment) -> bool:
    """The deputy head of the school, for anybody but oneself."""
    return access_of(user).has(novice.school_id, Role.DEPUTY) and novice.user_id != user.pk
