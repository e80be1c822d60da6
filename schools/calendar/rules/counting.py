"""A counted period with its working: which days were counted, which were passed over, and why.

Day 0 is the event; counting starts the next day. Working days count only days on which the school works. Calendar
days count all; when the last one is closed, the period ends on the next working day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schools.calendar.rules.days import Day


class Unit(StrEnum):
    """What a period is measured in."""

    WORKING = "working"
    CALENDAR = "calendar"


class Mark(StrEnum):
    """What happened to a day in the count."""

    COUNTED = "counted"
    SKIPPED = "skipped"  # closed, so not counted
    PAUSED = "paused"  # the period stood still: the case was suspended
    ROLLED = "rolled"  # closed when the period would have ended, so it ends later
    LAST = "last"  # the day on which it is due, until 23:59


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the working; `number` is its place in the period, None when it was not counted."""

    day: Day
    mark: Mark
    number: int | None = None

    @property
    def date(self) -> date:
        return self.day.date


@dataclass(frozen=True, slots=True)
class Count:
    """A period from `start` (day 0, not counted) of `length` units to `due`.

    `length` is negative for a count backwards. `raw` is the last day before it was rolled to a working day.
    `days` are in the order of counting.
    """

    start: date
    length: int
    unit: Unit
    raw: date
    due: date
    days: tuple[CountedDay, ...]

    @property
    def rolled(self) -> bool:
        """Whether the last day was closed and the due date moved to the next working day."""
        return self.raw != self.due

    @property
    def skipped(self) -> tuple[CountedDay, ...]:
        """The days that were passed over: closed, paused, or rolled away from."""
        return tuple(day for day in self.days if day.mark in {Mark.SKIPPED, Mark.PAUSED, Mark.ROLLED})
