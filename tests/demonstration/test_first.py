"""The first fill: every state of a case, on any day, once, all or nothing, and written as the product writes."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from common import clock as clocks
from common import installation
from common.models import AuditEntry
from demonstration import first
from mentoring.appointment.models import Appointment
from mentoring.council.models import Meeting
from mentoring.deadlines.models import Deadline
from mentoring.introductory.models import DiagnosticSheet, PlanVersion
from mentoring.main_stage.models import FeedbackNote, InterimAssessment, LogLine
from mentoring.mentorships.models import Mentorship, Pairing, Step, Suspension
from reports.rendering.models import Paper
from schools.organisation.models import School
from schools.people.models import Employment, User

pytestmark = pytest.mark.django_db

DAYS = (
    datetime(2026, 11, 29, 4, tzinfo=UTC),  # a Sunday
    datetime(2027, 1, 4, 4, tzinfo=UTC),  # winter vacation, just after quarter 2
    datetime(2027, 7, 15, 4, tzinfo=UTC),  # summer
    datetime(2026, 9, 1, 1, tzinfo=UTC),  # the first day of the year, early
)


def cases() -> set[str]:
    return set(Mentorship.objects.values_list("state", flat=True))


def every_state_is_there(filled: School) -> None:
    assert cases() == set(Mentorship.State.values)
    waiting = Appointment.objects.filter(mentorship__state="awaiting_mentor").values_list("state", flat=True)
    assert set(waiting) == {"open", "proposed", "accepted", "recommended"}
    plans = PlanVersion.objects.filter(mentorship__state="planning").values_list("state", flat=True)
    assert set(plans) == {"draft", "submitted", "agreed"}
    assert Suspension.objects.filter(starts_on__lte=clocks.today(), ends_on__gte=clocks.today()).count() == 1
    assert Pairing.objects.filter(mentorship__state="main", ended_on__isnull=False).count() == 1
    assert DiagnosticSheet.objects.filter(self_done_at__isnull=False, mentor_done_at=None).count() == 1


def two_schools_and_their_people(filled: School) -> None:
    small = School.objects.get(is_small=True)
    assert small.department == filled.department
    assert Employment.objects.filter(school=filled).count() == first.TEACHERS
    assert 12 <= Employment.objects.filter(school=small).count() <= 13
    lent = Pairing.objects.get(mentorship__school=small, mentorship__state="main").mentor
    assert lent.user.employments.count() == 2
    exception = Appointment.objects.get(mentorship__school=small, mentorship__state="planning").candidates.get()
    assert exception.exception_reason


def the_rich_case_is_rich(filled: School) -> None:
    rich = max(Mentorship.objects.filter(state="main"), key=lambda case: case.log_lines.count())
    lines = LogLine.objects.filter(mentorship=rich)
    assert lines.filter(confirmed_at__isnull=False).count() >= 4
    assert lines.exclude(objection="").count() == 1
    assert lines.filter(confirmed_at=None, objection="").exists()
    assert FeedbackNote.objects.filter(mentorship=rich).exclude(answer="").count() == 1
    assert FeedbackNote.objects.filter(mentorship=rich, answer="").exists()
    assert InterimAssessment.objects.get(mentorship=rich).comment
    plan = PlanVersion.objects.get(mentorship=rich, state="approved")
    assert plan.activities.count() == 10
    assert plan.remarks.count() == 1


def the_council_meets_again_and_has_met(filled: School) -> None:
    coming = Meeting.objects.filter(school=filled, date__gt=clocks.today()).order_by("date").first()
    assert coming is not None
    assert coming.state == Meeting.State.SENT
    assert set(coming.items.values_list("kind", flat=True)) == {"candidate", "report"}
    assert not Meeting.objects.filter(date__lt=clocks.today()).exclude(state=Meeting.State.SIGNED).exists()


def the_case_that_is_over_was_evaluated_and_its_papers_are_on_the_way(filled: School) -> None:
    over = Mentorship.objects.get(state="completed")
    assert over.final_report.evaluation
    assert over.final_report.novice_voice
    assert over.ended_on < clocks.today()
    assert Paper.objects.filter(mentorship=over).count() == 3


def little_is_late_and_each_late_step_has_its_reason(filled: School) -> None:
    late = Deadline.objects.filter(met_on__isnull=False)
    met_late = [row for row in late if row.met_on > row.due_on]
    assert 1 <= len(met_late) <= 4
    assert all(row.late_reason for row in met_late)


def every_step_was_recorded_on_its_day_with_its_entry(filled: School) -> None:
    for step in Step.objects.all():
        assert clocks.today(step.recorded_at) == step.happened_on
        assert step.by is not None
    assert AuditEntry.objects.filter(action="mentorship.opened").count() == Mentorship.objects.count()
    assert AuditEntry.objects.filter(action="order.issued").count() == Pairing.objects.count()


def twice_is_once(filled: School) -> None:
    before = (User.objects.count(), Step.objects.count(), AuditEntry.objects.count())
    assert first.fill(now=clocks.now()) == filled
    assert (User.objects.count(), Step.objects.count(), AuditEntry.objects.count()) == before


CHECKS = (
    every_state_is_there,
    two_schools_and_their_people,
    the_rich_case_is_rich,
    the_council_meets_again_and_has_met,
    the_case_that_is_over_was_evaluated_and_its_papers_are_on_the_way,
    little_is_late_and_each_late_step_has_its_reason,
    every_step_was_recorded_on_its_day_with_its_entry,
    twice_is_once,
)


def test_the_first_fill(clock):
    """One fill for all these: it is the slowest part of each."""
    school = first.fill(now=clocks.now())
    for check in CHECKS:
        check(school)


@pytest.mark.parametrize("moment", DAYS, ids=lambda moment: f"{moment:%d.%m.%Y}")
def test_it_fills_on_any_day(clock, moment):
    clock.move_to(moment)
    school = first.fill(now=clocks.now())
    assert cases() == set(Mentorship.State.values)
    running = Deadline.objects.open().filter(mentorship__school=school, projected=False)
    today = clocks.today()
    assert running.filter(code="D1", due_on__lt=today).exists(), "one is late"
    assert running.filter(code="D1", due_on__gte=today).exists(), "one is near"
    assert Step.objects.filter(happened_on__gt=today).count() == 0
    assert Step.objects.filter(recorded_at__gt=clocks.now()).count() == 0
    assert AuditEntry.objects.filter(at__gt=clocks.now()).count() == 0


def test_a_fill_that_breaks_leaves_nothing(clock, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(first, "_small", broken)
    with pytest.raises(RuntimeError):
        first.fill(now=clocks.now())
    assert not School.objects.exists()
    assert not User.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_schools_own_installation_is_never_filled():
    installation.install(demo=False, now=clocks.now())
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("demo")
    assert not School.objects.exists()
