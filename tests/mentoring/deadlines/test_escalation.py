"""Who is told when: the pure rule (domain, section 3)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.deadlines.rules.escalation import Whom, reached, steps
from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS
from schools.calendar.rules import SchoolException, WorkCalendar

FIVE, SIX = (WorkCalendar(week, SHIPPED_DECREES, (), SHIPPED_YEARS) for week in (5, 6))
DAYS = st.dates(date(2025, 9, 1), date(2028, 8, 31))


@pytest.mark.parametrize(
    ("calendar", "due", "expected"),
    [
        # Fri; two working days before it is Wed, three after it Wed.
        (FIVE, date(2026, 12, 4), [date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 9)]),
        # A six-day week counts the Saturday.
        (SIX, date(2026, 12, 4), [date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 8)]),
        # Republic Day, Sunday 25.10.2026, is moved to Monday.
        (FIVE, date(2026, 10, 27), [date(2026, 10, 22), date(2026, 10, 27), date(2026, 10, 28), date(2026, 10, 30)]),
        # Over the turn of the year: 1, 2 and 7 January are days off, 4 January replaces Saturday the 2nd.
        (FIVE, date(2026, 12, 31), [date(2026, 12, 29), date(2026, 12, 31), date(2027, 1, 5), date(2027, 1, 8)]),
        # 29 February of a leap year is a day like any other.
        (FIVE, date(2028, 2, 29), [date(2028, 2, 25), date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 3)]),
    ],
)
def test_the_four_steps_fall_on_working_days_of_the_school(calendar, due, expected):
    assert [step.on for step in steps(due, calendar)] == expected


def test_who_is_told_at_each_step():
    told = [step.whom for step in steps(date(2026, 12, 4), FIVE)]
    assert told == [(Whom.ACTOR,), (Whom.ACTOR, Whom.DEPUTY), (Whom.DEPUTY,), (Whom.HEAD,)]


def test_the_school_may_be_told_earlier_or_not_at_all_beforehand():
    assert steps(date(2026, 12, 4), FIVE, before_days=5)[0].on == date(2026, 11, 27)
    assert steps(date(2026, 12, 4), FIVE, before_days=0)[0].on == date(2026, 12, 4)


def test_a_due_day_that_was_closed_afterwards_keeps_its_own_step():
    flooded = WorkCalendar(5, SHIPPED_DECREES, (SchoolException(date(2026, 12, 4), False, "су тасқыны"),))
    assert steps(date(2026, 12, 4), flooded)[1].on == date(2026, 12, 4)


@given(DAYS, st.sampled_from([FIVE, SIX]))
def test_steps_stand_in_order_and_all_but_the_due_day_on_working_days(due, calendar):
    found = steps(calendar.next_working_day_on_or_after(due), calendar)
    assert [step.on for step in found] == sorted(step.on for step in found)
    assert all(calendar.is_working(step.on) for step in found)


@given(DAYS, st.sampled_from([FIVE, SIX]), st.integers(0, 40), st.integers(0, 40))
def test_looked_at_on_any_two_days_each_step_is_reached_once(due, calendar, first, later):
    """As the sweep does: what was not reached on one day is reached on a later one, nothing twice, nothing early."""
    every = steps(due, calendar)
    days = [every[0].on + timedelta(days=first), every[0].on + timedelta(days=first + later), date(2030, 1, 1)]
    seen, name = [], every[0].name
    for today in days:
        come, left = reached(every, name, today)
        assert all(step.on <= today for step in come)
        seen += come
        if left is None:
            break
        assert left.on > today
        name = left.name
    assert seen == list(every)
