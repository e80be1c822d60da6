"""Guards for changes of a running case: what may be changed when, suspensions, dates taken over from paper. Pure.

Domain, sections 2 and 2a.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

MOST_SUSPENSIONS = 50
"""Suspensions of one case."""

OVER = ("completed", "terminated", "cancelled")


class Change(StrEnum):
    """What may be changed in a case, in the order of its page."""

    SUSPEND = "suspend"
    RESUME = "resume"
    END_PAIRING = "pairing_end"
    HANDOVER = "handover"
    TERMINATE = "terminate"
    CANCEL = "cancel"


def possible(state: str, *, has_mentor: bool, is_suspended: bool, has_predecessor: bool) -> tuple[Change, ...]:
    """The changes that fit this situation. A case that is over cannot be changed; only an unordered one cancelled."""
    if state in OVER:
        return ()
    waiting = state == "awaiting_mentor"
    fits = {
        Change.SUSPEND: not is_suspended and not waiting,
        Change.RESUME: is_suspended,
        Change.END_PAIRING: has_mentor,
        Change.HANDOVER: has_mentor and has_predecessor,
        Change.TERMINATE: True,
        Change.CANCEL: waiting,
    }
    return tuple(change for change in Change if fits[change])


class SuspensionFault(StrEnum):
    """What is wrong with the dates of a suspension."""

    END_BEFORE_START = "end_before_start"
    BEFORE_LAST_STEP = "before_last_step"
    OVERLAP = "overlap"


Interval = tuple[date, date | None]  # both ends inclusive; None: still open


def suspension_fault(
    first: date, last: date | None, last_step_on: date | None, others: Iterable[Interval]
) -> SuspensionFault | None:
    """A dated interval, not before the last recorded step, overlapping no other (both ends inclusive)."""
    if last is not None and last < first:
        return SuspensionFault.END_BEFORE_START
    if last_step_on is not None and first < last_step_on:
        return SuspensionFault.BEFORE_LAST_STEP
    for begin, end in others:
        if begin <= (last or date.max) and first <= (end or date.max):
            return SuspensionFault.OVERLAP
    return None


# The dates of a case on paper, in the order of the law, and the state that each of them leads to.
PAPER_LINE: tuple[tuple[str, str], ...] = (
    ("signed_on", "level"),
    ("level_on", "diagnostics"),
    ("diagnosed_on", "planning"),
    ("approved_on", "main"),
)
TAKEN_OVER_IN = tuple(state for _name, state in PAPER_LINE)


class PaperFault(StrEnum):
    """What is wrong with a date taken over from paper."""

    MISSING = "missing"
    TOO_MANY = "too_many"
    FUTURE = "future"
    OUT_OF_ORDER = "out_of_order"


def paper_faults(state: str, dates: Mapping[str, date | None], starts_on: date, today: date) -> dict[str, PaperFault]:
    """Which dates do not fit: all that lead to the state are needed, none after it, in order and not in the future.

    `dates` may hold `council_on`: not before the start and not after the order. Raises ValueError for another state.
    """
    reached = TAKEN_OVER_IN.index(state)
    faults: dict[str, PaperFault] = {}
    previous = starts_on
    council = dates.get("council_on")
    if council is not None and council < starts_on:
        faults["council_on"] = PaperFault.OUT_OF_ORDER
    for place, (name, _state) in enumerate(PAPER_LINE):
        on = dates.get(name)
        floor = max(previous, council) if name == "signed_on" and council is not None else previous
        if place > reached:
            if on is not None:
                faults[name] = PaperFault.TOO_MANY
        elif on is None:
            faults[name] = PaperFault.MISSING
        elif on > today:
            faults[name] = PaperFault.FUTURE
        elif on < floor:
            faults[name] = PaperFault.OUT_OF_ORDER
        else:
            previous = on
    return faults
