"""The facts of the mock-ups' case and its due dates by the shipped rules."""

from datetime import date

from hypothesis import strategies as st

from mentoring.deadlines.rules import CaseFacts, plan_deadlines
from mentoring.regulations.schema import load, merge
from mentoring.regulations.shipped import KZ_160, shipped_values
from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS, teaching_year_of
from schools.calendar.rules import WorkCalendar

VALUES = shipped_values()
CALENDARS = {week: WorkCalendar(week, SHIPPED_DECREES, (), SHIPPED_YEARS) for week in (5, 6)}
hires = st.dates(date(2024, 1, 1), date(2032, 12, 31))
weeks = st.sampled_from([5, 6])
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
