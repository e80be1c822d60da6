"""Open a case and record its steps; confirm the list of those who need one, or take somebody off it."""

from mentoring.mentorships.services.cases import (
    already_open,
    check_delay,
    locked,
    moved_on,
    open_mentorship,
    record_step,
)
from mentoring.mentorships.services.proposals import Choice, not_a_novice, open_proposed, propose_again

__all__ = [
    "Choice",
    "already_open",
    "check_delay",
    "locked",
    "moved_on",
    "not_a_novice",
    "open_mentorship",
    "open_proposed",
    "propose_again",
    "record_step",
]
