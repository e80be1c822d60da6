"""Who may do what in stage 1 (domain, section 11: rows "level", "diagnostics", "self-rating", "plan").

Reading a page of a case is open to all whom `mentorships.policies.can_view` lets in: novice, mentor, deputy, head.
What differs among them is here.
"""

from typing import Any

from django.core.exceptions import PermissionDenied

from mentoring.introductory import rules
from mentoring.introductory.models import DiagnosticSheet, PlanVersion
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.policies import (
    free_or_alone,
    is_deputy,
    is_head,
    is_mentor,
    is_novice,
    leads,
    leads_in_others_matter,
)
from schools.people.access import Role, access_of


def require(allowed: bool) -> None:
    """Raises PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied


# ── level and diagnostics ──


def can_record_level(user: Any, mentorship: Mentorship) -> bool:
    """The mentor of the open pairing determines the level."""
    return is_mentor(user, mentorship)


def can_rate_self(user: Any, mentorship: Mentorship) -> bool:
    """The novice alone; a rating that is begun is private, so not while private records are shut."""
    return is_novice(user, mentorship) and access_of(user).reads_private


def can_rate(user: Any, mentorship: Mentorship) -> bool:
    """The mentor of the open pairing."""
    return is_mentor(user, mentorship)


def can_sign_sheet(user: Any, mentorship: Mentorship) -> bool:
    """The mentor signs when both ratings are finished, and has both in view."""
    return is_mentor(user, mentorship) and access_of(user).reads_private


def was_mentor(user: Any, mentorship: Mentorship) -> bool:
    """The mentor of any pairing of the case; a case that is over has no open one."""
    return any(pairing.mentor.user_id == user.pk for pairing in mentorship.pairings.all())


def sees_mentor_rating(user: Any, mentorship: Mentorship, sheet: DiagnosticSheet | None) -> bool:
    """The mentor always; deputy and head when the mentor has finished; the novice when both have."""
    if was_mentor(user, mentorship):
        return True
    if sheet is None:
        return False
    if sheet.both_done:
        return is_novice(user, mentorship) or leads(user, mentorship)
    return sheet.mentor_done_at is not None and leads(user, mentorship) and not is_novice(user, mentorship)


def sees_self_rating(user: Any, mentorship: Mentorship, sheet: DiagnosticSheet | None) -> bool:
    """The novice always; mentor and deputy when both have finished; the head as such never.

    Nobody whose private records are shut.
    """
    if not access_of(user).reads_private:
        return False
    if is_novice(user, mentorship):
        return True
    if sheet is None or not sheet.both_done:
        return False
    return was_mentor(user, mentorship) or is_deputy(user, mentorship)


def sees_strain(user: Any, mentorship: Mentorship) -> bool:
    """Emotional strain (D10): the novice alone, unless private records are shut."""
    return is_novice(user, mentorship) and access_of(user).reads_private


# ── requests, adaptation ──


def can_request(user: Any, mentorship: Mentorship) -> bool:
    """The novice, while the case runs."""
    return is_novice(user, mentorship) and not mentorship.is_over


def can_write_adaptation(user: Any, mentorship: Mentorship) -> bool:
    """The deputy helps with the adaptation plan and controls it, though not their own; the mentor writes it, too
    (section 8)."""
    return not mentorship.is_over and _mentor_or_deputy(user, mentorship)


# ── the plan ──


def can_write_plan(user: Any, mentorship: Mentorship) -> bool:
    """Mentor and deputy write drafts, in planning and in every later stage that the plan is needed for. Nobody writes
    the plan by which they are guided themselves."""
    return mentorship.state in rules.PLANNED_IN and _mentor_or_deputy(user, mentorship)


def _mentor_or_deputy(user: Any, mentorship: Mentorship) -> bool:
    return is_mentor(user, mentorship) or leads_in_others_matter(user, mentorship, Role.DEPUTY)


def can_submit_plan(user: Any, mentorship: Mentorship) -> bool:
    """The mentor alone: it is the mentor's plan that is agreed and approved."""
    return mentorship.state in rules.PLANNED_IN and is_mentor(user, mentorship)


def can_agree_plan(user: Any, mentorship: Mentorship) -> bool:
    """The deputy. In a matter of one's own only where no other deputy can do it (section 1)."""
    return is_deputy(user, mentorship) and free_or_alone(user, mentorship, Role.DEPUTY)


def can_approve_plan(user: Any, mentorship: Mentorship) -> bool:
    """The head. In a matter of one's own only where no other holder of the post can do it (section 1)."""
    return is_head(user, mentorship) and free_or_alone(user, mentorship, Role.HEAD)


def can_send_back_plan(user: Any, mentorship: Mentorship, plan: PlanVersion) -> bool:
    """Whoever would have to agree or approve it now."""
    if plan.state == PlanVersion.State.SUBMITTED:
        return can_agree_plan(user, mentorship)
    return plan.state == PlanVersion.State.AGREED and can_approve_plan(user, mentorship)
