"""The state table of a mentorship, and the order of its two dates. Pure (domain, sections 2 and 2a)."""

from datetime import date
from enum import StrEnum


class Move(StrEnum):
    """A step that changes the state of the case. Its value is the kind of the `Step` row."""

    ORDERED = "ordered"
    LEVEL = "level"
    DIAGNOSED = "diagnosed"
    PLAN_APPROVED = "plan_approved"
    FINAL_OPENED = "final_opened"
    REPORT_SENT = "report_sent"
    REPORT_RETURNED = "report_returned"
    HEARD = "heard"
    EXTRACT = "extract"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"


TABLE: dict[tuple[str, Move], str] = {
    ("awaiting_mentor", Move.ORDERED): "level",
    ("level", Move.LEVEL): "diagnostics",
    ("diagnostics", Move.DIAGNOSED): "planning",
    ("planning", Move.PLAN_APPROVED): "main",
    ("main", Move.FINAL_OPENED): "report",
    ("report", Move.REPORT_SENT): "hearing",
    ("hearing", Move.REPORT_RETURNED): "report",
    ("hearing", Move.HEARD): "closing",
    ("closing", Move.EXTRACT): "completed",
    ("awaiting_mentor", Move.CANCELLED): "cancelled",
}
RUNNING = ("awaiting_mentor", "level", "diagnostics", "planning", "main", "report", "hearing", "closing")
TABLE |= {(state, Move.TERMINATED): "terminated" for state in RUNNING}
OVER = ("completed", "terminated", "cancelled")

# The next version of a plan, or the order for another mentor, leaves a case where it is.
KEEPS_STATE: dict[Move, tuple[str, ...]] = {
    Move.PLAN_APPROVED: ("main", "report"),
    Move.ORDERED: ("level", "diagnostics", "planning", "main", "report", "hearing"),
}


def next_state(state: str, step: str) -> str | None:
    """The state after this step; the same state for a step that changes none; None when the table forbids it."""
    if state in OVER:
        return None
    try:
        move = Move(step)
    except ValueError:
        return state
    if state in KEEPS_STATE.get(move, ()):
        return state
    return TABLE.get((state, move))


def awaits(state: str) -> tuple[Move, ...]:
    """The moves that the table allows from this state, the ends aside."""
    ends = {Move.TERMINATED, Move.CANCELLED}
    return tuple(move for (where, move) in TABLE if where == state and move not in ends)


class DateFault(StrEnum):
    """What is wrong with the date on which a step happened."""

    FUTURE = "future"
    BEFORE_PREVIOUS = "before_previous"


def date_fault(happened_on: date, today: date, previous_on: date | None) -> DateFault | None:
    """happened_on ≤ today and ≥ the step before (domain, section 2a)."""
    if happened_on > today:
        return DateFault.FUTURE
    if previous_on is not None and happened_on < previous_on:
        return DateFault.BEFORE_PREVIOUS
    return None
