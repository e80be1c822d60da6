"""The state table of a mentorship, the order of its two dates, and its period. Pure (domain, sections 2 and 2a)."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import AcademicYear

TO_YEAR_END, FULL_YEAR = "to_year_end", "full_year"
"""How long the period of one hired in mid-year lasts: the values of the setting `period_mid_year`."""

MOST_OPENED = 50
"""Mentorships opened in one request: about 30 ms of work each, and others who write wait for it."""


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


def planned_period_end(began_on: date, year: AcademicYear, mode: str) -> date:
    """The last day of a period that begins on `began_on` in the academic year.

    A period begun by the first day of teaching lasts to the end of teaching; a later one too with "to_year_end",
    or twelve months with "full_year". Begun after the end of teaching, it
    lasts to the end of the academic year. Raises ValueError for another mode.
    """
    if mode not in (TO_YEAR_END, FULL_YEAR):
        raise ValueError(f"no such period: {mode}")
    if mode == TO_YEAR_END or began_on <= year.teaching_from:
        return year.teaching_to if began_on <= year.teaching_to else year.last
    return _a_year_later(began_on) - timedelta(days=1)


def period_end(began_on: date, start_year: int, years: Iterable[AcademicYear], mode: str) -> date:
    """`planned_period_end` among known academic years; `start_year`: of the year that the hire belongs to.

    A full year chosen for somebody hired in the summer, after the teaching, is the year of teaching that follows: it
    does not end later than that of one hired in August.
    """
    known = tuple(years)
    year = academic_year_starting(start_year, known)
    if mode == FULL_YEAR and began_on > year.teaching_to:
        year = academic_year_starting(start_year + 1, known)
    return planned_period_end(began_on, year, mode)


def period_end_anew(period_to: date, began_on: date, years: Iterable[AcademicYear]) -> date:
    """Where a period ends after the calendar changed: one that lasts to the end of teaching follows it.

    Twelve months, and a summer to the end of the academic year, hang on no day of teaching and stay.
    """
    start_year = period_to.year if period_to.month >= 9 else period_to.year - 1
    year = academic_year_starting(start_year, years)
    if period_to in (_a_year_later(began_on) - timedelta(days=1), year.last) or began_on > year.teaching_to:
        return period_to
    return year.teaching_to


def must_choose_period(began_on: date, year: AcademicYear) -> bool:
    """Whether the deputy has to choose: the third quarter is over, so that little of the year is left."""
    return began_on > year.quarter(3).last


def _a_year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)
