"""Who may read and write what is known of a teacher.

The deputy head and the head write; a teacher reads one's own page. Nobody attests one's own ethics, and nobody ends
one's own employment: that passes to the other of the two (domain, section 1).
"""

from typing import Any

from schools.people.access import LEADERS, access_of
from schools.people.models import Employment


def can_list(user: Any, school_id: int | None) -> bool:
    """The list of a school's teachers, and its export."""
    return access_of(user).has(school_id, *LEADERS)


def can_hire(user: Any, school_id: int | None) -> bool:
    return can_list(user, school_id)


def can_view(user: Any, employment: Employment) -> bool:
    """The same as `Employment.objects.visible_to`, for one stay."""
    return employment.user_id == user.pk or can_edit(user, employment)


def can_edit(user: Any, employment: Employment) -> bool:
    """Employment, categories, results, preparation."""
    return access_of(user).has(employment.school_id, *LEADERS)


def can_attest(user: Any, employment: Employment) -> bool:
    """Pedagogical ethics (E2)."""
    return can_edit(user, employment) and employment.user_id != user.pk


def can_end(user: Any, employment: Employment) -> bool:
    return can_edit(user, employment) and employment.user_id != user.pk
