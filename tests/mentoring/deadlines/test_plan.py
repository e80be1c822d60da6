"""D1–D8 from the facts of a case: the domain's examples, what has happened, replacement, suspension."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentoring.deadlines.rules import CaseFacts, Due, Replacement, Start, plan_deadlines
from mentoring.mentorships.rules import period_end
from mentoring.regulations.schema import load, merge
from mentoring.regulations.shipped import KZ_160, shipped_values
from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS, estimated_year, teaching_year_of
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import Span, WorkCalendar
from schools.calendar.selectors import hire_year_of
from tests.schools.calendar import naive

VALUES = shipped_values()
CALENDARS = {week: WorkCalendar(week, SHIPPED_DECREES, (), SHIPPED_YEARS) for week in (5, 6)}
Y2026 = SHIPPED_YEARS[1]

OCTOBER = CaseFacts(
    hired_on=date(2026, 10, 22),
    order_on=date(2026, 10, 29),
    level_on=date(2026, 11, 6),
    sheet_signed_on=date(2026, 11, 17),
    submitted_on=date(2026, 11, 17),
    agreed_on=date(2026, 11, 19),
    approved_on=date(2026, 11, 23),
    meeting_on=date(2027, 5, 28),
)
"""The case shown in the mock-ups: order in time, diagnostics two working days late."""


def plan(facts, week=5, values=VALUES, **more):
    year = teaching_year_of(facts.hired_on)
    return {due.code: due for due in plan_deadlines(facts, values, CALENDARS[week], year, **more)}


def due_dates(facts, **more):
    return {code: due.due_on for code, due in plan(facts, **more).items()}


def school(**overrides):
    return load(merge(KZ_160, overrides))


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


def test_a_thousand_random_hires_agree_with_the_second_way():
    source = random.Random(160)
    for _ in range(1000):
        hired = date(2026, 1, 1) + timedelta(days=source.randrange(690))
        week = source.choice([5, 6])
        dues = plan(CaseFacts(hired_on=hired), week)
        assert tuple(dues[code].due_on for code in ("D1", "D2", "D3")) == naive.first_three(hired, week), hired


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


class TestReplacement:
    def test_a_gap_starts_the_first_clock_again(self):
        facts = replace(
            OCTOBER, level_on=None, sheet_signed_on=None, submitted_on=None, agreed_on=None, approved_on=None
        )
        facts = replace(facts, replacements=(Replacement(clock_restart_on=date(2026, 11, 5)),))
        dues = plan(facts)
        d1 = dues["D1"]
        assert (d1.start, d1.due_on, d1.round, d1.met_on) == (Start.GAP, date(2026, 11, 12), 2, None)
        assert not d1.is_law
        assert (dues["D2"].projected, dues["D2"].start_on) == (True, date(2026, 11, 12))

    def test_open_steps_start_again_from_the_new_order(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 7),
            replacements=(Replacement(date(2026, 9, 10), date(2026, 9, 15)),),
        )
        dues = plan(facts)
        assert dues["D1"].met_on == date(2026, 9, 15)
        assert (dues["D2"].start, dues["D2"].start_on, dues["D2"].due_on) == (
            Start.NEW_ORDER,
            date(2026, 9, 15),
            date(2026, 9, 25),
        )

    def test_diagnostics_still_open_start_again_from_the_new_order(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 7),
            level_on=date(2026, 9, 9),
            replacements=(Replacement(order_on=date(2026, 9, 15)),),
        )
        dues = plan(facts)
        assert dues["D1"].round == 1
        assert dues["D2"].start_on == date(2026, 9, 7)
        assert (dues["D3"].start, dues["D3"].due_on) == (Start.NEW_ORDER, date(2026, 9, 22))

    def test_a_level_recorded_by_the_new_mentor_starts_the_diagnostics(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 7),
            level_on=date(2026, 9, 21),
            replacements=(Replacement(order_on=date(2026, 9, 15)),),
        )
        dues = plan(facts)
        assert dues["D2"].start is Start.NEW_ORDER
        assert (dues["D3"].start, dues["D3"].start_on) == (Start.LEVEL, date(2026, 9, 21))

    def test_steps_met_before_are_not_repeated(self):
        after = plan(replace(OCTOBER, replacements=(Replacement(date(2027, 2, 1), date(2027, 2, 5)),)))
        before = plan(OCTOBER)
        for code in ("D2", "D3", "D4a", "D4b", "D4c", "D5", "D6", "D7", "D8"):
            assert after[code] == before[code]

    def test_a_replacement_has_a_date(self):
        with pytest.raises(ValueError, match="first uncovered day"):
            Replacement()


class TestSuspension:
    def test_the_order_never_pauses_and_the_rest_keeps_its_days(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 4),
            suspensions=(Span(date(2026, 9, 7), date(2026, 9, 20)),),
        )
        dues = plan(facts)
        assert dues["D1"].due_on == date(2026, 9, 8)
        assert dues["D2"].count.raw == date(2026, 9, 28)  # 5 and 6 September, then eight days from the 21st
        assert dues["D5"].due_on == date(2027, 6, 8)  # 14 days after 25 May
        assert (dues["D7"].start, dues["D7"].due_on) == (Start.SUSPENSION, date(2027, 6, 8))  # 10 working days

    def test_a_step_met_before_is_not_touched(self):
        later = Span(date(2026, 11, 24), date(2026, 12, 6))
        paused, plain = plan(replace(OCTOBER, suspensions=(later,))), plan(OCTOBER)
        for code in ("D1", "D2", "D3", "D4a", "D4b", "D4c", "D7", "D8"):
            assert paused[code] == plain[code]
        assert paused["D6"].due_on == date(2027, 1, 12)  # nine working days lost; 1, 4 and 7 January are days off
        assert (paused["D6"].start, paused["D6"].start_on) == (Start.SUSPENSION, date(2026, 11, 23))

    def test_a_suspension_after_the_due_date_excuses_nothing(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 4),
            suspensions=(Span(date(2026, 10, 1), date(2026, 10, 7)),),
        )
        assert plan(facts)["D2"].due_on == date(2026, 9, 14)

    def test_a_suspension_without_an_end_holds_what_is_open(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1), order_on=date(2026, 9, 4), suspensions=(Span(date(2026, 9, 9), None),)
        )
        dues = plan(facts)
        assert not dues["D1"].paused
        assert all(dues[code].paused for code in ("D2", "D3", "D4a", "D4b", "D4c", "D5", "D6", "D7", "D8"))
        assert dues["D2"].due_on == date(2026, 9, 14)

    def test_a_meeting_stays_where_it_is(self):
        facts = replace(OCTOBER, suspensions=(Span(date(2027, 4, 1), date(2027, 4, 30)),))
        dues = plan(facts)
        assert (dues["D7"].due_on, dues["D8"].due_on) == (date(2027, 5, 21), date(2027, 5, 28))


hires = st.dates(date(2024, 1, 1), date(2032, 12, 31))
weeks = st.sampled_from([5, 6])


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
