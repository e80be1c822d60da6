"""States, the period, and the words that go with them."""

from datetime import date

import pytest
from django.utils import translation

from common import words as status_words
from mentoring.deadlines import words
from mentoring.deadlines.rules import (
    CaseFacts,
    Due,
    Start,
    State,
    plan_deadlines,
    state,
)
from mentoring.regulations.shipped import shipped_values
from schools.calendar.data import SHIPPED_YEARS
from schools.calendar.rules import WorkCalendar

FIVE = WorkCalendar(5, (), (), SHIPPED_YEARS)
Y2026 = SHIPPED_YEARS[1]
DUE = date(2026, 10, 30)  # a Friday


@pytest.mark.parametrize(
    ("met_on", "waived", "today", "expected", "days"),
    [
        (None, False, date(2026, 10, 22), State.UPCOMING, 5),
        (None, False, date(2026, 10, 28), State.SOON, 2),
        (None, False, date(2026, 10, 29), State.SOON, 1),
        (None, False, date(2026, 10, 30), State.TODAY, None),
        (None, False, date(2026, 10, 31), State.OVERDUE, 1),  # a Saturday: late, though no working day has passed
        (None, False, date(2026, 11, 2), State.OVERDUE, 1),
        (None, False, date(2026, 11, 3), State.OVERDUE, 2),
        (None, True, date(2026, 11, 3), State.WAIVED, None),
        (date(2026, 10, 29), False, date(2026, 11, 3), State.MET, None),
        (date(2026, 10, 30), False, date(2026, 11, 3), State.MET, None),
        (date(2026, 11, 3), False, date(2026, 11, 9), State.MET_LATE, 2),
        (date(2026, 11, 1), True, date(2026, 11, 9), State.MET_LATE, 1),
    ],
)
def test_state(met_on, waived, today, expected, days):
    answer = state(DUE, met_on, waived, today, FIVE)
    assert (answer.state, answer.days) == (expected, days)


def test_fifteen_working_days_before_the_interim_assessment():
    assert state(date(2026, 12, 25), None, False, date(2026, 12, 3), FIVE).days == 15


@pytest.mark.parametrize(("what", "expected"), [("projected", State.UPCOMING), ("paused", State.SUSPENDED)])
def test_nobody_is_late_with_what_has_not_started_or_stands_still(what, expected):
    answer = state(DUE, None, False, date(2026, 12, 1), FIVE, **{what: True})
    assert (answer.state, answer.days) == (expected, None)


def test_every_state_has_a_mark_and_a_sentence():
    assert set(status_words.MARKS) == set(State)
    with translation.override("en"):
        assert all(status_words.deadline_words(code, 2) for code in State)


class TestWords:
    @pytest.fixture(autouse=True)
    def _english(self):
        with translation.override("en"):
            yield

    @pytest.fixture
    def dues(self) -> dict[str, Due]:
        facts = CaseFacts(hired_on=date(2026, 10, 22))
        return {due.code: due for due in plan_deadlines(facts, shipped_values(), FIVE, Y2026)}

    def test_every_code_and_start_has_words(self, dues):
        assert set(words.NAMES) == set(dues)
        assert set(words.STARTS) == set(Start)

    def test_source(self, dues):
        assert words.source_label(dues["D1"]) == "Order No\u00a0160"
        assert words.source_label(dues["D2"]) == "Order No\u00a0160; start: school setting"
        assert words.source_label(dues["D7"]) == "Order No\u00a0160; day: school setting"
        assert words.source_label(dues["D4b"]) == "School setting"

    def test_source_of_an_internal_deadline(self):
        facts = CaseFacts(hired_on=date(2026, 10, 22), first_time=False)
        due = plan_deadlines(facts, shipped_values(), FIVE, Y2026)[0]
        assert words.source_label(due) == "Internal deadline of the school"

    def test_start(self, dues):
        assert words.start_label(dues["D1"]) == "Day of hire"
        assert words.start_label(dues["D2"]) == "Due date of the step before: Candidate considered, order issued"

    def test_working(self, dues):
        rows = words.working_rows(dues["D1"])
        assert (rows[0].text, rows[4].text, rows[-1].date) == (
            "Day of hire",
            "Republic Day, moved from Sunday",
            date(2026, 10, 30),
        )
        assert words.working_rows(dues["D6"])[-1].date == date(2026, 12, 25)
