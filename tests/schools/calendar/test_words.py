"""The words that a reader sees for days and counts."""

from datetime import date

import pytest
from django.utils import translation

from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS
from schools.calendar.rules import SchoolException, Span, WorkCalendar
from schools.calendar.rules.statutory import CODES
from schools.calendar.words import (
    HOLIDAYS,
    MOVED_FROM_WEEKDAY,
    count_rows,
    day_label,
    skipped_label,
)

FIVE = WorkCalendar(5, SHIPPED_DECREES, (SchoolException(date(2026, 11, 4), False, "no heating"),), SHIPPED_YEARS)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2026, 10, 23), "Working day"),
        (date(2026, 10, 24), "Day off"),
        (date(2026, 10, 25), "Day off and Republic Day"),
        (date(2026, 10, 26), "Republic Day, moved from Sunday"),
        (date(2026, 10, 27), "Pupils’ vacation, but teachers work"),
        (date(2026, 12, 16), "Independence Day"),
        (date(2026, 5, 27), "First day of Kurban Ait (estimate, not announced yet)"),
        (date(2025, 1, 3), "Day off by decision of the government, instead of 05.01.2025"),
        (date(2025, 1, 5), "Working day by decision of the government"),
        (date(2026, 11, 4), "The school’s own day off: no heating"),
    ],
)
def test_day_label(on, label):
    assert day_label(FIVE.day(on)) == label


def test_every_code_has_a_word():
    assert set(HOLIDAYS) == set(CODES.values())
    assert len(MOVED_FROM_WEEKDAY) == 7


def test_rows_of_a_count_read_like_the_case_page():
    rows = count_rows(FIVE.add_working_days(date(2026, 10, 22), 5), "Day of hire")
    assert [(row.date.day, row.mark, row.text, row.kind) for row in rows] == [
        (22, "start", "Day of hire", "start"),
        (23, "1", "Working day", "counted"),
        (24, "skip", "Day off", "skip"),
        (25, "skip", "Day off and Republic Day", "skip"),
        (26, "skip", "Republic Day, moved from Sunday", "skip"),
        (27, "2", "Pupils’ vacation, but teachers work", "counted"),
        (28, "3", "Pupils’ vacation, but teachers work", "counted"),
        (29, "4", "Pupils’ vacation, but teachers work", "counted"),
        (30, "5", "Last day, until 23:59", "end"),
    ]


def test_rows_of_a_calendar_count_tell_why_it_ends_later():
    rows = count_rows(WorkCalendar(6).add_calendar_days(date(2026, 10, 29), 10), "Day of the order")
    assert [row.text for row in rows if row.date == date(2026, 11, 1)] == ["Day off; every calendar day counts"]
    assert (rows[-2].text, rows[-2].kind) == ("Day off, so the last day moves on", "skip")
    assert (rows[-1].date, rows[-1].mark, rows[-1].kind) == (date(2026, 11, 9), "", "end")


def test_the_last_working_day_has_no_row_for_a_start():
    rows = count_rows(FIVE.last_working_day(date(2026, 12, 27)), "not shown")
    assert [(row.date.day, row.kind) for row in rows] == [(27, "skip"), (26, "skip"), (25, "end")]


def test_a_suspended_day_says_so():
    count = FIVE.add_working_days(date(2026, 9, 1), 2, [Span(date(2026, 9, 2), date(2026, 9, 3))])
    assert [skipped_label(day) for day in count.skipped] == ["Mentoring suspended"] * 2 + ["Day off"] * 2
