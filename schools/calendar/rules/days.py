"""What a calendar day is for a school, and the dated facts that decide it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

Week = Literal[5, 6]
"""How many days a week the school works: 5 (Saturday and Sunday are rest days) or 6 (Sunday only)."""

ONE_DAY = timedelta(days=1)

_Date = date  # for the class that has a field named `date`


class Reason(StrEnum):
    """Why a day is open or closed. The words for each stand in `schools.calendar.words`."""

    WORKING = "working"  # an ordinary working day
    REST_DAY = "rest_day"  # the weekly day off
    HOLIDAY = "holiday"  # a statutory day off, on a rest day or not
    TRANSFER = "transfer"  # the day off that replaces a holiday on a rest day
    DECREE_OFF = "decree_off"  # the government made it a day off
    DECREE_WORKING = "decree_working"  # the government made it a working day
    SCHOOL_OFF = "school_off"  # the school's own day off
    SCHOOL_WORKING = "school_working"  # the school works, against the general calendar


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends inclusive; `last` is None while the end is not known.

    Raises ValueError when it would end before it begins.
    """

    first: date
    last: date | None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"a span cannot end ({self.last}) before it begins ({self.first})")

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Decree:
    """A day that the government moved: `on` becomes a day off or a working day, for the named weeks.

    `pair` is the other half of the move (the Saturday worked for the Monday off), where there is one.
    """

    on: date
    working: bool
    weeks: tuple[Week, ...] = (5, 6)
    source: str = ""
    pair: date | None = None


@dataclass(frozen=True, slots=True)
class SchoolException:
    """A day on which one school differs from the general calendar, with the reason in the school's words."""

    on: date
    working: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one school: open or closed, and every fact that a reader needs to check it.

    `holidays` are codes of `statutory.CODES`; `other_holiday` keeps the name of one that has no code.
    `rest_day` tells that the weekly day off falls here as well. `source` is the decree or the school's reason.
    `vacation` is the code of the pupils' vacation; it never closes the day for teachers (domain: "Counting").
    """

    date: _Date
    working: bool
    reason: Reason
    rest_day: bool = False
    holidays: tuple[str, ...] = ()
    other_holiday: str = ""
    moved_from: _Date | None = None
    estimate: bool = False
    source: str = ""
    vacation: str = ""


def is_rest_day(day: date, week: Week) -> bool:
    """Whether the weekday is the school's weekly day off."""
    return day.weekday() >= week
