"""Whether counted votes carry what is said to be decided, and how long an item may be read. Pure (domain, sections
1, 6 and 11).
"""

from datetime import date, timedelta
from enum import IntEnum, StrEnum

MOST_ITEMS = 200
"""Matters on one agenda."""

MOST_AHEAD = 100
"""Meetings of one school that are still to come: every choice of a meeting offers them all."""


class VoteFault(StrEnum):
    """What is wrong with the counted votes."""

    NOBODY = "nobody"
    TOO_MANY = "too_many"
    NOT_CARRIED = "not_carried"
    NOT_REJECTED = "not_rejected"


def vote_fault(votes_for: int, against: int, abstained: int, *, voters: int, in_favour: bool) -> VoteFault | None:
    """Votes are counts of those present who may vote. A decision in favour needs more votes for it than against.

    voters: how many were present and may vote, those without whose own matter it is. in_favour: what was decided.
    """
    total = votes_for + against + abstained
    if total == 0:
        return VoteFault.NOBODY
    if total > voters:
        return VoteFault.TOO_MANY
    if in_favour:
        return None if votes_for > against else VoteFault.NOT_CARRIED
    return VoteFault.NOT_REJECTED if votes_for > against else None


class Reading(IntEnum):
    """How much of a meeting's matters a person reads; each step has all of the one before."""

    NOTHING = 0
    SUBJECT = 1  # what it is about and whom it concerns: who prepares or keeps the minutes
    SUMMARY = 2  # the one-page summary, the eligibility, the minutes: who is listed
    FILE = 3  # the report itself: chair and secretary of those listed; deputy and head of the school


def first_open_signing(today: date, days_after: int) -> date:
    """The earliest day of signing whose matters are still open today. Both ends count: minutes that were signed on the
    1st are read with 14 days to the end of the 15th, Almaty time.
    """
    return today - timedelta(days=days_after)


def item_is_open(sent: bool, signed_on: date | None, today: date, days_after: int) -> bool:
    """An item may be read from the agenda's sending until so many calendar days after the minutes are signed."""
    return sent and (signed_on is None or signed_on >= first_open_signing(today, days_after))


def reading(*, is_open: bool, is_signed: bool, listed: bool, officer: bool) -> Reading:
    """What the council reads of a meeting (domain, section 11, "item").

    is_open: `item_is_open`. listed: for this meeting, no guest, and still of the school. officer: holds the post of
    chair or secretary today, an acting one too; it opens the file of meetings one is listed for, and of all others the
    subjects as long as there is work: an agenda to prepare, minutes to write and sign.
    """
    if is_open and listed:
        return Reading.FILE if officer else Reading.SUMMARY
    return Reading.SUBJECT if officer and not is_signed else Reading.NOTHING
