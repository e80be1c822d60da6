"""Who may have a paper made, and who may open it (domain, section 11, row "papers")."""

from typing import Any

from mentoring.final_stage import selectors as final_stage
from mentoring.mentorships import policies as cases
from mentoring.mentorships.models import Mentorship
from reports.rendering.models import Paper
from schools.people.access import Role, access_of

THE_REPORT = frozenset({Paper.Kind.REPORT, Paper.Kind.SUMMARY})
MEMBERS_READ = frozenset({Paper.Kind.SUMMARY})


def kinds_for(user: Any, mentorship: Mentorship) -> frozenset[str]:
    """Deputy and head any paper of a case; its novice and mentor their own; the chair and the secretary of the
    council the report, members its summary, once it was sent and while its item is open to them.
    """
    if cases.can_view(user, mentorship):
        return frozenset(Paper.Kind.values)
    access = access_of(user)
    if not final_stage.before_council(user).filter(mentorship=mentorship).exists():
        return frozenset()
    return THE_REPORT if access.has(mentorship.school_id, Role.CHAIR, Role.SECRETARY) else MEMBERS_READ


def can_ask(user: Any, mentorship: Mentorship, kind: str) -> bool:
    """Whether this kind of paper is among those that the person may have made."""
    return kind in kinds_for(user, mentorship)


def can_open(user: Any, paper: Paper) -> bool:
    """The same rule, for a paper that was made."""
    return paper.mentorship is not None and can_ask(user, paper.mentorship, paper.kind)
