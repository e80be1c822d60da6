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
    """End the case with a reason: the pairing ends that day, open deadlines are dropped. Whoever writes the case (`policies.can_change`).

    Raises ValidationError for a missing reason or a wrong date; DomainError("wrong_state") when the case is over.
    """
    mentorship = _to_end(mentorship_id, by, reason)
    return close_case(
        Step.Kind.TERMINATED,
        mentorship,
        by=by,
        now=now,
        happened_on=happened_on,
        reason=reason.strip(),
        delay_reason=delay_reason,
    )


@transaction.atomic
def cancel(*, mentorship_id: int, by: Actor, now: datetime, happened_on: date, reason: str) -> Mentorship:
    """Cancel what was entered in error. Whoever writes the case, before the order only: DomainError("wrong_state") after it."""
    mentorship = _to_end(mentorship_id, by, reason)
    return close_case(
        Step.Kind.CANCELLED,
        mentorship,
        by=by,
        now=now,
        happened_on=happened_on,
        reason=reason.strip(),
        checks_delay=False,
    )


def close_case(
    kind: str,
    mentorship: Mentorship,
    *,
    by: Actor,
    now: datetime,
    happened_on: date,
    reason: str,
    delay_reason: str = "",
    checks_delay: bool = True,
) -> Mentorship:
    """End the locked case by `kind`, TERMINATED or CANCELLED; the caller answers for the right and the reason."""
    record_step(
        mentorship=mentorship,
        kind=kind,
        happened_on=happened_on,
        by=by,
        now=now,
        note=reason,
        delay_reason=delay_reason,
        checks_delay=checks_delay,
    )
    close_rows(mentorship, on=happened_on, now=now, reason=reason)
    audit.record(
        by=by,
        now=now,
        action=f"mentorship.{kind}",
        subject=mentorship,
        changes={"on": happened_on, "reason": reason},
    )
    return mentorship


def _to_end(mentorship_id: int, by: Actor, reason: str) -> Mentorship:
    mentorship = locked(mentorship_id)
    policies.require(policies.can_change(by.user, mentorship))
    if not reason.strip():
        raise ValidationError({"reason": words.GIVE_REASON})
    return mentorship
