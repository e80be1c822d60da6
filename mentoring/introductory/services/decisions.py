"""The deputy agrees (D4b), the head approves (D4c), either sends back with remarks."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from common import clock
from common.actor import Actor
from common.errors import AlreadyDone
from mentoring.introductory import policies, words
from mentoring.introductory.models import PlanRemark, PlanVersion
from mentoring.introductory.rules import PlanMove
from mentoring.introductory.services.plan import check_move, moving, record
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.policies import own_matter
from mentoring.mentorships.services import record_step

State = PlanVersion.State


@transaction.atomic
def agree_plan(
    *,
    plan_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    no_other_official: str = "",
    late_reason: str = "",
    delay_reason: str = "",
) -> PlanVersion:
    """The deputy agrees a plan that was sent. Meets D4b.

    In a matter of one's own it needs `no_other_official`, which is printed, and is refused where another deputy can
    do it. Raises PermissionDenied; DomainError by the plan's state, AlreadyDone when somebody was first;
    ValidationError for `no_other_official`, `happened_on` and a reason that is missing.
    """
    plan, mentorship = moving(plan_id)
    policies.require(policies.can_agree_plan(by.user, mentorship))
    if plan.state == State.AGREED:
        raise _done_by(plan, plan.agreed_by, plan.agreed_on)
    check_move(plan, PlanMove.AGREE)
    reason = _own_matter(mentorship, by, no_other_official)
    plan.state, plan.agreed_on, plan.agreed_by = State.AGREED, happened_on, by.user
    plan.save(update_fields=["state", "agreed_on", "agreed_by"])
    _step(plan, mentorship, Step.Kind.PLAN_AGREED, by, now, happened_on, late_reason, delay_reason, reason)
    return plan


@transaction.atomic
def approve_plan(
    *,
    plan_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    no_other_official: str = "",
    late_reason: str = "",
    delay_reason: str = "",
) -> PlanVersion:
    """The head approves an agreed plan: it is in force and fixed, the one before is superseded, the main stage opens.

    Meets D4c. Raises as `agree_plan`.
    """
    plan, mentorship = moving(plan_id)
    policies.require(policies.can_approve_plan(by.user, mentorship))
    if plan.state == State.APPROVED:
        raise _done_by(plan, plan.approved_by, plan.approved_on)
    check_move(plan, PlanMove.APPROVE)
    reason = _own_matter(mentorship, by, no_other_official)
    former = mentorship.plans.filter(state=State.APPROVED).first()
    if former is not None:
        check_move(former, PlanMove.SUPERSEDE)
        former.state = State.SUPERSEDED
        former.save(update_fields=["state"])
    plan.state, plan.approved_on, plan.approved_by = State.APPROVED, happened_on, by.user
    plan.save(update_fields=["state", "approved_on", "approved_by"])
    _step(plan, mentorship, Step.Kind.PLAN_APPROVED, by, now, happened_on, late_reason, delay_reason, reason)
    return plan


@transaction.atomic
def send_back_plan(
    *, plan_id: int, by: Actor, now: datetime, remark: str = "", line_remarks: Mapping[UUID, str] | None = None
) -> PlanVersion:
    """Back to draft with remarks: `remark` at the whole, `line_remarks` at lines of activities. Today's step.

    By whoever would have to agree or approve it now; at least one remark. Agreement given before is void.
    Raises PermissionDenied; DomainError by the plan's state; ValidationError for `remark`.
    """
    plan, mentorship = moving(plan_id)
    check_move(plan, PlanMove.SEND_BACK)
    policies.require(policies.can_send_back_plan(by.user, mentorship, plan))
    texts: list[tuple[UUID | None, str]] = [(None, remark.strip())] if remark.strip() else []
    texts += [(line, text.strip()) for line, text in (line_remarks or {}).items() if text.strip()]
    if not texts:
        raise ValidationError({"remark": words.WRITE_REMARK})
    known = set(plan.activities.values_list("line", flat=True))
    if any(line is not None and line not in known for line, _text in texts):
        raise ValidationError({"remark": words.LINE_UNKNOWN})
    for line, text in texts:
        row = PlanRemark(plan=plan, line=line, text=text, by=by.user, made_at=now)
        row.full_clean(exclude=["plan", "by"])
        row.save()
    plan.state, plan.agreed_on, plan.agreed_by = State.DRAFT, None, None
    plan.save(update_fields=["state", "agreed_on", "agreed_by"])
    _step(plan, mentorship, Step.Kind.PLAN_RETURNED, by, now, clock.today(now))
    return plan


def _own_matter(mentorship: Mentorship, by: Actor, reason: str) -> str:
    """The reason that the step keeps; empty where the matter is not one's own, whatever was written."""
    if not own_matter(by.user, mentorship):
        return ""
    if not reason.strip():
        raise ValidationError({"no_other_official": words.NO_OTHER_OFFICIAL})
    return reason.strip()


def _done_by(plan: PlanVersion, who: object, when: date | None) -> AlreadyDone:
    return AlreadyDone("plan_done", words.PLAN_DONE % {"state": plan.get_state_display()}, who=who, when=when)


def _step(
    plan: PlanVersion,
    mentorship: Mentorship,
    kind: Step.Kind,
    by: Actor,
    now: datetime,
    happened_on: date,
    late_reason: str = "",
    delay_reason: str = "",
    no_other_official: str = "",
) -> None:
    record_step(
        mentorship=mentorship,
        kind=kind,
        happened_on=happened_on,
        by=by,
        now=now,
        late_reason=late_reason,
        delay_reason=delay_reason,
        no_other_official=no_other_official,
    )
    changes: dict[str, object] = {"number": plan.number, "state": str(plan.state), "happened_on": happened_on}
    record(
        action=f"plan.{kind.value.removeprefix('plan_')}",
        plan=plan,
        mentorship=mentorship,
        by=by,
        now=now,
        changes=changes,
    )
