"""Who may do what on the way from need to order (domain, sections 1, 2 and 11)."""

from typing import Any

from django.core.exceptions import PermissionDenied

from mentoring.appointment.models import Candidate, Loan
from mentoring.mentorships import policies as cases
from mentoring.mentorships import readers
from mentoring.mentorships.models import Mentorship
from schools.people.access import LEADERS, Role, access_of


def require(allowed: bool) -> None:
    """Raises PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied


def can_see_candidates(user: Any, mentorship: Mentorship) -> bool:
    """The list of all teachers with their eligibility: the deputy and the head, not in their own matter as novice."""
    return cases.leads(user, mentorship) and not cases.is_novice(user, mentorship)


def can_propose(user: Any, mentorship: Mentorship) -> bool:
    """Propose, withdraw, put on the agenda: the deputy organises (domain, section 8)."""
    return cases.is_deputy(user, mentorship) and not cases.is_novice(user, mentorship)


def can_answer(user: Any, candidate: Candidate) -> bool:
    """The candidate alone agrees or declines."""
    return candidate.mentor.user_id == user.pk


def can_object(user: Any, candidate: Candidate) -> bool:
    """The novice for whom the candidate is proposed, unless private records are shut."""
    return candidate.appointment.mentorship.novice.user_id == user.pk and access_of(user).reads_private


def can_read_objection(user: Any, candidate: Candidate) -> bool:
    """To the deputy alone, and who wrote it; never a deputy who is the candidate."""
    mentorship = candidate.appointment.mentorship
    reads = readers.may_read(user, mentorship, readers.Text.CANDIDATE_OBJECTION)
    return reads and candidate.mentor.user_id != user.pk


def can_read_eligibility(user: Any, candidate: Candidate) -> bool:
    """Deputy and head, and the candidate oneself; the novice sees who it is, not the figures."""
    mentorship = candidate.appointment.mentorship
    return candidate.mentor.user_id == user.pk or can_see_candidates(user, mentorship)


def can_order(user: Any, mentorship: Mentorship) -> bool:
    """The head signs; what holds in a matter of one's own is checked by the service."""
    return cases.is_head(user, mentorship)


def can_answer_loan(user: Any, loan: Loan) -> bool:
    """The head or the deputy of the school that is asked to lend."""
    return access_of(user).has(loan.school_id, *LEADERS)


def can_announce(user: Any, mentorship: Mentorship) -> bool:
    """The deputy presents the new teacher (domain, section 8), though not themselves; the head where no deputy can."""
    return cases.leads_in_others_matter(user, mentorship, Role.DEPUTY) or cases.writes(user, mentorship)
