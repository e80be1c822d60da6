"""All due dates of a case: the domain's examples, starts and sources, the year's end."""

from dataclasses import replace
from datetime import date

import pytest

from mentoring.deadlines.rules import CaseFacts, Start, plan_deadlines
from mentoring.regulations.schema import load
from mentoring.regulations.shipped import KZ_160
from schools.calendar.data import SHIPPED_YEARS, estimated_year
from schools.calendar.rules import WorkCalendar
from tests.mentoring.deadlines.plans import OCTOBER, VALUES, due_dates, plan, school

Y2026 = SHIPPED_YEARS[1]


@pytest.mark.parametrize(
    ("hired", "week", "d1", "d2_raw", "d2", "d3"),
    [
        (date(2026, 8, 25), 5, date(2026, 9, 1), date(2026, 9, 11), date(2026, 9, 11), date(2026, 9, 18)),
        (date(2026, 8, 25), 6, date(2026, 8, 31), date(2026, 9, 10), date(2026, 9, 10), date(2026, 9, 16)),
        (date(2026, 9, 1), 5, date(2026, 9, 8), date(2026, 9, 18), date(2026, 9, 18), date(2026, 9, 25)),
        (date(2026, 10, 22), 5, date(2026, 10, 30), date(2026, 11, 9), date(2026, 11, 9), date(2026, 11, 16)),
        (date(2026, 10, 22), 6, date(2026, 10, 29), date(2026, 11, 8), date(2026, 11, 9), date(2026, 11, 14)),
        (date(2027, 3, 17), 5, date(2027, 3, 29), date(2027, 4, 8), date(2027, 4, 8), date(2027, 4, 15)),
    ],
)
def test_the_examples_of_the_domain(hired, week, d1, d2_raw, d2, d3):
    dues = plan(CaseFacts(hired_on=hired), week)
    assert (dues["D1"].due_on, dues["D2"].count.raw, dues["D2"].due_on, dues["D3"].due_on) == (d1, d2_raw, d2, d3)
    assert [dues[code].projected for code in ("D1", "D2", "D3")] == [False, True, True]


def test_the_case_of_the_mock_ups():
    assert due_dates(OCTOBER) == {
        "D1": date(2026, 10, 30),
        "D2": date(2026, 11, 9),
        "D3": date(2026, 11, 13),
        "D4a": date(2026, 11, 13),
        "D4b": date(2026, 11, 19),
        "D4c": date(2026, 11, 23),
        "D5": date(2027, 5, 25),
        "D6": date(2026, 12, 25),
        "D7": date(2027, 5, 21),
        "D8": date(2027, 5, 28),
    }
    assert not any(due.projected for due in plan(OCTOBER).values())


def test_each_deadline_names_its_start_and_source():
    dues = plan(OCTOBER)
    assert {code: due.start for code, due in dues.items()} == {
        "D1": Start.HIRE,
        "D2": Start.ORDER,
        "D3": Start.LEVEL,
        "D4a": Start.LEVEL,
        "D4b": Start.SUBMISSION,
        "D4c": Start.AGREEMENT,
        "D5": Start.PERIOD_END,
        "D6": Start.QUARTER_END,
        "D7": Start.MEETING,
        "D8": Start.MEETING,
    }
    assert [code for code, due in dues.items() if due.is_law] == ["D1", "D2", "D3", "D5", "D7", "D8"]
    assert [code for code, due in dues.items() if due.day_is_setting] == ["D2", "D7"]
    assert {due.source for due in dues.values()} == {"order_160", "school"}


def test_a_projection_starts_at_the_due_date_before_it_and_names_it():
    dues = plan(CaseFacts(hired_on=date(2026, 9, 1)))
    chain = [("D2", "D1"), ("D3", "D2"), ("D4b", "D4a"), ("D4c", "D4b"), ("D8", "D7")]
    for code, before in chain:
        assert dues[code].projected
        assert (dues[code].after, dues[code].start_on) == (before, dues[before].due_on)
    assert dues["D4a"].due_on == dues["D3"].due_on


def test_deadlines_of_one_who_is_not_a_first_timer_are_internal():
    dues = plan(replace(OCTOBER, first_time=False))
    assert all(due.internal and not due.is_law and due.source == "school" for due in dues.values())


def test_the_level_may_be_counted_from_the_announcement_or_the_hire():
    announced = replace(OCTOBER, announced_on=date(2026, 11, 2), level_on=None)
    assert plan(announced, values=school(d2_start="announcement"))["D2"].start_on == date(2026, 11, 2)
    not_yet = plan(replace(announced, announced_on=None), values=school(d2_start="announcement"))["D2"]
    assert (not_yet.projected, not_yet.start_on) == (True, date(2026, 10, 30))
    late = replace(announced, announced_on=None, order_on=date(2026, 11, 12))
    assert plan(late, values=school(d2_start="announcement"))["D2"].start_on == date(2026, 11, 12)
    hire = plan(CaseFacts(hired_on=date(2026, 10, 22)), values=school(d2_start="hire"))["D2"]
    assert (hire.start, hire.projected, hire.due_on) == (Start.HIRE, False, date(2026, 11, 2))


def test_the_version_at_the_hire_decides_d1_alone():
    longer = load({**KZ_160, "d1_length": {**KZ_160["d1_length"], "value": {"days": 7, "unit": "working"}}})
    facts = CaseFacts(hired_on=date(2026, 9, 1))
    assert due_dates(facts, values_at_hire=longer)["D1"] == date(2026, 9, 10)
    assert due_dates(facts, values=longer, values_at_hire=VALUES)["D1"] == date(2026, 9, 8)


def test_a_school_may_give_the_draft_days_of_its_own():
    dues = plan(OCTOBER, values=school(d4a_length={"days": 3, "unit": "working"}))
    assert (dues["D4a"].start_on, dues["D4a"].due_on) == (dues["D3"].due_on, date(2026, 11, 18))


@pytest.mark.parametrize(
    ("began", "until", "due", "quarter"),
    [
        (date(2026, 9, 1), date(2027, 5, 25), date(2026, 12, 25), 2),
        (date(2026, 11, 16), date(2027, 5, 25), date(2026, 12, 25), 2),
        (date(2026, 12, 14), date(2027, 5, 25), date(2027, 3, 18), 3),  # no plan could be approved by 25.12
        (date(2027, 3, 31), date(2027, 5, 25), date(2027, 5, 25), 4),
        (date(2027, 2, 1), date(2028, 1, 31), date(2027, 5, 25), 4),  # the middle lies in the summer
        (date(2027, 4, 20), date(2028, 4, 19), date(2027, 10, 22), 1),  # a full year, into the next academic year
    ],
)
def test_the_interim_assessment(began, until, due, quarter):
    facts = CaseFacts(hired_on=began, order_on=began, period_from=began, period_to=until)
    d6 = plan(facts)["D6"]
    assert (d6.due_on, d6.quarter) == (due, quarter)


def test_lateness_does_not_move_the_interim_assessment():
    late = replace(OCTOBER, submitted_on=date(2027, 1, 20), agreed_on=None, approved_on=None)
    assert plan(late)["D6"].due_on == date(2026, 12, 25)


def test_the_report_without_a_meeting_and_with_one():
    facts = replace(OCTOBER, meeting_on=None)
    dues = plan(facts)
    assert (dues["D7"].start, dues["D7"].due_on) == (Start.TEACHING_END, date(2027, 5, 25))
    assert (dues["D8"].projected, dues["D8"].due_on) == (True, date(2027, 6, 1))
    assert not plan(replace(facts, report_on=date(2027, 5, 20)))["D8"].projected
    same_day = plan(OCTOBER, values=school(d7_before_meeting={"days": 0, "unit": "working"}))
    assert same_day["D7"].due_on == date(2027, 5, 28)


def test_a_full_year_ends_in_the_next_one():
    facts = CaseFacts(hired_on=date(2027, 2, 1), order_on=date(2027, 2, 5))
    dues = plan(facts, values=school(period_mid_year="full_year"))
    assert dues["D5"].due_on == date(2028, 2, 4)
    assert dues["D7"].due_on == date(2028, 2, 4)


def test_a_year_unknown_to_the_calendar_can_be_given():
    facts = CaseFacts(hired_on=date(2031, 9, 2))
    dues = plan_deadlines(facts, VALUES, WorkCalendar(5), estimated_year(2031))
    assert [due.code for due in dues] == ["D1", "D2", "D3", "D4a", "D4b", "D4c", "D5", "D6", "D7", "D8"]


@pytest.mark.parametrize("sent", [date(2027, 5, 20), date(2027, 6, 20)])
def test_the_plan_is_carried_out_when_the_report_tells_so_and_never_late(sent):
    due = plan(replace(OCTOBER, report_on=sent))["D5"]
    assert due.met_on == min(sent, date(2027, 5, 25)) <= due.due_on


def test_a_period_that_reaches_beyond_the_known_years_ends_in_an_estimated_one():
    facts = CaseFacts(hired_on=date(2027, 9, 1), period_to=date(2028, 10, 31))
    due = plan(facts)["D7"]
    assert due.due_on >= date(2028, 10, 30)
