"""A changed calendar moves open deadlines and no others: of one school at once, of the country by the workers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from common import clock as clocks
from common import dispatch
from common.models import AuditEntry, SentForm
from mentoring.casework.calendar.preview import of_school
from mentoring.deadlines import recount
from mentoring.deadlines.models import Deadline, Recount
from mentoring.deadlines.selectors import timetable
from mentoring.deadlines.services import refresh, waive
from mentoring.deadlines.tasks import recount_school
from mentoring.mentorships.models import Step
from schools.calendar.data import estimated_year
from schools.calendar.models import SchoolDay
from schools.calendar.rules import Change
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
        raise DatabaseError("Failing row contains (Омарова Гүлнара)")

    monkeypatch.setattr(recount, "refresh", fails)
    for attempt in range(1, Recount.MAX_ATTEMPTS + 1):
        assert not recount.work(recount_id=row.pk, now=clocks.now())
        assert not recount.work(recount_id=row.pk, now=clocks.now()), "it is held for a while"
        row.refresh_from_db()
        assert (row.attempts, row.error, row.done_at) == (attempt, "DatabaseError", None), "the kind, no content"
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


def longer(school, until=date(2027, 5, 31)):
    """The school teaches longer than the country, by its own order."""
    year = estimated_year(2026)
    own.set_own_year(
        school_id=school.pk,
        start_year=2026,
        teaching=(year.teaching_from, until),
        vacations={vacation.code: (vacation.first, vacation.last) for vacation in year.vacations},
        source="№ 44 бұйрық",
        by=actor(deputy_of(school), "deputy"),
        now=clocks.now(),
    )


def test_a_period_to_the_end_of_teaching_lasts_as_long_as_the_teaching():
    school = SchoolFactory(week=5)
    mentorship = running(school)
    assert (dates(mentorship)["D5"], dates(mentorship)["D7"]) == (date(2027, 5, 25), date(2027, 5, 25))
    year = estimated_year(2026)
    shown = of_school(school, Change(year=replace(year, teaching_to=date(2027, 5, 31))))
    longer(school)
    mentorship.refresh_from_db()
    assert mentorship.period_to == date(2027, 5, 31)
    assert (dates(mentorship)["D5"], dates(mentorship)["D7"]) == (date(2027, 5, 31), date(2027, 5, 31))
    assert {move.code: move.after for move in shown[0].moves} == {
        entry.changes["code"]: date.fromisoformat(entry.changes["to"])
        for entry in AuditEntry.objects.filter(action="deadline.moved")
    }, "what the page showed before is what came"
    entry = AuditEntry.objects.get(action="mentorship.period_moved")
    assert entry.changes == {"from": "2027-05-25", "to": "2027-05-31", "reason": "2026/27: № 44 бұйрық"}
    own.drop_own_year(school_id=school.pk, start_year=2026, by=actor(deputy_of(school), "deputy"), now=clocks.now())
    mentorship.refresh_from_db()
    assert mentorship.period_to == date(2027, 5, 25)


def test_twelve_months_and_a_period_that_was_reported_on_stay():
    school = SchoolFactory(week=5)
    months = running(school, period_to=date(2027, 12, 2))  # hired on 3 December
    reported = running(school, "hearing")
    longer(school)
    for mentorship, end in ((months, date(2027, 12, 2)), (reported, date(2027, 5, 25))):
        mentorship.refresh_from_db()
        assert mentorship.period_to == end


def test_a_calendar_that_changed_later_does_not_alter_when_the_plan_was_carried_out():
    """The report came in June; a shorter year and one more step must not move the day that is printed."""
    school = SchoolFactory(week=5)
    mentorship = running(school, "hearing")
    Step.objects.filter(mentorship=mentorship, kind="report_sent").update(happened_on=date(2027, 6, 10))
    Deadline.objects.filter(mentorship=mentorship, code="D5").delete()
    refresh(mentorship)
    carried_out = mentorship.deadlines.get(code="D5")
    assert (carried_out.due_on, carried_out.met_on) == (date(2027, 5, 25), date(2027, 5, 25))
    SchoolDay.objects.create(school=school, date=date(2027, 5, 25), working=False, reason="Су тасқыны")
    refresh(mentorship)
    carried_out.refresh_from_db()
    assert (carried_out.due_on, carried_out.met_on) == (date(2027, 5, 25), date(2027, 5, 25))


def test_where_cron_is_the_clock_the_sweep_counts_anew(capsys):
    """Without workers nobody else would: every date after a decree would stay wrong."""
    first, second = running(SchoolFactory(week=5)), running(SchoolFactory(week=5))
    decree()
    assert dates(first)["D1"] == date(2026, 12, 10)
    SentForm.objects.create(key="old", at=clocks.now() - timedelta(days=3))
    call_command("sweep")
    assert not SentForm.objects.exists(), "nor would anybody else forget old forms"
    assert "2 schools counted again" in capsys.readouterr().out
    assert (dates(first)["D1"], dates(second)["D1"]) == (date(2026, 12, 11), date(2026, 12, 11))
    call_command("sweep")
    assert "0 schools counted again" in capsys.readouterr().out
