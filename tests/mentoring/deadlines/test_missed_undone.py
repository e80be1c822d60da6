"""What is undone leaves no missed date, and no detour loses one; a clock that begins again misses nothing (adr/0017)."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from common import clock as clocks
from mentoring.changes import services as changes
from mentoring.deadlines.models import Deadline, late_after
from mentoring.deadlines.rules.moves import has_passed
from mentoring.introductory import services
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.mentorships.services import locked, record_step
from schools.calendar.services import own
from schools.hosting.services import DESCRIBED, describe
from tests.factories import SchoolFactory, actor, deputy_of, eligible_mentor, mentor_of, order_for, ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 12, 3)
BY_SIX, BY_FIVE = date(2026, 11, 12), date(2026, 11, 13)
"""The last day of the diagnostics (D3) in a week of six days, and of five."""


@pytest.fixture
def school():
    return SchoolFactory(week=5)


def deputy(school):
    return actor(deputy_of(school), "deputy")


def row_of(mentorship, code) -> Deadline:
    return Deadline.objects.get(mentorship=mentorship, code=code)


def dates_of(mentorship, code):
    row = row_of(mentorship, code)
    return row.due_on, row.missed_on


def close(school, first, last):
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        if on.weekday() < 5:
            own.add_own_day(
                school_id=school.pk, on=on, working=False, reason="Су тасқыны", by=deputy(school), now=clocks.now()
            )


def open_day(school, on) -> None:
    day = school.own_days.get(date=on)
    own.remove_own_day(day_id=day.pk, by=deputy(school), now=clocks.now())


def set_week(school, week) -> None:
    school.refresh_from_db()
    values = {name: getattr(school, name) for name in DESCRIBED} | {"week": week}
    describe(school_id=school.pk, values=values, by=deputy(school), now=clocks.now())


@pytest.fixture
def closed(school, clock):
    """A level due on 09.11.2026 that moved to today, before it passed, by closed days."""
    mentorship = ready("level", school=school)
    clock.move_to("2026-11-09 10:00+05:00")
    close(school, date(2026, 11, 9), date(2026, 11, 30))
    clock.move_to("2026-12-01 10:00+05:00")
    assert dates_of(mentorship, "D2") == (date(2026, 12, 1), None)
    return mentorship


def test_a_mistake_mended_on_the_same_day_leaves_nothing(school, closed):
    """A closed day taken off in error moves the date to a day gone by; put back, the date had never passed."""
    open_day(school, date(2026, 11, 30))
    assert dates_of(closed, "D2") == (date(2026, 11, 30), None)
    close(school, date(2026, 11, 30), date(2026, 11, 30))
    assert dates_of(closed, "D2") == (date(2026, 12, 1), None)
    services.record_level(
        mentorship_id=closed.pk,
        by=actor(mentor_of(closed).user, "mentor"),
        now=clocks.now(),
        methods=["visit"],
        level="basic",
        happened_on=date(2026, 12, 1),
    )
    assert row_of(closed, "D2").late_reason == ""


def test_a_date_that_was_overdue_overnight_was_missed(school, closed, clock):
    open_day(school, date(2026, 11, 30))
    clock.move_to("2026-12-02 09:00+05:00")
    close(school, date(2026, 11, 30), date(2026, 12, 1))
    assert dates_of(closed, "D2") == (date(2026, 12, 2), date(2026, 11, 30))


def test_another_week_and_back_leaves_the_missed_date_as_it_was(school):
    """Friday passed; a week of six days would have made it Thursday. Back at five, Friday alone counts."""
    mentorship = ready("diagnostics", school=school)
    assert dates_of(mentorship, "D3") == (BY_FIVE, None)
    set_week(school, 6)
    row = row_of(mentorship, "D3")
    assert (row.due_on, row.late_after, row.has_moved) == (BY_SIX, BY_SIX, False)
    assert Deadline.objects.annotate(asked=late_after()).get(pk=row.pk).asked == BY_SIX
    set_week(school, 5)
    row = row_of(mentorship, "D3")
    assert (row.due_on, row.missed_on, row.late_after) == (BY_FIVE, None, BY_FIVE)


@pytest.mark.parametrize("back", [True, False])
def test_no_detour_over_an_earlier_date_loses_the_missed_one(school, back):
    mentorship = ready("diagnostics", school=school)
    set_week(school, 6)
    if back:
        set_week(school, 5)
    close(school, BY_FIVE, TODAY - timedelta(days=1))
    if not back:
        set_week(school, 5)
    row = row_of(mentorship, "D3")
    assert row.due_on > BY_FIVE
    assert (row.missed_on, row.late_after) == (BY_FIVE, BY_FIVE)


def order_for_another(mentorship) -> None:
    """The order for a new mentor from today, with its step."""
    with transaction.atomic():
        Pairing.objects.create(
            mentorship=mentorship,
            mentor=eligible_mentor(mentorship.school),
            order=order_for(mentorship, signed_on=TODAY, kind="replace"),
            starts_on=TODAY,
            planned_end=date(2027, 5, 25),
        )
        by = deputy(mentorship.school)
        record_step(mentorship=locked(mentorship.pk), kind="ordered", happened_on=TODAY, by=by, now=clocks.now())


@pytest.mark.parametrize("moved", [True, False])
@pytest.mark.parametrize("gap", [True, False])
def test_a_new_mentor_answers_for_no_date_that_passed_before_the_order(school, moved, gap):
    """The clock of the level begins again with the order (domain, section 2), whatever the mentor before had missed."""
    mentorship = ready("level", school=school)
    missed = row_of(mentorship, "D2").due_on
    if moved:
        close(school, missed, missed)
        assert row_of(mentorship, "D2").missed_on == missed
    if gap:
        changes.end_pairing(
            mentorship_id=mentorship.pk,
            by=deputy(school),
            now=clocks.now(),
            ended_on=TODAY - timedelta(days=1),
            reason="Зейнетке шықты.",
        )
        assert row_of(mentorship, "D2").missed_on is None
    else:
        Pairing.objects.filter(mentorship=mentorship).update(ended_on=TODAY - timedelta(days=1), end_reason="Зейнет")
    order_for_another(Mentorship.objects.get(pk=mentorship.pk))
    due_on, missed_on = dates_of(mentorship, "D2")
    assert due_on > TODAY
    assert missed_on is None
    close(school, due_on, due_on)  # later moves are judged by the new clock
    assert row_of(mentorship, "D2").missed_on is None


def test_a_plan_sent_again_is_agreed_on_its_own_clock(school, clock):
    """The deputy missed the two days and sent the plan back; what was sent later begins another clock."""
    mentorship = ready("planning", school=school)

    def step(kind, on):
        with transaction.atomic():
            record_step(
                mentorship=locked(mentorship.pk),
                kind=kind,
                happened_on=on,
                by=deputy(school),
                now=clocks.now(),
                late_reason="Ауырып қалдым.",
            )

    clock.move_to("2026-11-16 10:00+05:00")
    step("plan_sent", date(2026, 11, 16))
    due = row_of(mentorship, "D4b").due_on
    clock.move_to("2026-12-03 10:00+05:00")
    close(school, due, due)
    assert row_of(mentorship, "D4b").missed_on == due
    step("plan_returned", TODAY)
    assert row_of(mentorship, "D4b").missed_on is None
    step("plan_sent", TODAY)
    row = row_of(mentorship, "D4b")
    assert (row.due_on > TODAY, row.missed_on) == (True, None)


@pytest.mark.parametrize(
    ("due", "since", "passed"), [(2, None, True), (3, None, False), (2, 3, False), (2, 2, True), (1, 2, True)]
)
def test_a_date_set_for_a_day_gone_by_passes_with_the_day_on_which_it_was_set(due, since, passed):
    def day(number):
        return number and date(2026, 12, number)

    assert has_passed(day(due), day(since), TODAY) is passed
