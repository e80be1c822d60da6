"""A due date that passed before it moved later stays on its row: the step is late by it, with a reason (adr/0017)."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common import clock as clocks
from mentoring.casework.lists import MentorshipFilter, mentorships, show
from mentoring.changes import services as changes
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.recount import recount_school, work_all
from mentoring.deadlines.rules.moves import missed_date
from mentoring.deadlines.selectors import due_of, timetable
from mentoring.introductory import services
from reports.overview.selectors import overview
from reports.papers.year_end_report.views import deviations
from reports.sources.evidence import deadlines as on_paper
from schools.calendar.services import country, own
from schools.hosting.services import DESCRIBED, describe
from schools.people.models import Post
from tests.factories import DepartmentFactory, PostFactory, SchoolFactory, actor, deputy_of, mentor_of, ready
from tests.factories.schools import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 12, 3)
MISSED = date(2026, 11, 9)


@pytest.fixture
def school():
    return SchoolFactory(week=5, department=DepartmentFactory())


@pytest.fixture
def level(school):
    """A case whose level (D2) was due on Mon 09.11.2026 and is not recorded."""
    made = ready("level", school=school)
    assert row_of(made).due_on == MISSED
    return made


def row_of(mentorship, code="D2") -> Deadline:
    return Deadline.objects.get(mentorship=mentorship, code=code)


def close(school, first=MISSED, last=TODAY - timedelta(days=1)):
    """Close every day of work from `first` to `last`, entered today."""
    by, made = actor(deputy_of(school), "deputy"), []
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        if on.weekday() < 5:
            day = own.add_own_day(
                school_id=school.pk, on=on, working=False, reason="Су тасқыны", by=by, now=clocks.now()
            )
            made.append(day)
    return made


def take_off(school, days) -> None:
    for day in days:
        own.remove_own_day(day_id=day.pk, by=actor(deputy_of(school), "deputy"), now=clocks.now())


def record(mentorship, on=TODAY, **reasons):
    by = actor(mentor_of(mentorship).user, "mentor")
    return services.record_level(
        mentorship_id=mentorship.pk,
        by=by,
        now=clocks.now(),
        methods=["visit"],
        level="basic",
        happened_on=on,
        **reasons,
    )


def test_days_closed_after_a_date_passed_make_no_step_timely(school, level):
    days = close(school)
    row = row_of(level)
    assert (row.due_on, row.missed_on) == (TODAY, MISSED)
    with pytest.raises(ValidationError) as refused:
        record(level)
    assert "09.11.2026" in str(refused.value)
    assert "03.12.2026" in str(refused.value)
    record(level, late_reason="Мектеп су тасқыны кезінде жабық болды, күндер кейін енгізілді.")
    take_off(school, days)
    row = row_of(level)
    assert (row.met_on, row.missed_on, row.late_after) == (TODAY, MISSED, MISSED)
    assert row.late_reason.startswith("Мектеп")


def test_pages_lists_papers_and_figures_count_it_late(client, school, level):
    close(school)
    deputy = deputy_of(school)
    officer = PostFactory(school=None, department=school.department, kind=Post.Kind.DEPARTMENT).user
    assert due_of(level, "D2") == MISSED
    shown = next(item for item in timetable(level, TODAY) if item.code == "D2")
    assert (shown.state, shown.due) == ("overdue", MISSED)
    assert ("09.11.2026" in shown.result, "03.12.2026" in shown.result) == (True, True)
    listed = list(mentorships(deputy))
    show(listed, TODAY)
    assert [(row.next_due, row.now.state) for row in listed] == [(MISSED, "overdue")]
    assert MentorshipFilter({"status": "late"}, queryset=mentorships(deputy), today=TODAY).qs.count() == 1
    assert overview(officer, TODAY, year=2026).overdue == 1
    client.force_login(deputy)
    forecast = client.get(reverse("forecast")).content.decode()
    assert 'datetime="2026-11-09"' in forecast
    assert "Overdue" in forecast
    client.force_login(mentor_of(level).user)
    asked = client.get(reverse("level", args=[level.pk])).content.decode()
    assert "late_reason" in asked

    before = overview(officer, TODAY, year=2026)
    record(level, late_reason="Күндер кейін енгізілді.")
    after = overview(officer, TODAY, year=2026)
    assert (after.met - before.met, after.in_time - before.in_time) == (1, 0)
    shown = next(item for item in timetable(level, TODAY) if item.code == "D2")
    assert (shown.state, shown.due) == ("met_late", MISSED)
    assert "03.12.2026" in shown.result
    printed = next(row for row in on_paper(level, TODAY, "kk") if row.code == "D2")
    assert (printed.late, printed.due_on, printed.moved_to) == (True, MISSED, TODAY)
    printed_row = next(row for row in deviations([printed], []))
    assert (printed_row.due_on, printed_row.reason.text) == (MISSED, "Күндер кейін енгізілді.")


def test_days_closed_before_the_date_passed_leave_nothing(school, level, clock):
    clock.move_to("2026-11-09 10:00+05:00")  # the last day itself
    days = close(school, last=date(2026, 11, 11))
    row = row_of(level)
    assert (row.due_on, row.missed_on) == (date(2026, 11, 12), None)
    take_off(school, days)
    row = row_of(level)
    assert (row.due_on, row.missed_on) == (MISSED, None)
    close(school, last=date(2026, 11, 11))
    clock.move_to("2026-11-12 10:00+05:00")
    record(level, on=date(2026, 11, 12))
    assert row_of(level).late_reason == ""


def test_back_at_the_old_date_it_is_plainly_overdue(school, level):
    days = close(school)
    take_off(school, days[5:])
    assert row_of(level).missed_on == MISSED  # still later than the date that was missed
    take_off(school, days[:5])
    row = row_of(level)
    assert (row.due_on, row.missed_on, row.late_after) == (MISSED, None, MISSED)


def test_what_was_done_in_time_and_entered_later_is_not_late(school, level):
    close(school, first=date(2026, 11, 9))
    record(level, on=date(2026, 11, 6), delay_reason="Ауырып қалдым.")
    row = row_of(level)
    assert (row.met_on, row.missed_on, row.late_reason) == (date(2026, 11, 6), None, "")


def test_counted_again_nothing_changes(school, level):
    close(school)
    before = row_of(level)
    by = actor(deputy_of(school), "deputy")
    for _time in range(2):
        assert recount_school(school_id=school.pk, by=by, now=clocks.now(), reason="тағы") == 0
    after = row_of(level)
    assert (after.missed_on, after.revision) == (before.missed_on, before.revision)


def test_a_worker_that_comes_late_judges_by_the_day_of_the_change(level, clock):
    clock.move_to("2026-11-09 20:00+05:00")
    operator = actor(UserFactory(is_operator=True), "operator")
    country.add_decree(
        on=MISSED, working=False, weeks="5,6", source="Қаулы № 512", pair=None, by=operator, now=clocks.now()
    )
    clock.move_to("2026-11-10 09:00+05:00")
    assert work_all(clocks.now()) == 1
    row = row_of(level)
    assert (row.due_on, row.missed_on) == (date(2026, 11, 10), None)


def test_a_suspension_entered_after_the_date_passed_keeps_it(school, level):
    by = actor(deputy_of(school), "deputy")
    changes.suspend(
        mentorship_id=level.pk,
        by=by,
        now=clocks.now(),
        reason="novice_leave",
        starts_on=date(2026, 11, 5),
        order_text="№ 51",
        delay_reason="Бұйрық кеш келді.",
    )
    row = row_of(level)
    assert (row.paused, row.missed_on) == (True, MISSED)
    changes.resume(mentorship_id=level.pk, by=by, now=clocks.now(), happened_on=TODAY)
    row = row_of(level)
    assert (row.paused, row.missed_on, row.due_on > TODAY) == (False, MISSED, True)
    with pytest.raises(ValidationError):
        record(level)


def test_a_week_of_five_days_after_the_date_passed(school, clock):
    """Six days: D3 is due on Sat 14.11.; five: on Mon 16.11."""
    school.week = 6
    school.save(update_fields=["week"])
    made = ready("diagnostics", school=school)
    clock.move_to("2026-12-03 10:00+05:00")
    row = row_of(made, "D3")
    due = row.due_on
    describe(
        school_id=school.pk,
        values={name: getattr(school, name) for name in DESCRIBED} | {"week": 5},
        by=actor(deputy_of(school), "deputy"),
        now=clocks.now(),
    )
    row.refresh_from_db()
    assert row.due_on > due
    assert row.missed_on == due


@pytest.mark.parametrize(
    ("missed", "before", "now", "running", "paused", "kept"),
    [
        (None, 2, 4, True, False, 2),  # passed, moved later
        (None, 2, 4, False, False, None),  # its clock had not begun
        (None, 3, 4, True, False, None),  # today is the last day: not passed
        (None, 2, 1, True, False, 2),  # moved earlier: it may move later again
        (None, 2, 2, True, False, None),  # not moved
        (None, 2, 2, True, True, 2),  # stopped afterwards
        (None, 3, 3, True, True, None),
        (1, 2, 4, True, False, 1),  # the first one stays
        (1, 5, 4, True, False, 1),
        (1, 5, 1, True, False, None),  # back where it was
        (2, 5, 1, True, False, 2),  # and before it
        (2, 2, 2, False, True, 2),  # stopped, counted again
    ],
)
def test_what_is_kept(missed, before, now, running, paused, kept):
    def day(number):
        return number and date(2026, 12, number)

    found = missed_date(day(missed), day(before), day(now), running=running, paused=paused, since=None, today=day(3))
    assert found == day(kept)


def test_nobody_else_compares_due_dates():
    """Lateness is asked of `late_after`, `passed`, `overdue` and `met_in_time`."""
    comparing = re.compile(r"due_on__(lt|lte)\b|\.due_on *(<|>)|F\([^)]*due_on")
    known = {"mentoring/deadlines/models/deadline.py"}
    found = {
        str(path.relative_to(ROOT))
        for app in ("mentoring", "reports", "demonstration")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and comparing.search(path.read_text())
    }
    assert found <= known | {
        "mentoring/changes/selectors.py",
        "mentoring/introductory/services/adaptation.py",
    }  # own dates of rows of a case
