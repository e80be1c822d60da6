"""Academic years: the published one, the estimates, quarters between vacations."""

from datetime import date, timedelta

import pytest

from schools.calendar.data import (
    SHIPPED_YEARS,
    academic_year_of,
    academic_year_starting,
    estimated_year,
    teaching_year_of,
)
from schools.calendar.rules import AcademicYear, Vacation

Y2025, Y2026, Y2027 = SHIPPED_YEARS


def test_the_published_year():
    assert not Y2025.estimate
    assert (Y2025.teaching_from, Y2025.teaching_to) == (date(2025, 9, 2), date(2026, 5, 25))
    assert [(v.first, v.last) for v in Y2025.vacations_for_all] == [
        (date(2025, 10, 27), date(2025, 11, 2)),
        (date(2025, 12, 29), date(2026, 1, 7)),
        (date(2026, 3, 19), date(2026, 3, 29)),
    ]
    extra = next(v for v in Y2025.vacations if v.first_grade)
    assert (extra.first, extra.last) == (date(2026, 2, 9), date(2026, 2, 15))


def test_quarters_lie_between_the_vacations():
    assert [(q.number, q.first, q.last) for q in Y2026.quarters] == [
        (1, date(2026, 9, 1), date(2026, 10, 25)),
        (2, date(2026, 11, 2), date(2026, 12, 27)),
        (3, date(2027, 1, 11), date(2027, 3, 18)),
        (4, date(2027, 3, 30), date(2027, 5, 25)),
    ]
    assert Y2026.quarter(2).last == date(2026, 12, 27)
    assert Y2026.quarter_of(date(2026, 12, 27)).number == 2
    assert Y2026.quarter_of(date(2026, 12, 28)) is None
    assert Y2026.quarter_of(date(2027, 6, 1)) is None


def test_later_years_are_estimates_and_say_so():
    assert Y2026.estimate
    assert Y2027.estimate
    assert [year.title for year in SHIPPED_YEARS] == ["2025/26", "2026/27", "2027/28"]


@pytest.mark.parametrize("start_year", range(2015, 2060))
def test_the_pattern_gives_a_sound_year(start_year):
    year = estimated_year(start_year)
    autumn, winter, spring = year.vacations_for_all
    assert autumn.first.weekday() == winter.first.weekday() == 0
    assert autumn.last - autumn.first == timedelta(days=6)
    assert winter.last - winter.first == timedelta(days=13)
    assert winter.last.weekday() == 6
    assert (spring.last - spring.first).days == 10
    assert year.title == f"{start_year}/{str(start_year + 1)[2:]}"


@pytest.mark.parametrize(
    ("on", "start_year", "teaching"),
    [
        (date(2026, 8, 31), 2025, 2026),  # hired in August: the teaching to come
        (date(2026, 9, 1), 2026, 2026),
        (date(2027, 5, 25), 2026, 2026),
        (date(2027, 5, 26), 2026, 2027),
        (date(2033, 1, 15), 2032, 2032),
    ],
)
def test_the_year_that_holds_a_day(on, start_year, teaching):
    year = academic_year_of(on)
    assert year.start_year == start_year
    assert on in year
    assert teaching_year_of(on).start_year == teaching


def test_a_schools_own_year_is_preferred():
    own = AcademicYear(2026, date(2026, 9, 1), date(2027, 5, 31), Y2026.vacations, estimate=False)
    assert academic_year_starting(2026, (own,)) is own
    assert teaching_year_of(date(2027, 5, 28), (own,)) is own


@pytest.mark.parametrize(
    "vacations",
    [
        Y2026.vacations[:2],
        (Vacation("autumn", date(2026, 8, 1), date(2026, 8, 7)), *Y2026.vacations[1:]),
        (Vacation("autumn", date(2026, 11, 7), date(2026, 11, 1)), *Y2026.vacations[1:]),
    ],
)
def test_a_year_that_cannot_be_is_refused(vacations):
    with pytest.raises(ValueError, match="2026/27"):
        AcademicYear(2026, date(2026, 9, 1), date(2027, 5, 25), vacations)
