"""How long a mentored period lasts: one academic year [S]; for a hire in mid-year a setting decides [D]."""

from datetime import date, timedelta

from schools.calendar.rules import AcademicYear

TO_YEAR_END, FULL_YEAR = "to_year_end", "full_year"


def planned_period_end(began_on: date, year: AcademicYear, mode: str) -> date:
    """The last day of a period that begins on `began_on` in the academic year.

    A period begun by the first day of teaching lasts to the end of teaching; a later one too with "to_year_end",
    or twelve months with "full_year". Raises ValueError for another mode.
    """
    if mode not in (TO_YEAR_END, FULL_YEAR):
        raise ValueError(f"no such period: {mode}")
    if mode == TO_YEAR_END or began_on <= year.teaching_from:
        return year.teaching_to
    return _a_year_later(began_on) - timedelta(days=1)


def must_choose_period(began_on: date, year: AcademicYear) -> bool:
    """Whether the deputy has to choose: the third quarter is over, so that little of the year is left."""
    return began_on > year.quarter(3).last


def _a_year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)
