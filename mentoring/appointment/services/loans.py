"""A mentor lent by another school: asked for, named or declined (domain, section 5)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from common import audit, clock
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.appointment import policies, selectors, words
from mentoring.appointment.models import Appointment, Loan
from mentoring.mentorships.services import locked
from schools.people.access import LEADERS
from schools.people.models import Employment, Post


@transaction.atomic
def ask_loan(*, mentorship_id: int, school_id: int, by: Actor, now: datetime, message: str = "") -> Loan:
    """The deputy asks another school for a mentor. That school reads the subject and the message, no name.

    Raises DomainError("not_open"); AlreadyDone when it was asked already; ValidationError for `school`.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_propose(by.user, mentorship))
    appointment = selectors.running(mentorship)
    if appointment is None:
        raise DomainError("not_open", words.NOT_OPEN)
    if not selectors.schools_to_ask(mentorship).filter(pk=school_id).exists():
        raise ValidationError({"school": words.CHOOSE_SCHOOL})
    try:
        with transaction.atomic():
            loan = Loan.objects.create(
                appointment=appointment, school_id=school_id, message=message.strip(), asked_by=by.user, asked_at=now
            )
    except IntegrityError as error:
        raise AlreadyDone("asked_already", words.ASKED_ALREADY) from error
    audit.record(
        by=by,
        now=now,
        action="loan.asked",
        subject=loan,
        school_id=mentorship.school_id,
        changes={"school": school_id},
    )
    return loan


@transaction.atomic
def lend(*, loan_id: int, mentor_id: int, by: Actor, now: datetime) -> Loan:
    """The head or the deputy of the other school names a teacher: the school's consent, with name and date.

    Nobody lends oneself while another leader of the school can. Raises AlreadyDone; DomainError("not_here",
    "own_matter").
    """
    loan = _waiting(loan_id, by)
    mentor = Employment.objects.on(clock.today(now)).filter(pk=mentor_id, school_id=loan.school_id).first()
    if mentor is None:
        raise DomainError("not_here", words.NOT_HERE)
    leaders = Post.objects.on(clock.today(now)).filter(
        school_id=loan.school_id, kind__in=LEADERS, user__is_active=True
    )
    if mentor.user_id == by.user_id and leaders.exclude(user_id=by.user_id).exists():
        raise DomainError("own_matter", words.OTHER_LENDS)
    loan.mentor, loan.answered_by, loan.answered_at = mentor, by.user, now
    loan.save(update_fields=["mentor", "answered_by", "answered_at"])
    audit.record(
        by=by, now=now, action="loan.lent", subject=loan, school_id=loan.school_id, changes={"mentor": mentor.pk}
    )
    return loan


@transaction.atomic
def decline_loan(*, loan_id: int, reason: str, by: Actor, now: datetime) -> Loan:
    """The other school cannot lend anybody, and says why. Raises AlreadyDone; ValidationError for `reason`."""
    loan = _waiting(loan_id, by)
    if not reason.strip():
        raise ValidationError({"reason": words.GIVE_REASON})
    loan.decline_reason, loan.answered_by, loan.answered_at = reason.strip(), by.user, now
    loan.save(update_fields=["decline_reason", "answered_by", "answered_at"])
    audit.record(by=by, now=now, action="loan.declined", subject=loan, school_id=loan.school_id)
    return loan


def _waiting(loan_id: int, by: Actor) -> Loan:
    """The loan, locked with its case, not answered yet."""
    locked(Appointment.objects.values_list("mentorship_id", flat=True).get(loans=loan_id))
    loan = Loan.objects.select_related("answered_by", "appointment").get(pk=loan_id)
    policies.require(policies.can_answer_loan(by.user, loan))
    if loan.answered_at is not None:
        raise AlreadyDone("lent_already", words.ANSWERED_ALREADY, who=loan.answered_by, when=loan.answered_at)
    if loan.appointment.state in (Appointment.State.ORDERED, Appointment.State.CLOSED):
        raise DomainError("not_open", words.NOT_OPEN)
    return loan
