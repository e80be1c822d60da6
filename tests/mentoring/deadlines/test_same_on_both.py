"""No due date differs between the databases: what the rows keep is what the pure rules say from the same facts.

Run on SQLite and on PostgreSQL by `make test`; both are held to the one answer that asks no database.
"""

from datetime import date, timedelta
from random import Random

import pytest

from common import clock as clocks
from mentoring.deadlines.rules import CaseFacts, plan_deadlines
from mentoring.mentorships.services import open_mentorship
from mentoring.regulations.shipped import shipped_values
from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS, academic_year_starting
from schools.calendar.models import SchoolDay
from schools.calendar.rules import SchoolException, WorkCalendar
from schools.calendar.selectors import hire_year_of
from tests.factories import EmploymentFactory, SchoolFactory, actor, deputy_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CASES = 60


@pytest.mark.parametrize("week", [5, 6])
def test_the_rows_hold_what_the_rules_say(week):
    chance = Random(week)
    school = SchoolFactory(week=week)
    by = actor(deputy_of(school), "deputy")
    closed = {date(2025, 9, 1) + timedelta(days=chance.randrange(450)) for _day in range(12)}
    SchoolDay.objects.bulk_create(
        SchoolDay(school=school, date=day, working=False, reason="Су тасқыны") for day in closed
    )
    calendar = WorkCalendar(
        week,
        SHIPPED_DECREES,
        tuple(SchoolException(day, False, "Су тасқыны") for day in sorted(closed)),
        SHIPPED_YEARS,
    )
    for _case in range(CASES):
        hired = date(2025, 9, 1) + timedelta(days=chance.randrange(450))
        novice = EmploymentFactory(school=school, hired_on=hired, first_time=True)
        mentorship = open_mentorship(novice=novice, by=by, now=clocks.now(), full_year=chance.random() < 0.5)
        year = academic_year_starting(hire_year_of(hired), SHIPPED_YEARS)
        facts = CaseFacts(hired_on=hired, period_to=mentorship.period_to)
        expected = {due.code: due.due_on for due in plan_deadlines(facts, shipped_values(), calendar, year)}
        kept = dict(mentorship.deadlines.values_list("code", "due_on"))
        assert kept == expected, hired
