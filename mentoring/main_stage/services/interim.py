"""Record the interim assessment (D6), and the novice's comment on it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import DomainError
from mentoring.main_stage import policies, rules, words
from mentoring.main_stage.models import InterimAssessment, InterimMark
from mentoring.mentorships import policies as cases
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.services import locked, record_step


@transaction.atomic
def record_interim(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    format: str,
    title: str,
    happened_on: date,
    marks: Sequence[tuple[str, int]],
    result: str,
    next_steps: str,
    present: str = "",
    late_reason: str = "",
    delay_reason: str = "",
) -> InterimAssessment:
    """Record an assessment in one of the four formats (domain, section 9). `marks`: criterion and points, 0–4.

    Raises PermissionDenied; DomainError("wrong_state") outside the main stage; ValidationError for the date, for
    points out of range, and for a reason that is missing when it is late or entered late.
    """
    mentorship = locked(mentorship_id)
    policies.require(cases.is_mentor(by.user, mentorship))
    if mentorship.state != Mentorship.State.MAIN:
        raise DomainError("wrong_state", words.NOT_MAIN)
    if not marks:
        raise ValidationError(words.ONE_CRITERION)
    if any(not text.strip() or not 0 <= points <= 4 for text, points in marks):
        raise ValidationError(words.POINTS)
    refuse_beyond(InterimAssessment.objects.filter(mentorship=mentorship), rules.MOST_INTERIMS)
    assessment = InterimAssessment(
        mentorship=mentorship,
        format=format,
        title=title.strip(),
        happened_on=happened_on,
        present=present.strip(),
        result=result.strip(),
        next_steps=next_steps.strip(),
        recorded_at=now,
        by=by.user,
    )
    assessment.clean_fields()
    assessment.save()
    InterimMark.objects.bulk_create(
        InterimMark(assessment=assessment, position=position, text=text.strip(), points=points)
        for position, (text, points) in enumerate(marks, start=1)
    )
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.INTERIM,
        happened_on=happened_on,
        by=by,
        now=now,
        late_reason=late_reason.strip(),
        delay_reason=delay_reason.strip(),
    )
    audit.record(
        by=by,
        now=now,
        action="interim.recorded",
        subject=assessment,
        school_id=mentorship.school_id,
        changes={"format": format, "happened_on": happened_on, "points": [points for _text, points in marks]},
    )
    return assessment


@transaction.atomic
def comment_interim(*, assessment_id: int, by: Actor, now: datetime, text: str) -> InterimAssessment:
    """The novice's comment; an empty text takes it back. Raises PermissionDenied."""
    assessment = (
        InterimAssessment.objects.select_for_update(of=("self",))
        .select_related("mentorship__novice")
        .get(pk=assessment_id)
    )
    policies.require(policies.can_comment_interim(by.user, assessment.mentorship))
    before, assessment.comment = assessment.comment, text.strip()
    assessment.save(update_fields=["comment"])
    audit.record(
        by=by,
        now=now,
        action="interim.commented",
        subject=assessment,
        school_id=assessment.mentorship.school_id,
        changes={"comment": assessment.comment, "before": before},
    )
    return assessment
