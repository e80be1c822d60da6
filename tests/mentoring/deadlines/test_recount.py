"""A changed calendar moves open deadlines and no others: of one school at once, of the country by the workers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from common import clock as clocks
from common import dispatch
from common.models import AuditEntry
from mentoring.deadlines import recount
from mentoring.deadlines.models import Deadline, Recount
from mentoring.deadlines.selectors import timetable
from mentoring.deadlines.services import refresh, waive
from mentoring.deadlines.tasks import recount_school
from schools.calendar.models import SchoolDay
from schools.calendar.services import country, own
from tests.factories import EmploymentFactory, SchoolFactory, actor, case, deputy_of
from tests.factories.schools import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FLOOD = date(2026, 12, 7)  # a Monday


def running(school, state="awaiting_mentor", **fields):
    """A case whose first date, D1, is Thu 10.12.2026."""
    novice = EmploymentFactory(school=school, hired_on=date(2026, 12, 3), first_time=True)
    made = case(state, school=school, novice=novice, **fields)
    with transaction.atomic():
        refresh(made)
    return made


def dates(mentorship) -> dict[str, date]:
    return dict(mentorship.deadlines.order_by("code").values_list("code", "due_on"))


def flood(school, by) -> SchoolDay:
    return own.add_own_day(school_id=school.pk, on=FLOOD, working=False, reason="Су тасқыны", by=by, now=clocks.now())


def decree(**changed):
    facts = {"on": FLOOD, "working": False, "weeks": "5,6", "source": "Қаулы № 512", "pair": None}
    operator = actor(UserFactory(is_operator=True), "operator")
    return country.add_decree(**facts | changed, by=operator, now=clocks.now())


def test_a_closed_day_moves_the_open_dates_of_that_school_alone():
    school, other = SchoolFactory(week=5), SchoolFactory(week=5)
    here, there = running(school), running(other)
    before, theirs = dates(here), dates(there)
    deputy = actor(deputy_of(school), "deputy")
    row = flood(school, deputy)
    assert (before["D1"], dates(here)["D1"]) == (date(2026, 12, 10), date(2026, 12, 11))
    assert dates(there) == theirs
    moved = {code for code, on in dates(here).items() if on != before[code]}
    entries = AuditEntry.objects.filter(action="deadline.moved")
    assert {entry.changes["code"] for entry in entries} == moved
    first = next(entry for entry in entries if entry.changes["code"] == "D1")
    assert first.changes == {
        "code": "D1", "from": "2026-12-10", "to": "2026-12-11", "reason": "07.12.2026: Су тасқыны"
    }  # fmt: skip
    assert (first.actor_name, first.school_id) == (deputy.display, school.pk)
    assert not Recount.objects.exists()
    own.remove_own_day(day_id=row.pk, by=deputy, now=clocks.now())
    assert dates(here) == before


def test_what_is_settled_stays_where_it_stood():
    school = SchoolFactory(week=5)
    mentorship = running(school)
    deputy = actor(deputy_of(school), "deputy")
    waived = mentorship.deadlines.get(code="D2")
    waive(deadline_id=waived.pk, by=deputy, now=clocks.now(), reason="Деңгейі белгілі.")
    Deadline.objects.filter(mentorship=mentorship, code="D3").update(dropped=True)
    over = running(SchoolFactory(week=5), "completed")
    settled = running(school, "main")
    kept = {code: on for code, on in dates(settled).items() if settled.deadlines.get(code=code).met_on}
    before, ended = dates(mentorship), dates(over)
    flood(school, deputy)
    after = dates(mentorship)
    assert after["D1"] != before["D1"]
    assert (after["D2"], after["D3"]) == (before["D2"], before["D3"])
    assert kept.items() <= dates(settled).items()
    assert len(kept) > 3
    assert dates(over) == ended


def test_the_page_of_a_settled_date_tells_that_the_calendar_changed_later():
    school = SchoolFactory(week=5)
    mentorship = running(school, "main")
    deputy = actor(deputy_of(school), "deputy")

    def shown():
        return next(item for item in timetable(mentorship, FLOOD) if item.code == "D1")

    assert "calendar" not in shown().result
    flood(school, deputy)
    assert shown().due == date(2026, 12, 10)
    assert "By the calendar of today it would be Fri 11.12.2026" in shown().result


def test_counted_twice_it_moves_once(django_assert_max_num_queries):
    school = SchoolFactory(week=5)
    mentorship = running(school)
    deputy = actor(deputy_of(school), "deputy")
    flood(school, deputy)
    after, entries = dates(mentorship), AuditEntry.objects.count()
    with transaction.atomic():
        assert not recount.recount_school(school_id=school.pk, by=deputy, now=clocks.now(), reason="again")
    assert dates(mentorship) == after
    assert AuditEntry.objects.count() == entries


def test_a_decree_asks_for_each_school_with_running_cases_and_the_workers_count(
    published, django_capture_on_commit_callbacks
):
    five, six, idle = SchoolFactory(week=5), SchoolFactory(week=6), SchoolFactory()
    first, second = running(five), running(six)
    running(idle, "completed")
    before = dates(first), dates(second)
    with django_capture_on_commit_callbacks(execute=True):
        decree()
    assert {row.school_id for row in Recount.objects.all()} == {five.pk, six.pk}
    assert (dates(first), dates(second)) == before, "pages are not kept waiting"
    assert len(published) == 1, "one after another"
    while published:
        (name, pk), published[:] = published[0], []
        assert name == recount.TASK
        with django_capture_on_commit_callbacks(execute=True):
            recount_school(pk)
            recount_school(pk)
    assert dates(first)["D1"] == date(2026, 12, 11)
    assert not Recount.objects.filter(done_at=None).exists()
    assert set(Recount.objects.values_list("attempts", flat=True)) == {1}
    operator = AuditEntry.objects.filter(action="deadline.moved", school_id=five.pk).first()
    assert (operator.capacity, operator.changes["reason"]) == ("operator", "07.12.2026: Қаулы № 512")


def test_a_second_decree_while_one_waits_asks_once_and_anew(clock):
    running(SchoolFactory())
    decree()
    Recount.objects.update(attempts=Recount.MAX_ATTEMPTS, error="given up")
    clock.shift(timedelta(hours=1))
    decree(on=date(2026, 12, 8), source="Қаулы № 513")
    row = Recount.objects.get()
    assert (row.attempts, row.error, row.asked_at, row.leased_until) == (0, "", clocks.now(), None)
    assert recount.work(recount_id=row.pk, now=clocks.now())
    decree(on=date(2026, 12, 9), source="Қаулы № 514")
    assert Recount.objects.count() == 2


def test_a_failure_is_told_in_the_row_and_given_up_after_three(monkeypatch, clock):
    mentorship = running(SchoolFactory())
    before = dates(mentorship)
    decree()
    row = Recount.objects.get()

    def fails(*args, **kwargs):
        Deadline.objects.update(due_on=date(2030, 1, 1))
        raise DatabaseError("disk is full")

    monkeypatch.setattr(recount, "refresh", fails)
    for attempt in range(1, Recount.MAX_ATTEMPTS + 1):
        assert not recount.work(recount_id=row.pk, now=clocks.now())
        assert not recount.work(recount_id=row.pk, now=clocks.now()), "it is held for a while"
        row.refresh_from_db()
        assert (row.attempts, row.error, row.done_at) == (attempt, "DatabaseError: disk is full", None)
        clock.shift(timedelta(minutes=1))
    assert recount.waiting(clocks.now()) == []
    assert dates(mentorship) == before, "half of a school is never counted"


def test_the_operator_has_the_given_up_counted_once_more(client, published, django_capture_on_commit_callbacks):
    running(SchoolFactory(week=5))
    decree()
    Recount.objects.update(attempts=Recount.MAX_ATTEMPTS, error="DatabaseError: disk is full")
    row = Recount.objects.get()
    with pytest.raises(PermissionDenied):
        recount.ask_again(by=actor(deputy_of(row.school), "deputy"), now=clocks.now())
    client.force_login(UserFactory(is_operator=True))
    page = client.get(reverse("calendar_country")).content.decode()
    assert "disk is full" in page
    assert "still being counted" not in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("calendar_count_again"))
    assert (recount.TASK, row.pk) in published
    assert AuditEntry.objects.get(action="recount.again").changes == {"error": "DatabaseError: disk is full"}
    assert recount.work(recount_id=row.pk, now=clocks.now())
    assert "disk is full" not in client.get(reverse("calendar_country")).content.decode()


def test_a_lost_worker_leaves_its_lease_and_the_sweep_sends_again(clock):
    running(SchoolFactory())
    decree()
    row = Recount.objects.get()
    assert recount.waiting in dispatch.waiting_providers()
    assert recount.waiting(clocks.now()) == [], "its message has just been sent"
    Recount.objects.update(attempts=1, leased_until=clocks.now() + recount.LEASE)
    assert not recount.work(recount_id=row.pk, now=clocks.now())
    clock.shift(recount.LEASE + timedelta(seconds=1))
    assert recount.waiting(clocks.now()) == [(recount.TASK, row.pk)]
    assert recount.work(recount_id=row.pk, now=clocks.now())
    assert recount.waiting(clocks.now()) == []
