"""The level of professional training (D2)."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit
from common.actor import Actor
from mentoring.introductory import policies, words
from mentoring.introductory.models import LevelAssessment
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.services import locked, moved_on, record_step

METHODS = ("interview", "documents", "visit")


@transaction.atomic
def record_level(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    methods: Collection[str],
    level: str,
    happened_on: date,
    text: str = "",
    late_reason: str = "",
    delay_reason: str = "",
) -> LevelAssessment:
    """The mentor determines the level: by which of METHODS, which level, when. Meets D2, opens the diagnostics.

    Raises PermissionDenied; DomainError when the case waits for something else; ValidationError for `methods`,
    `level`, `happened_on`, and for a reason that is missing.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_record_level(by.user, mentorship))
    if mentorship.state != Mentorship.State.LEVEL:
        raise moved_on(mentorship)
    if not methods or set(methods) - set(METHODS):
        raise ValidationError({"methods": words.LEVEL_METHOD})
    if level not in LevelAssessment.Level.values:
        raise ValidationError({"level": words.RATE_THIS})
    assessment = LevelAssessment.objects.create(
        mentorship=mentorship,
        by_interview="interview" in methods,
        by_documents="documents" in methods,
        by_visit="visit" in methods,
        level=level,
        text=text.strip(),
        happened_on=happened_on,
        recorded_at=now,
        by=by.user,
    )
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.LEVEL,
        happened_on=happened_on,
        by=by,
        now=now,
        late_reason=late_reason,
        delay_reason=delay_reason,
    )
    audit.record(
        by=by,
        now=now,
        action="level.recorded",
        subject=assessment,
        school_id=mentorship.school_id,
        changes={"level": level, "methods": sorted(methods), "happened_on": happened_on},
    )
    return assessment
