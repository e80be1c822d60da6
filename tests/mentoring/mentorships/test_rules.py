"""The state table of a case, and the order of its dates (domain, sections 2 and 2a)."""

from datetime import date

import pytest

from mentoring.mentorships import rules
from mentoring.mentorships.models import OVER, Mentorship

LINE = ["ordered", "level", "diagnosed", "plan_approved", "final_opened", "report_sent", "heard", "extract"]
STATES = ["awaiting_mentor", "level", "diagnostics", "planning", "main", "report", "hearing", "closing", "completed"]


def test_the_line_leads_from_need_to_completed():
    state = STATES[0]
    for step, expected in zip(LINE, STATES[1:], strict=True):
        state = rules.next_state(state, step)
        assert state == expected


@pytest.mark.parametrize("state", OVER)
def test_nothing_follows_the_end(state):
    assert rules.next_state(state, "level") is None


@pytest.mark.parametrize(
    ("state", "step", "expected"),
    [
        ("level", "cancelled", None),
        ("awaiting_mentor", "cancelled", "cancelled"),
        ("hearing", "report_returned", "report"),
        ("main", "plan_approved", "main"),
        ("main", "ordered", "main"),
        ("planning", "heard", None),
        ("main", "interim", "main"),
        ("closing", "terminated", "terminated"),
    ],
)
def test_what_the_table_says(state, step, expected):
    assert rules.next_state(state, step) == expected


def test_table_and_rows_name_the_same_states():
    assert set(rules.RUNNING) | set(rules.OVER) == set(Mentorship.State.values)


def test_dates():
    today = date(2026, 12, 3)
    assert rules.date_fault(date(2026, 12, 4), today, None) == "future"
    assert rules.date_fault(date(2026, 12, 1), today, date(2026, 12, 2)) == "before_previous"
    assert rules.date_fault(date(2026, 12, 2), today, date(2026, 12, 2)) is None
