"""The sweep: each step once, on its own day, whenever it runs and however often."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock as clocks
from common.models import AuditEntry
from mentoring.deadlines import readings, services, sweep
from mentoring.deadlines.models import Deadline, Digest, Notice, Reminder, Stuck, SweepRun
from mentoring.deadlines.sweep import runs
from mentoring.deadlines.sweep.batch import Batch
from mentoring.mentorships.models import Step
from schools.calendar.models import SchoolDay, TeachingYear
from tests.factories import MOMENT, deputy_of, head_of
from tests.mentoring.deadlines.test_services import due, opened, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def at(day: date, hour: int = 6) -> datetime:
    """That hour in Almaty."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=5)


def told(deadline: Deadline) -> list[tuple[str, date]]:
    return [(one.step, one.falls_on) for one in Reminder.objects.filter(deadline=deadline).order_by("falls_on", "pk")]


def test_a_new_deadline_waits_for_its_first_step():
    mentorship, _ = opened()  # hired Fri 27.11., D1 due Fri 04.12.
    d1 = due(mentorship, "D1")
    assert (d1.next_step, d1.next_on) == ("before", date(2026, 12, 2))
    assert (due(mentorship, "D2").next_step, due(mentorship, "D2").next_on) == ("", None), "projected: nobody is late"


def test_each_day_brings_its_step_to_those_it_concerns():
    mentorship, deputy = opened()
    head = head_of(mentorship.school)
    d1 = due(mentorship, "D1")
    expected = {
        date(2026, 12, 1): [],
        date(2026, 12, 2): [("before", deputy.user)],
        date(2026, 12, 3): [],
        date(2026, 12, 4): [("due", deputy.user)],
        date(2026, 12, 5): [],
        date(2026, 12, 7): [("late", deputy.user)],
        date(2026, 12, 9): [("head", head)],
        date(2026, 12, 31): [],
    }
    for day, notices in expected.items():
        before = set(Notice.objects.values_list("pk", flat=True))
        sweep.run(at(day))
        fresh = Notice.objects.filter(deadline=d1).exclude(pk__in=before)
        assert [(one.kind, one.user) for one in fresh] == notices, day
    d1.refresh_from_db()
    assert (d1.next_step, d1.next_on) == ("", None)


def test_a_week_late_every_step_is_recorded_once_on_its_own_day_and_one_digest_goes():
    mentorship, deputy = opened()
    d1 = due(mentorship, "D1")
    head = head_of(mentorship.school)
    now = at(date(2026, 12, 11), 10)
    told_of = sweep.run(now)
    assert told(d1) == [
        ("before", date(2026, 12, 2)),
        ("due", date(2026, 12, 4)),
        ("late", date(2026, 12, 7)),
        ("head", date(2026, 12, 9)),
    ]
    assert (told_of.due, told_of.recorded, told_of.failed) == (1, 4, 0)
    assert list(Digest.objects.filter(user__in=[deputy.user, head]).values_list("user", "day").order_by("user")) == [
        (user, date(2026, 12, 11)) for user in sorted([deputy.user.pk, head.pk])
    ]


def test_swept_again_and_again_nothing_is_doubled():
    mentorship, _ = opened()
    for _round in range(5):
        sweep.run(at(date(2026, 12, 11)))
    assert len(told(due(mentorship, "D1"))) == 4
    assert Notice.objects.filter(kind="late").count() == 1
    assert Digest.objects.count() == len({*Notice.objects.values_list("user", flat=True)})


def test_a_step_that_was_recorded_though_the_row_does_not_know_is_not_doubled():
    """As after a refresh that wrote the row with what it had read before."""
    mentorship, _ = opened()
    sweep.run(at(date(2026, 12, 4)))
    Deadline.objects.filter(pk=due(mentorship, "D1").pk).update(next_step="before", next_on=date(2026, 12, 2))
    sweep.run(at(date(2026, 12, 4)))
    assert told(due(mentorship, "D1")) == [("before", date(2026, 12, 2)), ("due", date(2026, 12, 4))]


def test_what_is_met_is_told_to_nobody():
    mentorship, deputy = opened()
    take(mentorship, Step.Kind.ORDERED, date(2026, 12, 2), deputy)
    assert due(mentorship, "D1").next_on is None
    sweep.run(at(date(2026, 12, 11)))
    assert told(due(mentorship, "D1")) == []


def test_what_is_taken_off_is_told_to_nobody():
    mentorship, deputy = opened()
    services.waive(
        deadline_id=due(mentorship, "D1").pk, by=deputy, now=clocks.now(), reason="Бұйрық сотпен тоқтатылды."
    )
    sweep.run(at(date(2026, 12, 11)))
    assert not Reminder.objects.exists()


def test_the_order_starts_the_level_and_its_steps():
    mentorship, deputy = opened()
    take(mentorship, Step.Kind.ORDERED, date(2026, 12, 2), deputy)
    level = due(mentorship, "D2")
    assert (level.next_step, level.next_on) == ("before", date(2026, 12, 10)), "due Mon 14.12."


def test_a_date_that_moves_is_told_anew_and_counted_as_a_change():
    mentorship, _ = opened()
    sweep.run(at(date(2026, 12, 4)))
    mentorship.starts_on = date(2026, 12, 2)
    mentorship.save(update_fields=["starts_on"])
    services.refresh(mentorship)
    d1 = due(mentorship, "D1")
    assert (d1.due_on, d1.next_step, d1.next_on) == (date(2026, 12, 9), "before", date(2026, 12, 7))
    assert d1.revision == 1
    services.refresh(mentorship)
    assert due(mentorship, "D1").revision == 1


@pytest.mark.parametrize(
    ("moment", "reached"),
    [
        (datetime(2026, 12, 1, 18, 59, tzinfo=UTC), False),  # 23:59 in Almaty, the day before
        (datetime(2026, 12, 1, 19, 0, tzinfo=UTC), True),  # midnight
    ],
)
def test_the_day_begins_at_midnight_in_almaty(moment, reached):
    mentorship, _ = opened()
    sweep.run(moment)
    assert bool(told(due(mentorship, "D1"))) is reached


def test_one_broken_row_stops_no_other_and_is_given_up_after_three(monkeypatch):
    broken, _ = opened()
    healthy, _ = opened(date(2026, 11, 30))
    poison = due(broken, "D1").pk
    treat = Batch.treat

    def poisoned(self: Batch, rows: list) -> int:
        recorded = treat(self, rows)
        if any(row.pk == poison for row in rows):
            raise ZeroDivisionError("Омарова Гүлнара")  # what was written before is rolled back
        return recorded

    monkeypatch.setattr(Batch, "treat", poisoned)
    now = at(date(2026, 12, 4))
    assert sweep.run(now).failed == 1
    assert told(due(healthy, "D1"))
    assert Notice.objects.filter(deadline__mentorship=healthy).exists()
    stuck = Stuck.objects.get(deadline=poison)
    assert (stuck.attempts, stuck.error, stuck.given_up_at) == (1, "ZeroDivisionError", None), "the kind, no content"
    assert sweep.run(now + timedelta(minutes=59)).failed == 0, "pushed back"
    assert sweep.run(now + timedelta(hours=1)).failed == 1
    assert sweep.run(now + timedelta(hours=4)).failed == 1
    stuck.refresh_from_db()
    assert stuck.given_up_at == now + timedelta(hours=4)
    assert sweep.run(now + timedelta(days=30)).failed == 0
    assert not Reminder.objects.filter(deadline=poison).exists()

    given_up = next(reading for reading in readings.sweep(now) if "gave up" in str(reading.label))
    assert (given_up.value, given_up.state) == ("1 (ZeroDivisionError)", "bad"), "the operator reads why"
    monkeypatch.setattr(Batch, "treat", treat)
    call_command("sweep", "--again")
    assert [name for name, _day in told(due(broken, "D1"))] == ["before"], "the day of the test is Thu 03.12."
    assert due(broken, "D1").next_on == date(2026, 12, 4)
    assert not Stuck.objects.exists()
    assert AuditEntry.objects.get(action="sweep.again").changes == {"error": "ZeroDivisionError"}


def test_taken_up_again_it_goes_on_where_it_stood():
    """A deputy who came later is not told of steps that were recorded before."""
    mentorship, _ = opened()  # D1 due Fri 04.12.
    d1 = due(mentorship, "D1")
    sweep.run(at(date(2026, 12, 2)))
    Stuck.objects.create(deadline=d1, attempts=3, retry_at=MOMENT, error="ZeroDivisionError", given_up_at=MOMENT)
    Deadline.objects.filter(pk=d1.pk).update(next_step="", next_on=None)
    later = deputy_of(mentorship.school)
    now = at(date(2026, 12, 4))
    sweep.try_again(now)
    sweep.run(now)
    assert [name for name, _day in told(d1)] == ["before", "due"]
    assert [one.kind for one in Notice.objects.filter(user=later, deadline=d1)] == ["due"]


def test_a_school_whose_calendar_cannot_be_read_stops_no_other_school():
    broken, _ = opened()
    healthy, _ = opened()
    # Without its three vacations this is no academic year.
    TeachingYear.objects.create(
        school=broken.school, year=2026, teaching_from=date(2026, 9, 1), teaching_to=date(2027, 5, 25)
    )
    assert sweep.run(at(date(2026, 12, 4))).failed == 1
    assert told(due(healthy, "D1"))
    stuck = Stuck.objects.get()
    assert (stuck.deadline, stuck.error) == (due(broken, "D1"), "ValueError")


def test_a_row_that_goes_through_again_is_no_longer_stuck():
    mentorship, _ = opened()
    d1 = due(mentorship, "D1")
    now = at(date(2026, 12, 4))
    Stuck.objects.create(deadline=d1, attempts=1, retry_at=now, error="OperationalError")
    sweep.run(now)
    assert told(d1)
    assert not Stuck.objects.exists()


def test_the_clock_of_the_run_is_kept():
    opened()
    done = sweep.run(at(date(2026, 12, 4)))
    assert done.finished_at is not None
    left = sweep.run(at(date(2026, 12, 4)), seconds=0)
    assert left.finished_at is None, "the time was up"
    sweep.run(at(date(2026, 12, 4)) + runs.KEEP_RUNS + timedelta(days=1))
    assert SweepRun.objects.count() == 1, "old runs are forgotten"


def test_queries_per_due_row_are_constant():
    def cost(rows: int) -> int:
        for _row in range(rows):
            opened()
        with CaptureQueriesContext(connection) as asked:
            sweep.run(at(date(2026, 12, 2)))
        return len(asked)

    one, six, eleven = cost(1), cost(6), cost(11)
    assert one == six == eleven, "nothing grows with the rows of a claim, nor with their schools"


def test_a_case_without_a_mentor_is_told_to_the_deputy():
    mentorship, deputy = opened()
    take(mentorship, Step.Kind.ORDERED, date(2026, 12, 2), deputy)  # no pairing was made
    sweep.run(at(date(2026, 12, 10)))
    assert [(one.kind, one.user) for one in Notice.objects.filter(deadline=due(mentorship, "D2"))] == [
        ("before", deputy.user)
    ]


def test_who_has_left_is_not_told():
    mentorship, deputy = opened()
    deputy.user.is_active = False
    deputy.user.save(update_fields=["is_active"])
    sweep.run(at(date(2026, 12, 4)))
    assert told(due(mentorship, "D1")), "the step is recorded all the same"
    assert not Notice.objects.exists()
    assert not Digest.objects.exists()


def test_a_new_day_off_moves_the_next_step_though_the_date_stays():
    mentorship, _ = opened()
    SchoolDay.objects.create(school=mentorship.school, date=date(2026, 12, 2), working=False, reason="Боран")
    SchoolDay.objects.create(school=mentorship.school, date=date(2026, 12, 5), working=True, reason="Жұмыс сенбісі")
    services.refresh(mentorship)
    d1 = due(mentorship, "D1")
    assert (d1.due_on, d1.next_on) == (date(2026, 12, 5), date(2026, 12, 3))
    Deadline.objects.filter(pk=d1.pk).update(next_on=date(2026, 11, 20))
    services.refresh(mentorship)
    assert due(mentorship, "D1").next_on == date(2026, 12, 3)
