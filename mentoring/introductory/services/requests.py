"""What the novice asks for."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit
from common.actor import Actor
from common.bounds import refuse_beyond
from mentoring.introductory import policies, rules, words
from mentoring.introductory.models import NoviceRequest
from mentoring.mentorships.services import locked


@transaction.atomic
def add_request(*, mentorship_id: int, by: Actor, now: datetime, text: str) -> NoviceRequest:
    """The novice's own words, printed in the diagnostic sheet and in the plan.

    Raises PermissionDenied, in a case that is over, too; ValidationError for an empty `text`.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_request(by.user, mentorship))
    if not text.strip():
        raise ValidationError({"text": words.WRITE_REQUEST})
    refuse_beyond(NoviceRequest.objects.filter(mentorship=mentorship), rules.MOST_REQUESTS)
    request = NoviceRequest(mentorship=mentorship, text=text.strip(), made_at=now)
    request.full_clean(exclude=["mentorship"])
    request.save()
    audit.record(
        by=by,
        now=now,
        action="request.added",
        subject=request,
        school_id=mentorship.school_id,
        changes={"text": request.text},
    )
    return request
