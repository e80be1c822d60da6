"""Who may do what with a case as such. The steps have policies of their own."""

from typing import Any

from mentoring.mentorships.models import Mentorship
from schools.people.access import Role, access_of


def leads(user: Any, mentorship: Mentorship) -> bool:
    """The deputy head or the head of the case's school."""
    return access_of(user).has(mentorship.school_id, Role.DEPUTY, Role.HEAD)


def is_deputy(user: Any, mentorship: Mentorship) -> bool:
    return access_of(user).has(mentorship.school_id, Role.DEPUTY)


def is_head(user: Any, mentorship: Mentorship) -> bool:
    return access_of(user).has(mentorship.school_id, Role.HEAD)


def is_novice(user: Any, mentorship: Mentorship) -> bool:
    """The novice of this case, oneself."""
    return mentorship.novice.user_id == user.pk


def is_mentor(user: Any, mentorship: Mentorship) -> bool:
    """The mentor of the open pairing; a lent one alike."""
    return any(p.ended_on is None and p.mentor.user_id == user.pk for p in mentorship.pairings.all())


def can_open(user: Any, school_id: int) -> bool:
    """The deputy records the need of a mentor; the head may, too."""
    return access_of(user).has(school_id, Role.DEPUTY, Role.HEAD)


def can_view(user: Any, mentorship: Mentorship) -> bool:
    """The same as `Mentorship.objects.visible_to`, for one case."""
    if leads(user, mentorship) or is_novice(user, mentorship):
        return True
    return any(
        p.mentor.user_id == user.pk and (p.ended_on is None or p.ended_on == mentorship.ended_on)
        for p in mentorship.pairings.all()
    )


def own_matter(user: Any, mentorship: Mentorship) -> bool:
    """Nobody agrees, approves, evaluates, votes or signs in a matter of one's own (domain, section 1)."""
    return is_novice(user, mentorship) or any(p.mentor.user_id == user.pk for p in mentorship.pairings.all())
