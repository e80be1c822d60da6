"""Propose a candidate; the answers of the candidate, the deputy, the novice and the council."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from common import audit, clock
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import AlreadyDone, DomainError
from mentoring.appointment import policies, selectors, words
from mentoring.appointment.models import Appointment, Candidate, Objection
from mentoring.appointment.rules import bounds, dump
from mentoring.council import services as council
from mentoring.council.models import AgendaItem, Meeting
from mentoring.council.selectors import needs_meeting
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.services import locked, record_step
from schools.people.models import Employment


def open_appointment(*, mentorship: Mentorship, opened_on: date) -> Appointment:
    """One more need of a mentor: the first with the case, another when the mentor is replaced.

    The caller has locked the case and answers for right and audit; an appointment that runs already is returned.
    """
    if (running := selectors.running(mentorship)) is not None:
        return running
    return Appointment.objects.create(
        mentorship=mentorship, round=mentorship.appointments.count() + 1, opened_on=opened_on
    )


@transaction.atomic
def propose(*, mentorship_id: int, mentor_id: int, by: Actor, now: datetime) -> Candidate:
    """The deputy proposes a teacher of the school, or one whom another school lends; eligibility is computed for
    today and stored as it is.

    Raises PermissionDenied; AlreadyDone when another candidate is open; DomainError("not_open", "oneself", "not_here").
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_propose(by.user, mentorship))
    appointment = selectors.running(mentorship)
    other = selectors.open_candidate(mentorship)
    if other is not None:
        raise AlreadyDone("proposed_already", words.PROPOSED_ALREADY, who=other.proposed_by, when=other.proposed_at)
    if appointment is None or mentorship.is_over:
        raise DomainError("not_open", words.NOT_OPEN)
    refuse_beyond(Candidate.objects.filter(appointment__mentorship=mentorship), bounds.MOST_CANDIDATES)
    today = clock.today(now)
    here = Q(school_id=mentorship.school_id) | Q(loans__appointment=appointment)
    mentor = Employment.objects.on(today).filter(here, pk=mentor_id).first()
    if mentor is None:
        raise DomainError("not_here", words.NOT_HERE)
    if mentor.user_id == mentorship.novice.user_id:
        raise DomainError("oneself", words.OWN_MENTOR)
    assessment = selectors.assessment_of(mentor.pk, mentorship, today)
    candidate = Candidate.objects.create(
        appointment=appointment,
        mentor=mentor,
        eligibility=dump(assessment),
        verdict=assessment.verdict,
        proposed_by=by.user,
        proposed_at=now,
    )
    _move(appointment, Appointment.State.PROPOSED)
    _audit(candidate, by, now, "candidate.proposed", mentor=mentor, verdict=str(assessment.verdict))
    record_step(mentorship=mentorship, kind=Step.Kind.PROPOSED, happened_on=today, by=by, now=now, checks_order=False)
    return candidate


@transaction.atomic
def accept(*, candidate_id: int, by: Actor, now: datetime) -> Candidate:
    """The candidate agrees. Raises AlreadyDone when answered or closed."""
    candidate = lock_candidate(candidate_id)
    policies.require(policies.can_answer(by.user, candidate))
    _still(candidate, Candidate.State.PROPOSED)
    candidate.state, candidate.answered_at = Candidate.State.ACCEPTED, now
    candidate.save(update_fields=["state", "answered_at"])
    _move(candidate.appointment, Appointment.State.ACCEPTED)
    _audit(candidate, by, now, "candidate.accepted")
    _step(candidate, Step.Kind.ACCEPTED, by, now)
    return candidate


@transaction.atomic
def decline(*, candidate_id: int, reason: str, by: Actor, now: datetime) -> Candidate:
    """The candidate declines with a reason; the appointment is open again."""
    candidate = lock_candidate(candidate_id)
    policies.require(policies.can_answer(by.user, candidate))
    _still(candidate, Candidate.State.PROPOSED)
    candidate.answered_at = now
    return close(candidate, Candidate.State.DECLINED, reason, by, now)


@transaction.atomic
def withdraw(*, candidate_id: int, reason: str, by: Actor, now: datetime) -> Candidate:
    """The deputy takes the proposal back, at any time before the order; the appointment is open again."""
    candidate = lock_candidate(candidate_id)
    policies.require(policies.can_propose(by.user, candidate.appointment.mentorship))
    _still(candidate, *OPEN)
    return close(candidate, Candidate.State.WITHDRAWN, reason, by, now)


@transaction.atomic
def refuse(*, candidate_id: int, reason: str, by: Actor, now: datetime) -> Candidate:
    """The head refuses to sign; the appointment is open again. In a matter of one's own another head does, as for the
    order itself: DomainError("own_matter")."""
    candidate = lock_candidate(candidate_id)
    mentorship = candidate.appointment.mentorship
    policies.require(policies.can_order(by.user, mentorship))
    _still(candidate, Candidate.State.RECOMMENDED)
    if selectors.signs_instead(mentorship, candidate, by.user):
        raise DomainError("own_matter", words.OTHER_SIGNS)
    return close(candidate, Candidate.State.REFUSED, reason, by, now)


@transaction.atomic
def object_to(*, candidate_id: int, text: str, by: Actor, now: datetime) -> Objection:
    """The novice objects once, to the deputy alone. The audit entry holds no word of it."""
    candidate = lock_candidate(candidate_id)
    policies.require(policies.can_object(by.user, candidate))
    _still(candidate, *OPEN)
    if (earlier := Objection.objects.filter(candidate=candidate).first()) is not None:
        raise AlreadyDone("objected_already", words.OBJECTED_ALREADY, who=by.user, when=earlier.made_at)
    if not text.strip():
        raise ValidationError({"text": words.WRITE_SOMETHING})
    objection = Objection.objects.create(candidate=candidate, text=text.strip(), made_at=now)
    audit.record(
        by=by,
        now=now,
        action="candidate.objected",
        subject=objection,
        school_id=candidate.appointment.mentorship.school_id,
        changes={"text": text},
        private=True,
    )
    return objection


@transaction.atomic
def put_on_agenda(*, candidate_id: int, meeting_id: int, by: Actor, now: datetime) -> AgendaItem:
    """The deputy puts a candidate who agreed before a meeting; after one that decided nothing, before the next."""
    candidate = lock_candidate(candidate_id)
    mentorship = candidate.appointment.mentorship
    policies.require(policies.can_propose(by.user, mentorship))
    _still(candidate, Candidate.State.ACCEPTED)
    item = candidate.agenda_item
    if item is not None and not needs_meeting(item):
        raise AlreadyDone(
            "on_agenda_already",
            words.ON_AGENDA_ALREADY % {"when": item.meeting},
            **audit.first_to(item, "agenda.item_added"),
        )
    if not Meeting.objects.filter(pk=meeting_id, school_id=mentorship.school_id).exists():
        raise ValidationError({"meeting": words.OTHER_SCHOOL})
    candidate.agenda_item = council.add_item(
        meeting_id=meeting_id, kind=AgendaItem.Kind.CANDIDATE, mentorship=mentorship, by=by, now=now
    )
    candidate.save(update_fields=["agenda_item"])
    return candidate.agenda_item


OPEN = (Candidate.State.PROPOSED, Candidate.State.ACCEPTED, Candidate.State.RECOMMENDED)


def lock_candidate(candidate_id: int) -> Candidate:
    """The candidate with its case locked: whoever comes second reads what the first has done."""
    locked(Appointment.objects.values_list("mentorship_id", flat=True).get(candidates=candidate_id))
    return Candidate.objects.select_related(
        "mentor__user", "appointment__mentorship__novice", "appointment__mentorship__school", "agenda_item__meeting"
    ).get(pk=candidate_id)


def close(
    candidate: Candidate, state: str, reason: str, by: Actor, now: datetime, *, happened_on: date | None = None
) -> Candidate:
    """Close the locked candidate with a reason; the appointment is open again. Raises ValidationError for `reason`."""
    if not reason.strip():
        raise ValidationError({"reason": words.GIVE_REASON})
    candidate.state, candidate.close_reason, candidate.closed_at = state, reason.strip(), now
    candidate.save()
    _move(candidate.appointment, Appointment.State.OPEN)
    _audit(candidate, by, now, f"candidate.{state}", reason=reason)
    _step(candidate, Step.Kind.DECLINED, by, now, happened_on=happened_on, checks_delay=happened_on is None)
    return candidate


def _still(candidate: Candidate, *states: str) -> None:
    """Raises AlreadyDone with the time when somebody was first; DomainError when it is not there yet."""
    if candidate.state in states:
        return
    if candidate.closed_at is not None:
        raise AlreadyDone(
            "closed_already", words.CLOSED_ALREADY, **audit.first_to(candidate, f"candidate.{candidate.state}")
        )
    if candidate.answered_at is not None and Candidate.State.PROPOSED in states:
        raise AlreadyDone(
            "answered_already", words.ANSWERED_ALREADY, who=candidate.mentor.user, when=candidate.answered_at
        )
    raise DomainError("moved_on", words.MOVED_ON)


def _move(appointment: Appointment, state: str) -> None:
    appointment.state = state
    appointment.save(update_fields=["state"])


def _audit(candidate: Candidate, by: Actor, now: datetime, action: str, **changes: object) -> None:
    school = candidate.appointment.mentorship.school_id
    audit.record(by=by, now=now, action=action, subject=candidate, school_id=school, changes=changes)


def _step(
    candidate: Candidate,
    kind: str,
    by: Actor,
    now: datetime,
    *,
    happened_on: date | None = None,
    checks_delay: bool = True,
) -> None:
    record_step(
        mentorship=candidate.appointment.mentorship,
        kind=kind,
        happened_on=happened_on or clock.today(now),
        by=by,
        now=now,
        checks_delay=checks_delay,
        checks_order=False,
    )
