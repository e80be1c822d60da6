"""How long a mentored period lasts: one rule, by the school's setting or the deputy's choice (section 2a)."""

from dataclasses import replace
from datetime import date

import pytest

from common import clock as clocks
from mentoring.mentorships.rules import must_choose_period, period_end, period_end_anew, planned_period_end
from mentoring.mentorships.services import open_mentorship
from mentoring.regulations.models import RuleSet
from schools.calendar.data import SHIPPED_YEARS, estimated_year
from tests.factories import EmploymentFactory, SchoolFactory, actor, deputy_of

Y2026 = SHIPPED_YEARS[1]


@pytest.mark.parametrize(
    ("began", "mode", "end"),
    [
        (date(2026, 8, 25), "to_year_end", date(2027, 5, 25)),
        (date(2026, 8, 25), "full_year", date(2027, 5, 25)),
        (date(2027, 2, 1), "to_year_end", date(2027, 5, 25)),
        (date(2027, 2, 1), "full_year", date(2028, 1, 31)),
        (date(2026, 10, 31), "full_year", date(2027, 10, 30)),
        (date(2027, 6, 10), "to_year_end", date(2027, 8, 31)),
    ],
)
def test_period_end(began, mode, end):
    assert planned_period_end(began, Y2026, mode) == end


def test_a_full_year_from_a_leap_day_and_an_unknown_mode():
    assert planned_period_end(date(2028, 2, 29), estimated_year(2027), "full_year") == date(2029, 2, 28)
    with pytest.raises(ValueError, match="no such period"):
        planned_period_end(date(2027, 2, 1), Y2026, "for ever")


def test_a_full_year_chosen_in_the_summer_is_the_teaching_that_follows():
    assert period_end(date(2027, 6, 10), 2026, SHIPPED_YEARS, "full_year") == estimated_year(2027).teaching_to
    assert period_end(date(2027, 6, 10), 2026, SHIPPED_YEARS, "to_year_end") == date(2027, 8, 31)


@pytest.mark.parametrize(
    ("period_to", "began", "teaching_to", "after"),
    [
        (date(2027, 5, 25), date(2026, 12, 3), date(2027, 5, 31), date(2027, 5, 31)),
        (date(2027, 5, 25), date(2026, 6, 10), date(2027, 5, 31), date(2027, 5, 31)),
        (date(2027, 8, 31), date(2027, 6, 10), date(2027, 5, 31), date(2027, 8, 31)),
        (date(2027, 12, 2), date(2026, 12, 3), date(2027, 5, 31), date(2027, 12, 2)),
        (date(2027, 5, 25), date(2027, 5, 24), date(2027, 5, 20), date(2027, 5, 25)),
    ],
    ids=[
        "to the end of teaching",
        "of the year that follows",
        "a summer",
        "twelve months",
        "begun after the new end",
    ],
)
def test_a_period_follows_the_end_of_teaching_alone(period_to, began, teaching_to, after):
    years = [replace(year, teaching_to=teaching_to) if year == Y2026 else year for year in SHIPPED_YEARS]
    assert period_end_anew(period_to, began, years) == after


def test_after_the_third_quarter_the_deputy_chooses():
    assert not must_choose_period(date(2027, 3, 18), Y2026)
    assert must_choose_period(date(2027, 3, 19), Y2026)


def opened(school, **choice):
    novice = EmploymentFactory(school=school, hired_on=date(2026, 10, 31), first_time=True)
    return open_mentorship(novice=novice, by=actor(deputy_of(school)), now=clocks.now(), **choice)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_schools_setting_tells_unless_the_deputy_has_chosen():
    school = SchoolFactory()
    assert opened(school).period_to == date(2027, 5, 25)
    assert opened(school, full_year=True).period_to == date(2027, 10, 30)
    RuleSet.objects.create(
        school=school,
        number=1,
        in_force_from=date(2026, 9, 1),
        values={"period_mid_year": "full_year"},
        made_at=clocks.now(),
    )
    assert opened(school).period_to == date(2027, 10, 30)
    assert opened(school, full_year=False).period_to == date(2027, 5, 25)
