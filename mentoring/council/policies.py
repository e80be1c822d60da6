"""Who may do what at the council (domain, sections 1 and 11)."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from common import clock
from mentoring.council.models import AgendaItem, Meeting
from schools.people.access import Role, access_of
from schools.people.models import Post

PREPARES = (Role.DEPUTY, Role.CHAIR, Role.SECRETARY)
KEEPS_MINUTES = (Role.CHAIR, Role.SECRETARY)


def require(allowed: bool) -> None:
    """Raises PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied


def can_prepare(user: Any, school_id: int) -> bool:
    """Plan a meeting, put matters on its agenda, send it: the deputy, the chair, the secretary."""
    return access_of(user).has(school_id, *PREPARES)


def can_keep_minutes(user: Any, meeting: Meeting) -> bool:
    """Mark who came, record votes and decisions, sign: the chair and the secretary."""
    return access_of(user).has(meeting.school_id, *KEEPS_MINUTES)


def concerned(item: AgendaItem) -> set[int]:
    """The people whose own matter an item is: the new teacher, the mentors, the candidate. They do not vote on it."""
    people: set[int] = set()
    if item.mentorship is not None:
        people.add(item.mentorship.novice.user_id)
        people |= {pairing.mentor.user_id for pairing in item.mentorship.pairings.all()}
    candidate = getattr(item, "candidate", None)
    if candidate is not None:
        people.add(candidate.mentor.user_id)
    return people


def is_own(user: Any, item: AgendaItem) -> bool:
    """A matter of one's own (domain, section 1)."""
    return user.pk in concerned(item)


def can_record(user: Any, item: AgendaItem) -> bool:
    """Nobody records the decision in a matter of one's own, while another officer of the council can do it."""
    if not can_keep_minutes(user, item.meeting):
        return False
    return not is_own(user, item) or not other_keeper([item])


def can_sign(user: Any, items: Sequence[AgendaItem]) -> bool:
    """Nobody signs minutes with a matter of one's own, while another officer has none in the whole meeting.

    items: all of one meeting. Where every officer has one among them, each may sign, with a reason.
    """
    return not any(is_own(user, item) for item in items) or not other_keeper(items)


def other_keeper(items: Sequence[AgendaItem]) -> bool:
    """Whether chair or secretary is, today, somebody for whom none of these matters of a meeting is one's own."""
    return (
        Post.objects.on(clock.today())
        .filter(school_id=items[0].meeting.school_id, kind__in=KEEPS_MINUTES, user__is_active=True)
        .exclude(user_id__in=set().union(*(concerned(item) for item in items)))
        .exists()
    )
