"""Whether counted votes carry what is said to be decided, and how long an item may be read. Pure (domain, sections
1, 6 and 11).
"""

from datetime import date
from enum import StrEnum


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


def item_is_open(sent: bool, signed_on: date | None, today: date, days_after: int) -> bool:
    """An item may be read from the agenda's sending until so many calendar days after the minutes are signed."""
    return sent and (signed_on is None or (today - signed_on).days <= days_after)
