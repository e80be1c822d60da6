"""A dated pause: each open deadline but D1 keeps its remaining days and runs on the day after (domain, section 2)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit, clock
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import DomainError
from mentoring.changes import policies, rules, selectors, words
from mentoring.mentorships.models import Mentorship, Step, Suspension
from mentoring.mentorships.services import locked, moved_on, record_step


@transaction.atomic
def suspend(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
    order_text: str = "",
    delay_reason: str = "",
) -> Suspension:
    """Suspend the case from–to, both inclusive; without `ends_on` until it is resumed. Whoever writes the case (`policies.can_change`).

    One that begins later is recorded today. Raises ValidationError for dates that overlap another suspension or lie
    before the last recorded step; DomainError("wrong_state") before there is a mentor, or when the case is over.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_change(by.user, mentorship))
    if mentorship.is_over or mentorship.state == Mentorship.State.AWAITING_MENTOR:
        raise moved_on(mentorship)
    refuse_beyond(mentorship.suspensions.all(), rules.MOST_SUSPENSIONS)
    others = list(mentorship.suspensions.values_list("starts_on", "ends_on"))
    fault = rules.suspension_fault(starts_on, ends_on, selectors.last_step_on(mentorship), others)
    if fault is not None:
        field = "ends_on" if fault is rules.SuspensionFault.END_BEFORE_START else "starts_on"
        raise ValidationError({field: words.SUSPENSIONS[fault]})
    suspension = Suspension(
        mentorship=mentorship, reason=reason, starts_on=starts_on, ends_on=ends_on, order_text=order_text.strip()
    )
    suspension.clean_fields(exclude=["mentorship"])
    suspension.save()
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.SUSPENDED,
        happened_on=min(starts_on, clock.today(now)),
        by=by,
        now=now,
        note=_span(suspension),
        delay_reason=delay_reason,
    )
    audit.record(
        by=by,
        now=now,
        action="mentorship.suspended",
        subject=suspension,
        school_id=mentorship.school_id,
        changes={"reason": reason, "from": starts_on, "until": ends_on, "order": suspension.order_text},
    )
    return suspension


@transaction.atomic
def resume(*, mentorship_id: int, by: Actor, now: datetime, happened_on: date, delay_reason: str = "") -> Suspension:
    """Go on: `happened_on` is the first day of mentoring again, so the suspension ends the day before. Whoever writes the case (`policies.can_change`).

    Raises DomainError("not_suspended"); ValidationError for the first day of the suspension itself or one before it.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_change(by.user, mentorship))
    suspension = selectors.running_suspension(mentorship, clock.today(now))
    if suspension is None or mentorship.is_over:
        raise DomainError("not_suspended", words.NOT_SUSPENDED)
    if happened_on <= suspension.starts_on:
        raise ValidationError({"happened_on": words.RESUMED_TOO_EARLY})
    suspension.ends_on = happened_on - timedelta(days=1)
    suspension.save(update_fields=["ends_on"])
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.RESUMED,
        happened_on=happened_on,
        by=by,
        now=now,
        delay_reason=delay_reason,
        checks_order=False,
    )
    audit.record(
        by=by,
        now=now,
        action="mentorship.resumed",
        subject=suspension,
        school_id=mentorship.school_id,
        changes={"until": suspension.ends_on},
    )
    return suspension


def _span(suspension: Suspension) -> str:
    """The dates as typed, language-free, for the timeline: 07.12.2026–18.12.2026, order."""
    last = f"{suspension.ends_on:%d.%m.%Y}" if suspension.ends_on else "…"
    return ", ".join(part for part in (f"{suspension.starts_on:%d.%m.%Y}–{last}", suspension.order_text) if part)
