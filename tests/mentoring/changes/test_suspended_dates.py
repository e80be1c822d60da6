"""While a case is suspended without an end, nobody is late with it: on no page, in no count, in no paper."""

from datetime import date

import pytest
from django.db import transaction

from common import clock as clocks
from mentoring.casework.home import tasks
from mentoring.casework.lists import MentorshipFilter, mentorships, show
from mentoring.changes import services
from mentoring.deadlines.selectors import timetable
from mentoring.deadlines.services import refresh
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.services import locked, record_step
from reports.overview.selectors import overview
from reports.sources.evidence import deadlines as deadlines_on_paper
from schools.calendar.selectors import work_calendar
from schools.people.models import Post
from tests.factories import DepartmentFactory, PostFactory, SchoolFactory, actor, case, deputy_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LATER = date(2027, 1, 20)  # D6 was due in December


@pytest.fixture
def suspended():
    mentorship = case("main", school=SchoolFactory(department=DepartmentFactory()))
    with transaction.atomic():
        refresh(mentorship)
    call(services.suspend, mentorship, reason="novice_leave", starts_on=date(2026, 12, 2), order_text="№ 51")
    return mentorship


def call(service, mentorship, **fields):
    by = actor(deputy_of(mentorship.school), "deputy")
    return service(mentorship_id=mentorship.pk, by=by, now=clocks.now(), **fields)


def test_its_open_dates_are_suspended_and_go_on_when_it_is_resumed(suspended):
    assert set(suspended.deadlines.open().exclude(code__in=("D7", "D8")).values_list("paused", flat=True)) == {True}
    states = {item.code: (item.state, item.days) for item in timetable(suspended, LATER)}
    assert states["D6"] == ("suspended", None)
    call(services.resume, suspended, happened_on=date(2026, 12, 3))
    assert not suspended.deadlines.filter(paused=True).exists()
    assert {item.code: item.state for item in timetable(suspended, LATER)}["D6"] == "overdue"


def test_an_order_never_waits():
    waiting = case("awaiting_mentor")
    waiting.suspensions.create(reason="novice_leave", starts_on=date(2026, 10, 26))
    with transaction.atomic():
        refresh(waiting)
    states = {item.code: item.state for item in timetable(waiting, LATER)}
    assert (states["D1"], waiting.deadlines.get(code="D1").paused) == ("overdue", False)


def test_the_department_does_not_count_it(suspended):
    officer = PostFactory(school=None, department=suspended.school.department, kind=Post.Kind.DEPARTMENT).user
    assert overview(officer, LATER, year=2026).overdue == 0
    call(services.resume, suspended, happened_on=date(2026, 12, 3))
    assert overview(officer, LATER, year=2026).overdue == 1


def test_the_list_says_suspended_and_does_not_call_it_late(suspended):
    deputy = deputy_of(suspended.school)
    rows = list(mentorships(deputy))
    show(rows, LATER)
    assert [(row.next_due, row.now.state) for row in rows if row.now.state == "suspended"] == [(None, "suspended")]
    late = MentorshipFilter({"status": "late"}, queryset=mentorships(deputy), today=LATER)
    assert not late.qs.exists()


def test_the_mentor_has_the_task_without_a_date(suspended):
    mentor = suspended.pairings.get().mentor.user
    groups = tasks(Desk(mentor, LATER), suspended.school, work_calendar(suspended.school))
    found = [task for group in groups for task in group.tasks if task.state]
    assert [(task.due, task.state) for task in found] == [(None, "suspended")]


def test_the_paper_says_what_the_page_says(suspended):
    told = {row.code: row for row in deadlines_on_paper(suspended, LATER, "ru")}
    assert (told["D6"].state, told["D6"].late, told["D6"].counts) == ("suspended", False, False)


def test_the_pages_say_it_in_words(suspended, client):
    client.force_login(deputy_of(suspended.school))
    page = client.get(f"/mentorships/{suspended.pk}/").content.decode()
    assert "Suspended: the date moves when mentoring goes on." in page
    assert 'class="status next"' in page.split('class="turn"')[1].split("</section>")[0]
    client.force_login(suspended.pairings.get().mentor.user)
    assert "Suspended" in client.get("/", follow=True).content.decode()


def test_what_is_done_during_a_suspension_is_not_late(suspended):
    with transaction.atomic():
        record_step(
            mentorship=locked(suspended.pk),
            kind="interim",
            happened_on=LATER,
            by=actor(suspended.pairings.get().mentor.user),
            now=clocks.now().replace(year=2027, month=1, day=20),
        )
    states = {item.code: item.state for item in timetable(suspended, LATER)}
    assert states["D6"] == "met"
