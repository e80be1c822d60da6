"""What a preview says is what confirming does, for a day, a year and a decree."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from common import clock as clocks
from mentoring.casework.calendar import preview
from mentoring.deadlines import recount
from mentoring.deadlines.models import Deadline, Recount
from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS
from schools.calendar.models import DecreeDay, TeachingYear
from schools.calendar.rules import Change, Decree, SchoolException, WorkCalendar
from schools.calendar.selectors import work_calendars
from schools.calendar.services import country, own
from tests.factories import SchoolFactory, actor
from tests.mentoring.casework.calendar.cases import FLOOD, TODAY, YEAR, running

pytestmark = pytest.mark.usefixtures("clock")


def open_dates(school) -> dict:
    rows = Deadline.objects.open().filter(mentorship__school=school)
    return {(row.mentorship_id, row.code, row.round): row.due_on for row in rows}


def shown_moves(school, change) -> dict:
    return {
        (one.mentorship.pk, move.code, move.round): (move.before, move.after)
        for one in preview.of_school(school, change)
        for move in one.moves
    }


@given(offset=st.integers(1, 220), working=st.booleans())
@settings(max_examples=25)
def test_a_change_of_a_day_touches_that_day_alone(offset, working):
    """Pure: whatever the day, only it and its reason differ afterwards."""
    calendar = WorkCalendar(5, SHIPPED_DECREES, (), SHIPPED_YEARS)
    on = TODAY + timedelta(days=offset)
    changed = Change(days=(SchoolException(on, working, "x"),)).of(calendar)
    around = [on + timedelta(days=n) for n in range(-20, 21)]
    assert [day for day in around if changed.day(day) != calendar.day(day)] == [on]
    assert changed.is_working(on) == working
    assert Change(days_gone=frozenset({on})).of(changed) == Change().of(calendar)


def test_the_preview_of_a_day_is_what_confirming_does(school, deputy):
    running(school)
    running(school, "main", date(2026, 10, 22))
    by = actor(deputy, "deputy")

    @given(offset=st.integers(1, 190))
    @settings(max_examples=12)
    def holds(offset: int) -> None:
        on = TODAY + timedelta(days=offset)
        working = not work_calendars([school])[school.pk].is_working(on)
        change = Change(days=(SchoolException(on, working, "Су тасқыны"),))
        with transaction.atomic():
            before, promised = open_dates(school), shown_moves(school, change)
            own.add_own_day(school_id=school.pk, on=on, working=working, reason="Су тасқыны", by=by, now=clocks.now())
            after = open_dates(school)
            assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == promised
            transaction.set_rollback(True)

    holds()


def test_the_preview_of_a_year_is_what_confirming_does(school, deputy):
    running(school)
    running(school, "main", date(2026, 10, 22))
    spans = {one.code: (one.first, one.last) for one in YEAR.vacations} | {
        "winter": (date(2026, 12, 24), date(2027, 1, 10))
    }
    facts = {"start_year": 2026, "teaching": (YEAR.teaching_from, date(2027, 5, 21)), "vacations": spans}
    before = open_dates(school)
    form_change = Change(year=own.checks.academic_year(2026, facts["teaching"], facts["vacations"], source="№ 3"))
    promised = shown_moves(school, form_change)
    assert {code for _case, code, _round in promised} == {"D5", "D6", "D7", "D8"}, (
        "the period lasts to the end of teaching"
    )
    own.set_own_year(school_id=school.pk, **facts, source="№ 3", by=actor(deputy), now=clocks.now())
    after = open_dates(school)
    assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == promised
    assert preview.of_school(school, form_change) == []


def test_the_preview_of_the_country_counts_what_the_workers_will_move(school, operator):
    other = SchoolFactory(week=6)
    running(school)
    running(other)
    running(SchoolFactory(), "completed")
    before = open_dates(school) | open_dates(other)
    row = DecreeDay(date=FLOOD, working=False, weeks="5", source="Қаулы № 512")
    told = preview.of_country(country.check_decree(row))
    assert (told.schools, told.seen, told.all) == (1, 2, 2)
    country.add_decree(
        on=FLOOD, working=False, weeks="5", source="Қаулы № 512", pair=None, by=actor(operator), now=clocks.now()
    )
    for row in Recount.objects.all():
        recount.work(recount_id=row.pk, now=clocks.now())
    after = open_dates(school) | open_dates(other)
    assert sum(before[key] != after[key] for key in before) == told.deadlines > 0


def test_a_school_with_its_own_year_is_not_moved_by_the_countrys(school, operator):
    running(school)
    year = TeachingYear.objects.get(school=None, year=2026)
    mine = TeachingYear.objects.create(
        school=school, year=2026, teaching_from=year.teaching_from, teaching_to=year.teaching_to
    )
    for vacation in year.vacations.all():
        vacation.pk, vacation.teaching_year = None, mine
        vacation.save()
    shorter = own.checks.academic_year(
        2026, (YEAR.teaching_from, date(2027, 5, 21)), {one.code: (one.first, one.last) for one in YEAR.vacations},
        source="№ 1",
    )  # fmt: skip
    assert preview.of_country(Change(year=shorter)).deadlines == 0
    mine.delete()
    assert preview.of_country(Change(year=shorter)).deadlines > 0


def test_a_preview_costs_the_same_for_one_case_and_for_many(school, django_assert_num_queries):
    change = Change(decrees=(Decree(FLOOD, False, (5, 6), "Қаулы"),))
    running(school)
    for more in (0, 5):
        for _ in range(more):
            running(school)
        with django_assert_num_queries(8):
            preview.of_school(school, change)
        with django_assert_num_queries(10):
            preview.of_country(change)


def test_no_more_schools_are_counted_beforehand_than_are_said(school, monkeypatch):
    monkeypatch.setattr(preview, "MOST_SCHOOLS", 1)
    running(school)
    running(SchoolFactory(week=5))
    told = preview.of_country(Change(decrees=(Decree(FLOOD, False, (5, 6), "Қаулы"),)))
    assert (told.schools, told.seen, told.all) == (1, 1, 2)
