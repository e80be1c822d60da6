"""The demonstration fills itself once, on any day of the year, and every part of the process has its person."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from common import clock as clocks
from common import installation
from mentoring.casework import demonstration, home
from mentoring.deadlines.models import Deadline
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.calendar.selectors import work_calendar
from schools.people.models import User
from schools.people.selectors.demonstration import demo_people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 23, 6, tzinfo=UTC),
        datetime(2027, 1, 4, 6, tzinfo=UTC),
        datetime(2027, 3, 28, 6, tzinfo=UTC),
        datetime(2027, 7, 15, 6, tzinfo=UTC),
        datetime(2027, 9, 2, 6, tzinfo=UTC),
    ],
)
def test_it_fills_on_any_day(clock, moment):
    clock.move_to(moment)
    school = demonstration.fill(now=clocks.now())
    states = sorted(Mentorship.objects.filter(school=school).values_list("state", flat=True))
    assert states == ["awaiting_mentor"] * 3 + ["level", "main", "planning"]


def test_twice_is_once(clock):
    first, second = demonstration.fill(now=clocks.now()), demonstration.fill(now=clocks.now())
    assert first == second
    assert Mentorship.objects.count() == 6


def test_the_deputy_finds_something_late_and_something_near(clock):
    school = demonstration.fill(now=clocks.now())
    deputy = User.objects.get(login=demonstration.DEPUTY.login)
    groups = home.tasks(Desk(deputy, clocks.today()), school, work_calendar(school))
    states = {task.state for group in groups for task in group.tasks}
    assert "overdue" in states
    assert states & {"soon", "today"}
    assert Deadline.objects.filter(mentorship__school=school, code="D1").count() == 6


def test_the_sign_in_page_offers_every_part(clock):
    demonstration.fill(now=clocks.now())
    assert len(demo_people()) == 8


def test_a_schools_own_installation_is_never_filled():
    installation.install(demo=False, now=clocks.now())
    with pytest.raises(CommandError):
        call_command("demo")
