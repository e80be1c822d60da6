"""Academic years of Kazakhstan: one published, the following estimated by the same pattern.

2025/26 was set by the Minister of Education's order of 5 August 2025. Later years are estimates, marked so until the
operator confirms them. The pattern: autumn, seven days from the last Monday of October; winter, fourteen days from the
last Monday of December; spring, 19–29 March; first grade, seven days from the second Monday of February.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from schools.calendar.rules.years import AcademicYear, Vacation

_PUBLISHED = AcademicYear(
    start_year=2025,
    teaching_from=date(2025, 9, 2),
    teaching_to=date(2026, 5, 25),
    vacations=(
        Vacation("autumn", date(2025, 10, 27), date(2025, 11, 2)),
        Vacation("winter", date(2025, 12, 29), date(2026, 1, 7)),
        Vacation("first_grade", date(2026, 2, 9), date(2026, 2, 15), first_grade=True),
        Vacation("spring", date(2026, 3, 19), date(2026, 3, 29)),
    ),
    estimate=False,
    source="Order of the Minister of Education of 05.08.2025",
)


def estimated_year(start_year: int) -> AcademicYear:
    """A year by the usual pattern, marked as an estimate."""
    autumn = _last_monday(date(start_year, 10, 31))
    winter = _last_monday(date(start_year, 12, 31))
    first_grade = _second_monday(date(start_year + 1, 2, 1))
    return AcademicYear(
        start_year=start_year,
        teaching_from=date(start_year, 9, 1),
        teaching_to=date(start_year + 1, 5, 25),
        vacations=(
            Vacation("autumn", autumn, autumn + timedelta(days=6)),
            Vacation("winter", winter, winter + timedelta(days=13)),
            Vacation("first_grade", first_grade, first_grade + timedelta(days=6), first_grade=True),
            Vacation("spring", date(start_year + 1, 3, 19), date(start_year + 1, 3, 29)),
        ),
    )


def _last_monday(month_end: date) -> date:
    return month_end - timedelta(days=month_end.weekday())


def _second_monday(month_start: date) -> date:
    return month_start + timedelta(days=-month_start.weekday() % 7 + 7)


SHIPPED_YEARS: tuple[AcademicYear, ...] = (_PUBLISHED, estimated_year(2026), estimated_year(2027))


def academic_year_starting(start_year: int, years: Iterable[AcademicYear] = SHIPPED_YEARS) -> AcademicYear:
    """The academic year that begins in that calendar year; an estimate when it is not among `years`."""
    known = (year for year in years if year.start_year == start_year)
    return next(known, None) or estimated_year(start_year)


def academic_year_of(on: date, years: Iterable[AcademicYear] = SHIPPED_YEARS) -> AcademicYear:
    """The academic year (1 September – 31 August) that holds the day."""
    return academic_year_starting(on.year if on.month >= 9 else on.year - 1, years)


def teaching_year_of(on: date, years: Iterable[AcademicYear] = SHIPPED_YEARS) -> AcademicYear:
    """The academic year whose teaching a person hired that day takes part in.

    Someone hired in the summer, after the teaching has ended, is hired for the year that begins in September.
    """
    known = tuple(years)
    current = academic_year_of(on, known)
    return current if on <= current.teaching_to else academic_year_starting(current.start_year + 1, known)
