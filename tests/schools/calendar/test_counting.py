"""Counting working and calendar days: tables, properties, a thousand cases counted a second way."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS
from schools.calendar.rules import Mark, SchoolException, Span, Unit, WorkCalendar
from tests.schools.calendar import naive

CALENDARS = {week: WorkCalendar(week, SHIPPED_DECREES, (), SHIPPED_YEARS) for week in (5, 6)}
FIVE, SIX = CALENDARS[5], CALENDARS[6]

dates = st.dates(date(2023, 1, 1), date(2032, 12, 31))
weeks = st.sampled_from([5, 6])
lengths = st.integers(1, 40)


def test_the_working_of_a_count_names_each_skipped_day():
    count = FIVE.add_working_days(date(2026, 10, 22), 5)
    assert count.due == date(2026, 10, 30)
    assert [day.date.day for day in count.skipped] == [24, 25, 26]
    assert [(day.date.day, day.number) for day in count.days if day.number] == [
        (23, 1),
        (27, 2),
        (28, 3),
        (29, 4),
        (30, 5),
    ]
    assert count.days[-1].mark is Mark.LAST


def test_a_calendar_period_rolls_from_a_closed_last_day():
    count = SIX.add_calendar_days(date(2026, 10, 29), 10)
    assert (count.raw, count.due, count.rolled) == (date(2026, 11, 8), date(2026, 11, 9), True)
    assert [(day.date, day.mark, day.number) for day in count.skipped] == [(date(2026, 11, 8), Mark.ROLLED, 10)]


def test_five_working_days_before_the_meeting():
    assert FIVE.add_working_days(date(2027, 5, 28), -5).due == date(2027, 5, 21)


@pytest.mark.parametrize("method", ["add_working_days", "add_calendar_days"])
def test_no_days_at_all_means_the_day_itself_or_the_next_open_one(method):
    assert getattr(FIVE, method)(date(2026, 9, 8), 0).due == date(2026, 9, 8)
    count = getattr(FIVE, method)(date(2026, 10, 24), 0)
    assert count.due == date(2026, 10, 27)
    assert [day.date.day for day in count.skipped] == [24, 25, 26]


def test_paused_days_are_not_counted_and_the_rest_runs_on():
    pause = Span(date(2026, 9, 3), date(2026, 9, 16))
    working = FIVE.add_working_days(date(2026, 9, 1), 5, [pause])
    assert working.due == date(2026, 9, 22)  # 02.09 is the first, 17, 18, 21, 22 follow
    assert sum(day.mark is Mark.PAUSED for day in working.days) == 14
    assert FIVE.add_calendar_days(date(2026, 9, 1), 10, [pause]).due == date(2026, 9, 25)


def test_a_rolled_period_does_not_end_on_a_paused_day():
    pause = Span(date(2026, 11, 9), date(2026, 11, 10))
    assert SIX.add_calendar_days(date(2026, 10, 29), 10, [pause]).due == date(2026, 11, 11)


def test_the_last_working_day_of_a_quarter_shows_the_days_passed_over():
    count = FIVE.last_working_day(date(2026, 12, 27))
    assert (count.due, count.length) == (date(2026, 12, 25), 0)
    assert [day.date.day for day in count.skipped] == [27, 26]
    assert FIVE.last_working_day(date(2026, 12, 25)).skipped == ()


def test_negative_calendar_days_are_refused():
    with pytest.raises(ValueError, match="forwards"):
        FIVE.add_calendar_days(date(2026, 9, 1), -1)


def test_a_school_that_never_works_is_an_error_and_no_endless_loop():
    never = tuple(SchoolException(date(2026, 1, 1) + timedelta(days=n), working=False) for n in range(2000))
    with pytest.raises(ValueError, match="three years"):
        WorkCalendar(5, (), never).add_working_days(date(2026, 1, 1), 1)
    with pytest.raises(ValueError, match="three years"):
        FIVE.add_calendar_days(date(2026, 1, 1), 1, [Span(date(2026, 1, 1), None)])


def test_a_span_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Span(date(2026, 9, 2), date(2026, 9, 1))


def test_a_thousand_random_counts_agree_with_the_second_way():
    source = random.Random(20260825)
    for _ in range(1000):
        start = date(2026, 1, 1) + timedelta(days=source.randrange(640))
        week, n = source.choice([5, 6]), source.randrange(1, 41)
        calendar = CALENDARS[week]
        assert calendar.add_working_days(start, n).due == naive.working(start, n, week), (start, n, week)
        assert calendar.add_calendar_days(start, n).due == naive.calendar(start, n, week), (start, n, week)


@given(dates, lengths, weeks, st.sampled_from(Unit))
def test_due_is_open_and_after_the_start(start, n, week, unit):
    count = CALENDARS[week].add(start, n, unit)
    assert CALENDARS[week].is_working(count.due)
    assert start < count.raw <= count.due


@given(dates, lengths, weeks, st.sampled_from(Unit))
def test_a_later_start_never_ends_earlier(start, n, week, unit):
    calendar = CALENDARS[week]
    assert calendar.add(start, n, unit).due <= calendar.add(start + timedelta(days=1), n, unit).due


@given(dates, lengths, weeks)
def test_counting_back_and_between_undo_counting_on(start, n, week):
    calendar = CALENDARS[week]
    due = calendar.add_working_days(start, n).due
    assert calendar.working_days_between(start, due) == n
    assert calendar.working_days_between(due, start) == -n
    opened = calendar.last_working_day_on_or_before(start)
    assert calendar.add_working_days(due, -n).due == opened


@given(dates, lengths, weeks, st.sampled_from(Unit))
def test_the_working_lists_every_day_once_and_in_order(start, n, week, unit):
    count = CALENDARS[week].add(start, n, unit)
    days = [day.date for day in count.days]
    assert days == [start + timedelta(days=k) for k in range(1, (count.due - start).days + 1)]
    assert [day.number for day in count.days if day.number] == list(range(1, n + 1))


@given(dates, weeks)
def test_the_nearest_working_day_is_found_once(on, week):
    calendar = CALENDARS[week]
    before, after = calendar.last_working_day_on_or_before(on), calendar.next_working_day_on_or_after(on)
    assert before <= on <= after
    assert calendar.last_working_day_on_or_before(before) == before
    assert calendar.next_working_day_on_or_after(after) == after


@given(dates, lengths, weeks, dates, st.integers(0, 60))
def test_a_pause_never_shortens_a_period(start, n, week, paused_from, length):
    pause = Span(paused_from, paused_from + timedelta(days=length))
    calendar = CALENDARS[week]
    paused = calendar.add_working_days(start, n, [pause])
    assert paused.due >= calendar.add_working_days(start, n).due
    assert paused.due not in pause
