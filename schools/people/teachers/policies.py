"""Who may read and write what is known of a teacher.

The deputy head and the head write; a teacher reads one's own page. Nobody attests one's own ethics, nobody ends one's
own employment, and nobody records what one's own right to mentor rests on: that passes to another leader (domain,
section 1; adr/0009).
"""

from typing import Any

from schools.people.access import LEADERS, access_of
from schools.people.models import Employment
from schools.people.policies import leads_alone


def can_list(user: Any, school_id: int | None) -> bool:
    """The list of a school's teachers, and its export."""
    return access_of(user).has(school_id, *LEADERS)


def can_hire(user: Any, school_id: int | None) -> bool:
    return can_list(user, school_id)


def can_view(user: Any, employment: Employment) -> bool:
    """The same as `Employment.objects.visible_to`, for one stay."""
    return employment.user_id == user.pk or can_edit(user, employment)


def can_edit(user: Any, employment: Employment) -> bool:
    """Employment, and what the policies below do not keep from the person concerned."""
    return access_of(user).has(employment.school_id, *LEADERS)


def can_record(user: Any, employment: Employment) -> bool:
    """Category (E1), results (E3), preparation: one's own only where nobody else who can sign in leads the school."""
    if not can_edit(user, employment):
        return False
    return employment.user_id != user.pk or leads_alone(user, employment.school_id)


def can_attest(user: Any, employment: Employment) -> bool:
    """Pedagogical ethics (E2)."""
    return can_edit(user, employment) and employment.user_id != user.pk


def can_end(user: Any, employment: Employment) -> bool:
    return can_edit(user, employment) and employment.user_id != user.pk
