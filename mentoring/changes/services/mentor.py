"""The mentor has gone: the pairing ends, another is sought, and takes over what was promised (domain, section 2)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit, clock
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.appointment.models import Appointment
from mentoring.changes import policies, selectors, words
from mentoring.changes.models import Handover
from mentoring.mentorships.events import StepTaken
from mentoring.mentorships.models import Mentorship, Pairing, Step
from mentoring.mentorships.policies import own_matter_marks
from mentoring.mentorships.services import locked, record_step
from mentoring.regulations.selectors import values_of
from schools.calendar.selectors import work_calendar


@transaction.atomic
def end_pairing(
    *, mentorship_id: int, by: Actor, now: datetime, ended_on: date, reason: str, delay_reason: str = ""
) -> Appointment:
    """The mentor's last day was `ended_on`; from the next day there is none and D1 runs again. Whoever writes the case.

    The state of the case does not change: steps met are not repeated. Returns the appointment in which the next mentor
    is found: a new round, unless one is running. Raises DomainError("no_mentor"); ValidationError.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_change(by.user, mentorship))
    if not reason.strip():
        raise ValidationError({"reason": words.GIVE_REASON})
    return close_pairing(mentorship, by=by, now=now, ended_on=ended_on, reason=reason, delay_reason=delay_reason)


def close_pairing(
    mentorship: Mentorship,
    *,
    by: Actor,
    now: datetime,
    ended_on: date,
    reason: str,
    delay_reason: str = "",
    checks_delay: bool = True,
) -> Appointment:
    """End the open pairing of the locked case; the caller answers for the right. Raises as `end_pairing`."""
    pairing = mentorship.pairings.filter(ended_on__isnull=True).first()
    if pairing is None or mentorship.is_over:
        last = mentorship.pairings.order_by("starts_on").last()
        raise AlreadyDone("no_mentor", words.NO_MENTOR, **(audit.first_to(last, "pairing.ended") if last else {}))
    if ended_on < pairing.starts_on:
        raise ValidationError({"ended_on": words.BEFORE_PAIRING})
    pairing.ended_on, pairing.end_reason = ended_on, reason.strip()[:300]
    pairing.save(update_fields=["ended_on", "end_reason"])
    appointment = next_round(mentorship, ended_on + timedelta(days=1))
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.PAIRING_ENDED,
        happened_on=ended_on,
        by=by,
        now=now,
        note=reason.strip(),
        delay_reason=delay_reason,
        checks_delay=checks_delay,
        checks_order=False,
    )
    audit.record(
        by=by,
        now=now,
        action="pairing.ended",
        subject=pairing,
        school_id=mentorship.school_id,
        changes={"ended_on": ended_on, "reason": reason.strip(), "appointment": appointment.pk},
    )
    return appointment


@transaction.atomic
def write_handover(*, mentorship_id: int, by: Actor, now: datetime, text: str) -> Handover:
    """Note what the new mentor should know. Deputy or head, until it is acknowledged.

    Raises DomainError("no_handover") without a mentor before; AlreadyDone once it is acknowledged.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_write_handover(by.user, mentorship))
    handover = _handover(mentorship, now)
    if handover.acknowledged_on is not None:
        raise AlreadyDone("acknowledged", words.ALREADY_ACKNOWLEDGED, **_acknowledged(handover))
    handover.text = text.strip()
    handover.save(update_fields=["text"])
    audit.record(
        by=by,
        now=now,
        action="handover.written",
        subject=handover,
        school_id=mentorship.school_id,
        changes={"text": "", **own_matter_marks(by.user, mentorship)},
        private=True,
    )
    return handover


@transaction.atomic
def acknowledge_handover(*, mentorship_id: int, by: Actor, now: datetime) -> Handover:
    """The new mentor has read it: today. Within five working days [D]; later is late, never blocked.

    Raises DomainError("no_handover"); AlreadyDone the second time.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_acknowledge(by.user, mentorship))
    handover = _handover(mentorship, now)
    if handover.acknowledged_on is not None:
        raise AlreadyDone("acknowledged", words.ALREADY_ACKNOWLEDGED, **_acknowledged(handover))
    handover.acknowledged_on = clock.today(now)
    handover.save(update_fields=["acknowledged_on"])
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.HANDOVER,
        happened_on=handover.acknowledged_on,
        by=by,
        now=now,
        checks_order=False,
    )
    audit.record(by=by, now=now, action="handover.acknowledged", subject=handover, school_id=mentorship.school_id)
    return handover


def on_step(event: StepTaken) -> None:
    """With the order for another mentor the handover is due: its row is made, if the new pairing stands already."""
    if event.step.kind != Step.Kind.ORDERED:
        return
    pairing = event.mentorship.pairings.filter(ended_on__isnull=True).first()
    if pairing is not None and selectors.predecessor(pairing) is not None:
        _of_pairing(event.mentorship, pairing, event.now)


def _acknowledged(handover: Handover) -> dict[str, Any]:
    return audit.first_to(handover, "handover.acknowledged")


def next_round(mentorship: Mentorship, opened_on: date) -> Appointment:
    """The appointment in which the next mentor of the locked case is found; one that runs already is returned."""
    rounds = list(Appointment.objects.filter(mentorship=mentorship).order_by("round"))
    done = (Appointment.State.ORDERED, Appointment.State.CLOSED)
    running = next((row for row in rounds if row.state not in done), None)
    # A case whose first order came from paper has no row of round 1; its next need is the second all the same.
    number = max((row.round for row in rounds), default=1) + 1
    return running or Appointment.objects.create(mentorship=mentorship, round=number, opened_on=opened_on)


def _handover(mentorship: Mentorship, now: datetime) -> Handover:
    pairing = mentorship.pairings.filter(ended_on__isnull=True).first()
    if pairing is None or selectors.predecessor(pairing) is None:
        raise DomainError("no_handover", words.NO_HANDOVER)
    return _of_pairing(mentorship, pairing, now)


def _of_pairing(mentorship: Mentorship, pairing: Pairing, now: datetime) -> Handover:
    before = selectors.predecessor(pairing)
    assert before is not None  # asked by the callers
    values = values_of(
        mentorship.order_rules or mentorship.country_rules,
        mentorship.order_school_rules if mentorship.order_rules else mentorship.school_rules,
    )
    length = values.handover_length.value
    due = work_calendar(mentorship.school).add(pairing.starts_on, length.days, length.unit).due
    row, _made = Handover.objects.get_or_create(
        pairing=pairing, defaults={"from_pairing": before, "made_at": now, "due_on": due}
    )
    return row
