"""What holds for whatever dates: no closed day, nothing backward, agreement with a second way of counting."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentoring.deadlines.rules import CaseFacts
from schools.calendar.rules import Span
from tests.mentoring.deadlines.plans import CALENDARS, hires, plan, weeks
from tests.schools.calendar import naive


def test_a_thousand_random_hires_agree_with_the_second_way():
    source = random.Random(160)
    for _ in range(1000):
        hired = date(2026, 1, 1) + timedelta(days=source.randrange(690))
        week = source.choice([5, 6])
        dues = plan(CaseFacts(hired_on=hired), week)
        assert tuple(dues[code].due_on for code in ("D1", "D2", "D3")) == naive.first_three(hired, week), hired


@given(hires, weeks)
def test_no_deadline_falls_on_a_closed_day(hired, week):
    assert all(CALENDARS[week].is_working(due.due_on) for due in plan(CaseFacts(hired_on=hired), week).values())


@given(hires, weeks)
def test_a_later_hire_is_never_due_earlier(hired, week):
    now = plan(CaseFacts(hired_on=hired), week)
    next_day = plan(CaseFacts(hired_on=hired + timedelta(days=1)), week)
    for code in ("D1", "D2", "D3", "D4a", "D4b", "D4c", "D5", "D7"):
        assert now[code].due_on <= next_day[code].due_on


@given(hires, weeks)
def test_the_order_of_the_steps_is_the_order_of_their_dates(hired, week):
    dues = plan(CaseFacts(hired_on=hired), week)
    chain = [dues[code].due_on for code in ("D1", "D2", "D3", "D4a", "D4b", "D4c")]
    assert chain == sorted(chain)
    assert dues["D7"].due_on < dues["D8"].due_on


@given(hires, weeks, st.integers(-30, 120), st.integers(0, 60))
def test_a_suspension_never_brings_a_date_forward(hired, week, after, length):
    first = hired + timedelta(days=after)
    facts = CaseFacts(hired_on=hired)
    paused = plan(replace(facts, suspensions=(Span(first, first + timedelta(days=length)),)), week)
    for code, due in plan(facts, week).items():
        assert paused[code].due_on >= due.due_on
        assert CALENDARS[week].is_working(paused[code].due_on)
