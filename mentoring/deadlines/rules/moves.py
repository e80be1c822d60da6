"""Which dates a change moves: what was kept against what is counted now, and what was missed before it moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.deadlines.rules.due import Due


@dataclass(frozen=True, slots=True)
class Move:
    """A due date before and after."""

    code: str
    round: int
    before: date
    after: date


def moves(kept: Mapping[tuple[str, int], date], dues: Iterable[Due]) -> list[Move]:
    """The moves among `kept`, the dates of the open deadlines by code and round, in the order of the law."""
    return [
        Move(due.code, due.round, before, due.due_on)
        for due in dues
        if (before := kept.get((due.code, due.round))) is not None and before != due.due_on
    ]


def has_passed(due_on: date, since: date | None, today: date) -> bool:
    """Whether the due date was missed by `today`. One that was set for a day gone by (`since` a later day) is missed
    when the day on which it was set is over: a mistake mended on the same day leaves nothing."""
    return max(due_on, since or due_on) < today


def missed_date(
    missed_on: date | None, before: date, now: date, *, running: bool, paused: bool, since: date | None, today: date
) -> date | None:
    """The due date that a row goes on being late by, after its due date went from `before` to `now`; None for none.

    A date that passed while the row was running is kept when it moves, or when a suspension entered afterwards stops
    it. The first one missed stays, also while the due date is earlier, since it may move later again; it goes when the
    due date is back at it. Counted again with nothing changed, the result is the same.
    """
    if missed_on is None and running and has_passed(before, since, today):
        missed_on = before
    return None if missed_on == now and not paused else missed_on
