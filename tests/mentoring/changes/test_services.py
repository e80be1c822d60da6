"""Ends, suspensions, the mentor's leaving and the handover."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common import clock as clocks
from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.appointment.models import Appointment
from mentoring.changes import services
from mentoring.changes.models import Handover
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.services import refresh
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.mentorships.services import locked, record_step
from tests.factories import actor, case, deputy_of, eligible_mentor, head_of, mentor_of, order_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)


def started(state: str = "main", **fields) -> Mentorship:
    mentorship = case(state, **fields)
    with transaction.atomic():
        refresh(mentorship)
    return mentorship


def call(service, mentorship, by=None, **fields):
    by = by or deputy_of(mentorship.school)
    return service(mentorship_id=mentorship.pk, by=actor(by, "deputy"), now=clocks.now(), **fields)


def fresh(mentorship) -> Mentorship:
    return Mentorship.objects.get(pk=mentorship.pk)


def due(mentorship, code: str) -> Deadline:
    return mentorship.deadlines.get(code=code, round=1)


@pytest.mark.parametrize("state", ["awaiting_mentor", "level", "main", "hearing", "closing"])
def test_a_case_is_terminated_with_a_reason_from_any_state(state):
    mentorship = started(state)
    call(services.terminate, mentorship, by=head_of(mentorship.school), happened_on=TODAY, reason="Жұмыстан кетті.")
    ended = fresh(mentorship)
    assert (ended.state, ended.ended_on, ended.end_reason) == ("terminated", TODAY, "Жұмыстан кетті.")
    assert not ended.pairings.open().exists()
    assert not Deadline.objects.open().filter(mentorship=mentorship).exists()
    assert AuditEntry.objects.filter(action="mentorship.terminated", subject_id=mentorship.pk).count() == 1


def test_terminating_closes_the_search_for_a_mentor():
    mentorship = started("awaiting_mentor")
    appointment = Appointment.objects.create(mentorship=mentorship, opened_on=TODAY)
    call(services.terminate, mentorship, happened_on=TODAY, reason="Көшіп кетті.")
    appointment.refresh_from_db()
    assert appointment.state == "closed"


@pytest.mark.parametrize("service", [services.terminate, services.cancel])
def test_an_end_needs_a_reason(service):
    with pytest.raises(ValidationError) as refused:
        call(service, started("awaiting_mentor"), happened_on=TODAY, reason="  ")
    assert "reason" in refused.value.error_dict


def test_an_entry_is_cancelled_before_the_order_only():
    early, late = started("awaiting_mentor"), started("level")
    call(services.cancel, early, happened_on=TODAY, reason="Қате енгізілді.")
    assert fresh(early).state == "cancelled"
    with pytest.raises(DomainError) as refused:
        call(services.cancel, late, happened_on=TODAY, reason="Қате енгізілді.")
    assert (refused.value.code, fresh(late).state) == ("wrong_state", "level")


def test_a_case_that_is_over_ends_no_second_time():
    with pytest.raises(DomainError) as refused:
        call(services.terminate, case("completed"), happened_on=TODAY, reason="а")
    assert refused.value.code == "wrong_state"


CALLS = {
    services.terminate: {"happened_on": TODAY, "reason": "а"},
    services.cancel: {"happened_on": TODAY, "reason": "а"},
    services.suspend: {"reason": "novice_leave", "starts_on": TODAY},
    services.resume: {"happened_on": TODAY},
    services.end_pairing: {"ended_on": TODAY, "reason": "а"},
}


@pytest.mark.parametrize("service", CALLS)
@pytest.mark.parametrize("who", ["novice", "mentor", "colleague", "other_deputy"])
def test_nobody_else_changes_a_case(service, who):
    mentorship = case("main")
    users = {
        "novice": mentorship.novice.user,
        "mentor": mentor_of(mentorship).user,
        "colleague": eligible_mentor(mentorship.school).user,
        "other_deputy": deputy_of(case().school),
    }
    with pytest.raises(PermissionDenied):
        call(service, mentorship, by=users[who], **CALLS[service])


def test_a_suspension_moves_what_is_open_and_leaves_what_is_met():
    mentorship = started()
    before = due(mentorship, "D5").due_on
    call(
        services.suspend,
        mentorship,
        reason="novice_leave",
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 18),
        order_text="№ 41-ж, 03.12.2026",
    )
    assert due(mentorship, "D5").due_on > before
    assert due(mentorship, "D1").met_on == date(2026, 10, 29)
    step = mentorship.steps.get(kind="suspended")
    assert (step.happened_on, step.note) == (TODAY, "07.12.2026–18.12.2026, № 41-ж, 03.12.2026")
    assert AuditEntry.objects.filter(action="mentorship.suspended").count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"starts_on": date(2026, 11, 18)}, "starts_on"),
        ({"starts_on": TODAY, "ends_on": date(2026, 12, 2)}, "ends_on"),
        ({"starts_on": TODAY, "reason": "holiday"}, "reason"),
    ],
)
def test_a_suspension_that_does_not_fit_is_refused(fields, wrong):
    mentorship = started()
    with pytest.raises(ValidationError) as refused:
        call(services.suspend, mentorship, **{"reason": "school_closed"} | fields)
    assert wrong in refused.value.error_dict
    assert not mentorship.suspensions.exists()


def test_one_suspension_at_a_time(clock):
    mentorship = started()
    call(services.suspend, mentorship, reason="novice_leave", starts_on=TODAY)
    with pytest.raises(ValidationError):
        call(services.suspend, mentorship, reason="school_closed", starts_on=date(2026, 12, 10))
    with pytest.raises(ValidationError):
        call(services.resume, mentorship, happened_on=TODAY)
    clock.move_to("2026-12-10T10:00:00Z")
    suspension = call(services.resume, mentorship, happened_on=date(2026, 12, 10))
    assert suspension.ends_on == date(2026, 12, 9)
    assert mentorship.steps.filter(kind="resumed", happened_on=date(2026, 12, 10)).exists()
    with pytest.raises(DomainError) as refused:
        call(services.resume, mentorship, happened_on=date(2026, 12, 10))
    assert refused.value.code == "not_suspended"


@pytest.mark.parametrize("state", ["awaiting_mentor", "completed"])
def test_there_is_nothing_to_suspend_before_the_order_or_after_the_end(state):
    with pytest.raises(DomainError) as refused:
        call(services.suspend, case(state), reason="school_closed", starts_on=TODAY)
    assert refused.value.code == "wrong_state"


def test_when_the_mentor_has_gone_a_new_round_and_a_new_clock_begin():
    mentorship = started()
    gone = date(2026, 12, 1)
    appointment = call(services.end_pairing, mentorship, ended_on=gone, reason="Басқа мектепке ауысты.")
    assert (appointment.state, appointment.round, appointment.opened_on) == ("open", 2, date(2026, 12, 2))
    assert (fresh(mentorship).state, mentorship.pairings.get().ended_on) == ("main", gone)
    assert mentorship.deadlines.get(code="D1", round=2).due_on == date(2026, 12, 9)
    assert AuditEntry.objects.filter(action="pairing.ended").count() == 1
    with pytest.raises(DomainError) as refused:
        call(services.end_pairing, mentorship, ended_on=gone, reason="а")
    assert refused.value.code == "no_mentor"


def test_a_search_that_runs_already_goes_on():
    mentorship = started()
    running = Appointment.objects.create(mentorship=mentorship, round=2, state="accepted", opened_on=TODAY)
    assert call(services.end_pairing, mentorship, ended_on=TODAY, reason="Кетті.") == running


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"ended_on": date(2026, 10, 28), "reason": "а"}, "ended_on"),
        ({"ended_on": TODAY, "reason": " "}, "reason"),
        ({"ended_on": date(2026, 12, 4), "reason": "а"}, "happened_on"),
    ],
)
def test_the_end_of_a_pairing_must_fit(fields, wrong):
    mentorship = started()
    with pytest.raises(ValidationError) as refused:
        call(services.end_pairing, mentorship, **fields)
    assert wrong in refused.value.error_dict
    assert mentorship.pairings.open().exists()


def replaced() -> tuple[Mentorship, Pairing]:
    """A case whose second mentor was appointed today, by an order that writes its step as every order does."""
    mentorship = started()
    call(services.end_pairing, mentorship, ended_on=date(2026, 12, 2), reason="Зейнетке шықты.")
    with transaction.atomic():
        pairing = Pairing.objects.create(
            mentorship=mentorship,
            mentor=eligible_mentor(mentorship.school),
            order=order_for(mentorship, signed_on=TODAY, kind="replace"),
            starts_on=TODAY,
            planned_end=date(2027, 5, 25),
        )
        by = actor(deputy_of(mentorship.school))
        record_step(mentorship=locked(mentorship.pk), kind="ordered", happened_on=TODAY, by=by, now=clocks.now())
    return fresh(mentorship), pairing


def test_the_order_for_another_mentor_makes_the_handover_due():
    _mentorship, pairing = replaced()
    handover = Handover.objects.get(pairing=pairing)
    assert (handover.due_on, handover.acknowledged_on) == (date(2026, 12, 10), None)


def test_the_first_order_hands_nothing_over():
    mentorship = case("level")
    with pytest.raises(DomainError) as refused:
        call(services.acknowledge_handover, mentorship, by=mentor_of(mentorship).user)
    assert refused.value.code == "no_handover"


def test_the_deputy_writes_and_the_new_mentor_acknowledges():
    mentorship, pairing = replaced()
    call(services.write_handover, mentorship, text="Жоспардың үш іс-шарасы қалды.")
    handover = call(services.acknowledge_handover, mentorship, by=pairing.mentor.user)
    assert (handover.text, handover.acknowledged_on) == ("Жоспардың үш іс-шарасы қалды.", TODAY)
    assert mentorship.steps.filter(kind="handover").count() == 1
    with pytest.raises(AlreadyDone):
        call(services.acknowledge_handover, mentorship, by=pairing.mentor.user)
    with pytest.raises(AlreadyDone):
        call(services.write_handover, mentorship, text="а")


def test_only_the_new_mentor_acknowledges():
    mentorship, _pairing = replaced()
    with pytest.raises(PermissionDenied):
        call(services.acknowledge_handover, mentorship)
    with pytest.raises(PermissionDenied):
        call(services.write_handover, mentorship, by=mentorship.novice.user, text="а")
