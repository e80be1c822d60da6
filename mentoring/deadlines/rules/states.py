"""What a deadline's dates mean today (domain, section 3: "States")."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schools.calendar.rules import WorkCalendar

DUE_SOON_DAYS = 2
"""Working days left at which a deadline is "soon" (domain, section 3). When the first reminder comes is a setting."""


class State(StrEnum):
    """The state of a deadline, computed from its dates."""

    UPCOMING = "upcoming"
    SOON = "soon"
    TODAY = "today"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    WAIVED = "waived"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class DeadlineState:
    """A state, and its days: working days left (upcoming, soon) or late (overdue, met late), else None."""

    state: State
    days: int | None = None


def state(
    due_on: date,
    met_on: date | None,
    waived: bool,
    today: date,
    calendar: WorkCalendar,
    *,
    projected: bool = False,
    paused: bool = False,
) -> DeadlineState:
    """The state on `today`; due until the end of `due_on`.

    A deadline whose clock stands still (`paused`) is suspended, one whose clock has not started (`projected`) is
    upcoming without a number of days: nobody can be late with either. Days late are at least 1, on the weekend after the due date too.
    """
    if met_on is not None:
        if met_on <= due_on:
            return DeadlineState(State.MET)
        return DeadlineState(State.MET_LATE, _late(due_on, met_on, calendar))
    if waived:
        return DeadlineState(State.WAIVED)
    if paused:
        return DeadlineState(State.SUSPENDED)
    if projected:
        return DeadlineState(State.UPCOMING)
    if today > due_on:
        return DeadlineState(State.OVERDUE, _late(due_on, today, calendar))
    if today == due_on:
        return DeadlineState(State.TODAY)
    left = calendar.working_days_between(today, due_on)
    return DeadlineState(State.SOON if left <= DUE_SOON_DAYS else State.UPCOMING, left)


def _late(due_on: date, on: date, calendar: WorkCalendar) -> int:
    return max(1, calendar.working_days_between(due_on, on))
