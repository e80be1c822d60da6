"""Activities of a draft: a line each, with the needs that it answers."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from common import dates
from common.actor import Actor
from common.bounds import refuse_beyond
from mentoring.introductory import rules, words
from mentoring.introductory.models import Activity, ActivityNeed
from mentoring.introductory.services.plan import draft, record
from mentoring.library.activities import ActivityForm
from mentoring.library.criteria import BY_MENTOR
from mentoring.mentorships.models import Mentorship

FIELDS = ("stage", "title", "planned_on", "minutes", "form", "methods", "expected", "evidence")


@transaction.atomic
def add_activity(
    *,
    plan_id: int,
    by: Actor,
    now: datetime,
    stage: int,
    title: str,
    planned_on: date,
    minutes: int,
    form: str,
    expected: str,
    methods: str = "",
    evidence: str = "",
    needs: Collection[str] = (),
) -> Activity:
    """One more line of a draft; `minutes` is its planned length, `needs` the criteria it answers.

    Raises PermissionDenied; DomainError when the version is no draft or is full; ValidationError by field.
    """
    plan, mentorship = draft(plan_id, by)
    refuse_beyond(plan.activities.all(), rules.MOST_ACTIVITIES)
    position = (plan.activities.aggregate(last=Max("position"))["last"] or 0) + 1
    activity = Activity(plan=plan, position=position)
    values = {
        "stage": stage,
        "title": title,
        "planned_on": planned_on,
        "minutes": minutes,
        "form": form,
        "methods": methods,
        "expected": expected,
        "evidence": evidence,
    }
    _write(activity, mentorship, values, needs)
    record(
        action="activity.added",
        plan=plan,
        mentorship=mentorship,
        by=by,
        now=now,
        changes={"line": str(activity.line), **values, "needs": sorted(needs)},
    )
    return activity


@transaction.atomic
def edit_activity(
    *, activity_id: int, by: Actor, now: datetime, needs: Collection[str] = (), **values: Any
) -> Activity:
    """Change a line of a draft; `values` are those of `add_activity`. The line's own number stays.

    Raises TypeError for an unknown value, and as `add_activity`.
    """
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"An activity has no {', '.join(sorted(unknown))}.")
    plan, mentorship = draft(Activity.objects.values_list("plan_id", flat=True).get(pk=activity_id), by)
    activity = Activity.objects.get(pk=activity_id)
    _write(activity, mentorship, values, needs)
    record(
        action="activity.changed",
        plan=plan,
        mentorship=mentorship,
        by=by,
        now=now,
        changes={"line": str(activity.line), **values, "needs": sorted(needs)},
    )
    return activity


@transaction.atomic
def remove_activity(*, activity_id: int, by: Actor, now: datetime) -> None:
    """Take a line out of a draft; versions approved before keep it. Raises PermissionDenied; DomainError."""
    plan, mentorship = draft(Activity.objects.values_list("plan_id", flat=True).get(pk=activity_id), by)
    activity = Activity.objects.get(pk=activity_id)
    record(
        action="activity.removed",
        plan=plan,
        mentorship=mentorship,
        by=by,
        now=now,
        changes={"line": str(activity.line), "title": activity.title},
    )
    activity.delete()


def _write(activity: Activity, mentorship: Mentorship, values: dict[str, Any], needs: Collection[str]) -> None:
    if set(needs) - set(BY_MENTOR):
        raise ValidationError({"needs": words.NEED_UNKNOWN})
    for name, value in values.items():
        setattr(activity, name, value.strip() if isinstance(value, str) else value)
    if activity.form not in ActivityForm.values:
        raise ValidationError({"form": words.CHOOSE_FORM})
    activity.full_clean(exclude=["plan"])
    if not mentorship.starts_on <= activity.planned_on <= mentorship.period_to:
        period = {"first": dates.numeric(mentorship.starts_on), "last": dates.numeric(mentorship.period_to)}
        raise ValidationError({"planned_on": words.ITEM_DATE % period})
    activity.save()
    activity.needs.all().delete()
    ActivityNeed.objects.bulk_create(ActivityNeed(activity=activity, criterion=code) for code in sorted(set(needs)))
