"""Versions of the mentoring plan: made, written, sent for agreement (D4a)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from common import audit
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.introductory import policies, rules, words
from mentoring.introductory.models import Activity, ActivityNeed, PlanVersion
from mentoring.introductory.rules import PlanMove
from mentoring.introductory.selectors.ratings import names_of, needs_of
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.policies import own_matter_marks
from mentoring.mentorships.services import locked, record_step

HEAD_FIELDS = ("difficulties", "purpose", "objectives")


@transaction.atomic
def new_version(*, mentorship_id: int, by: Actor, now: datetime) -> PlanVersion:
    """A draft: empty the first time, later a copy of the version in force with its lines. Mentor or deputy.

    The version in force stays so until the new one is approved. Raises PermissionDenied; DomainError when a version
    is in work already.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_write_plan(by.user, mentorship))
    if (in_work := mentorship.plans.filter(state__in=rules.IN_WORK).first()) is not None:
        raise AlreadyDone("plan_in_work", words.PLAN_IN_WORK, **audit.first_to(in_work))
    last = mentorship.plans.order_by("number").last()
    plan = PlanVersion.objects.create(mentorship=mentorship, number=last.number + 1 if last else 1, made_at=now)
    in_force = mentorship.plans.filter(state=PlanVersion.State.APPROVED).first()
    if in_force is not None:
        _copy(in_force, plan)
    record(action="plan.made", plan=plan, mentorship=mentorship, by=by, now=now, changes={"number": plan.number})
    return plan


@transaction.atomic
def save_plan_head(
    *, plan_id: int, by: Actor, now: datetime, difficulties: str, purpose: str, objectives: str
) -> PlanVersion:
    """Main difficulties and requests, purpose, objectives. Raises PermissionDenied; DomainError for no draft."""
    plan, mentorship = draft(plan_id, by)
    texts = {"difficulties": difficulties.strip(), "purpose": purpose.strip(), "objectives": objectives.strip()}
    for name, text in texts.items():
        setattr(plan, name, text)
    plan.save(update_fields=HEAD_FIELDS)
    record(action="plan.changed", plan=plan, mentorship=mentorship, by=by, now=now, changes=texts)
    return plan


@transaction.atomic
def submit_plan(
    *,
    plan_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    late_reason: str = "",
    delay_reason: str = "",
) -> PlanVersion:
    """The mentor sends the draft for agreement. Guard: at least one activity for each diagnosed need (section 2).

    Raises PermissionDenied; DomainError when it is no draft or the guard does not hold; ValidationError for
    `happened_on` and a reason that is missing.
    """
    plan, mentorship = moving(plan_id)
    policies.require(policies.can_submit_plan(by.user, mentorship))
    check_move(plan, PlanMove.SUBMIT)
    if not all(getattr(plan, name) for name in HEAD_FIELDS):
        raise DomainError("plan_head", words.PLAN_HEAD)
    if not plan.activities.exists():
        raise DomainError("no_activity", words.NO_ACTIVITY)
    answered = ActivityNeed.objects.filter(activity__plan=plan).values_list("criterion", flat=True)
    if open_needs := rules.uncovered(needs_of(mentorship), answered):
        raise DomainError("needs_uncovered", words.NEEDS_UNCOVERED % {"needs": names_of(open_needs)})
    plan.state = PlanVersion.State.SUBMITTED
    plan.submitted_at, plan.submitted_on = now, happened_on
    plan.save(update_fields=["state", "submitted_at", "submitted_on"])
    plan.remarks.filter(resolved=False).update(resolved=True)
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.PLAN_SENT,
        happened_on=happened_on,
        by=by,
        now=now,
        late_reason=late_reason,
        delay_reason=delay_reason,
    )
    changes = {"number": plan.number, "happened_on": happened_on}
    record(action="plan.submitted", plan=plan, mentorship=mentorship, by=by, now=now, changes=changes)
    return plan


def moving(plan_id: int) -> tuple[PlanVersion, Mentorship]:
    """The version and its case, the case locked: all moves of a plan come one after the other."""
    mentorship = locked(PlanVersion.objects.values_list("mentorship_id", flat=True).get(pk=plan_id))
    plan = PlanVersion.objects.select_related("agreed_by", "approved_by").get(pk=plan_id)
    plan.mentorship = mentorship
    return plan, mentorship


def draft(plan_id: int, by: Actor) -> tuple[PlanVersion, Mentorship]:
    """The version to write in. Raises PermissionDenied; DomainError unless it is a draft: the others are fixed."""
    plan, mentorship = moving(plan_id)
    policies.require(policies.can_write_plan(by.user, mentorship))
    if not rules.editable(plan.state):
        raise DomainError("plan_fixed", words.PLAN_FIXED)
    return plan, mentorship


def check_move(plan: PlanVersion, move: PlanMove) -> None:
    """Raises DomainError when the plan's state table forbids the move."""
    if rules.next_plan_state(plan.state, move) is None:
        told = words.PLAN_MOVED % {"state": plan.get_state_display()}
        raise AlreadyDone("plan_state", told, **audit.first_to(plan))


def record(
    *, action: str, plan: PlanVersion, mentorship: Mentorship, by: Actor, now: datetime, changes: Mapping[str, object]
) -> None:
    """One entry of the trail, at the version."""
    changes = {**changes, **own_matter_marks(by.user, mentorship)}
    audit.record(by=by, now=now, action=action, subject=plan, school_id=mentorship.school_id, changes=changes)


def _copy(source: PlanVersion, target: PlanVersion) -> None:
    for name in HEAD_FIELDS:
        setattr(target, name, getattr(source, name))
    target.save(update_fields=HEAD_FIELDS)
    kept = list(source.activities.prefetch_related("needs"))
    copies = Activity.objects.bulk_create(
        Activity(
            plan=target,
            line=old.line,
            position=old.position,
            stage=old.stage,
            title=old.title,
            planned_on=old.planned_on,
            minutes=old.minutes,
            form=old.form,
            methods=old.methods,
            expected=old.expected,
            evidence=old.evidence,
        )
        for old in kept
    )
    ActivityNeed.objects.bulk_create(
        ActivityNeed(activity=new, criterion=need.criterion)
        for old, new in zip(kept, copies, strict=True)
        for need in old.needs.all()
    )
