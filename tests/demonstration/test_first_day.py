"""One first fill for many questions, as it is dear: every state of a case, once, written as the product writes; and the
sign-in page, which offers one person for each part of the process, each with what one will find.
"""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from django.utils import translation

from common import clock as clocks
from common import installation
from common.models import AuditEntry
from demonstration import first
from demonstration.offered import people
from mentoring.appointment.models import Appointment
from mentoring.council.models import Meeting
from mentoring.deadlines.models import Deadline
from mentoring.introductory.models import DiagnosticSheet, PlanVersion
from mentoring.main_stage.models import FeedbackNote, InterimAssessment, LogLine
from mentoring.mentorships.models import Mentorship, Pairing, Step, Suspension
from reports.rendering.models import Paper
from schools.organisation.models import School
from schools.people.models import Employment, User
from tests.conftest import TODAY_NOON
from tests.plugins.world import kept_for_a_module

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ROLES = [
    "Deputy head",
    "Head",
    "Council chair",
    "Council secretary",
    "Council member",
    "Mentor",
    "New teacher in the main stage",
    "New teacher who waits for a mentor",
    "Psychologist",
    "Education department",
    "Operator",
    "Deputy head of a small school",
]


@pytest.fixture(scope="module")
def filled(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[School]:
    with kept_for_a_module(django_db_blocker, tmp_path_factory.mktemp("filled")):
        installation.install(demo=True, now=TODAY_NOON)
        yield first.fill(now=TODAY_NOON)


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


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_first_fill(filled: School, check: Callable[[School], None]) -> None:
    check(filled)


def test_one_for_each_part_and_every_first_page_opens(filled: School, client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(22):
        offered = people()
    assert [one.role for one in offered] == ROLES
    assert len({one.pk for one in offered}) == len(ROLES)
    assert all(one.note for one in offered)
    notes = {one.role: one.note for one in offered}
    assert notes["Deputy head"] == "18 mentorships, 2 overdue"
    assert notes["Head"] == "1 plan to approve, 1 order to sign"
    assert notes["Mentor"] == "3 new teachers, main stage"
    assert notes["New teacher who waits for a mentor"] == "A candidate is proposed"
    with translation.override("kk"):
        assert next(iter(people())).note == "18 тәлімгерлік, мерзімі өткені: 2"
    for one in offered:
        answer = client.post(
            reverse("demo_signin"), {"person": one.pk}, headers={"host": "127.0.0.1:8000"}, follow=True
        )
        assert answer.status_code == 200, one.role
        assert client.session["_auth_user_id"] == str(one.pk)
    assert User.objects.filter(pk__in=[one.pk for one in offered], is_operator=True).count() == 1
