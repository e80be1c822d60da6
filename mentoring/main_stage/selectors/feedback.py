"""Feedback: its words for two people only, its dates and count for the deputy."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mentoring.main_stage.models import FeedbackNote
from mentoring.mentorships.models import Mentorship


@dataclass(frozen=True)
class FeedbackCount:
    """All that the deputy learns: when feedback was sent, and how often."""

    days: tuple[date, ...]

    @property
    def count(self) -> int:
        return len(self.days)


def notes(user: Any, mentorship: Mentorship | None = None) -> QuerySet[FeedbackNote]:
    """The notes that the person may read: one's own as mentor, those sent to one as novice."""
    found = FeedbackNote.objects.visible_to(user).select_related("mentor__user", "mentorship__novice__user")
    return found if mentorship is None else found.filter(mentorship=mentorship)


def feedback_count(mentorship: Mentorship) -> FeedbackCount:
    """Days of what was sent; drafts are nobody's business."""
    sent = FeedbackNote.objects.filter(mentorship=mentorship, sent_at__isnull=False)
    return FeedbackCount(days=tuple(sent.order_by("happened_on", "pk").values_list("happened_on", flat=True)))
