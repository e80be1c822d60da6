"""A case that ends before its time, or was entered by mistake. Both are kept."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit
from common.actor import Actor
from mentoring.changes import policies, words
from mentoring.final_stage.services import close_rows
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.services import locked, record_step


@transaction.atomic
def terminate(
    *, mentorship_id: int, by: Actor, now: datetime, happened_on: date, reason: str, delay_reason: str = ""
) -> Mentorship:
    """End the case with a reason: the pairing ends that day, open deadlines are dropped. Deputy or head.

    Raises ValidationError for a missing reason or a wrong date; DomainError("wrong_state") when the case is over.
    """
    return _end(
        Step.Kind.TERMINATED, "mentorship.terminated", mentorship_id, by, now, happened_on, reason, delay_reason
    )


@transaction.atomic
def cancel(*, mentorship_id: int, by: Actor, now: datetime, happened_on: date, reason: str) -> Mentorship:
    """Cancel what was entered in error. Deputy or head, before the order only: DomainError("wrong_state") after it."""
    return _end(Step.Kind.CANCELLED, "mentorship.cancelled", mentorship_id, by, now, happened_on, reason, "")


def _end(
    kind: str, action: str, mentorship_id: int, by: Actor, now: datetime, on: date, reason: str, delay_reason: str
) -> Mentorship:
    mentorship = locked(mentorship_id)
    policies.require(policies.can_change(by.user, mentorship))
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": words.GIVE_REASON})
    record_step(
        mentorship=mentorship,
        kind=kind,
        happened_on=on,
        by=by,
        now=now,
        note=reason,
        delay_reason=delay_reason,
        checks_delay=kind == Step.Kind.TERMINATED,
    )
    close_rows(mentorship, on=on, now=now, reason=reason)
    audit.record(by=by, now=now, action=action, subject=mentorship, changes={"on": on, "reason": reason})
    return mentorship
