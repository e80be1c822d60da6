"""The dates of a case as it is opened on the day of hire, in the summer too: none before the hire, none moving back."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentoring.deadlines.rules import CaseFacts, Due, plan_deadlines
from mentoring.mentorships.rules import period_end
from schools.calendar.data import SHIPPED_YEARS
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.selectors import hire_year_of
from tests.mentoring.deadlines.plans import CALENDARS, VALUES, hires, weeks


def as_opened(hired: date, week: int, mode: str) -> dict[str, Due]:
    """All dates of a case as the product opens it that day."""
    year = hire_year_of(hired)
    facts = CaseFacts(hired_on=hired, period_to=period_end(hired, year, SHIPPED_YEARS, mode))
    found = plan_deadlines(facts, VALUES, CALENDARS[week], academic_year_starting(year, SHIPPED_YEARS))
    return {due.code: due for due in found}


modes = st.sampled_from(["to_year_end", "full_year"])


@given(hires, weeks, modes)
@example(date(2026, 5, 26), 5, "to_year_end")
@example(date(2026, 6, 15), 5, "to_year_end")
@example(date(2026, 7, 31), 6, "full_year")
@example(date(2030, 5, 25), 5, "to_year_end")
def test_no_date_of_a_case_lies_before_its_hire_or_moves_back_with_a_later_one(hired, week, mode):
    now = as_opened(hired, week, mode)
    next_day = as_opened(hired + timedelta(days=1), week, mode)
    for code, due in now.items():
        assert due.due_on >= hired, code
        assert CALENDARS[week].is_working(due.due_on)
    for code in ("D1", "D2", "D3", "D4a", "D4b", "D4c", "D7"):
        assert now[code].due_on <= next_day[code].due_on, code


@pytest.mark.parametrize(
    ("hired", "mode", "expected"),
    [
        # hired in June until the year's end: a summer without lessons, reported on by its own end
        (
            date(2026, 6, 15),
            "to_year_end",
            {"D5": date(2026, 8, 31), "D6": date(2026, 8, 31), "D7": date(2026, 8, 31)},
        ),
        # a full year from June is the coming year of teaching
        (
            date(2026, 6, 15),
            "full_year",
            {"D5": date(2027, 5, 25), "D6": date(2026, 12, 25), "D7": date(2027, 5, 25)},
        ),
        (
            date(2026, 7, 31),
            "full_year",
            {"D5": date(2027, 5, 25), "D6": date(2026, 12, 25), "D7": date(2027, 5, 25)},
        ),
        (date(2026, 8, 1), "full_year", {"D5": date(2027, 5, 25), "D6": date(2026, 12, 25), "D7": date(2027, 5, 25)}),
    ],
)
def test_who_is_hired_in_the_summer(hired, mode, expected):
    dues = as_opened(hired, 5, mode)
    assert {code: dues[code].due_on for code in expected} == expected
