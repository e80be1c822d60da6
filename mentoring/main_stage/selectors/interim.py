"""Interim assessments."""

from typing import Any

from django.db.models import QuerySet

from mentoring.main_stage.models import InterimAssessment
from mentoring.mentorships.models import Mentorship


def interims(mentorship: Mentorship) -> QuerySet[InterimAssessment]:
    """All assessments of the case with their points. Two queries."""
    return InterimAssessment.objects.filter(mentorship=mentorship).select_related("by").prefetch_related("marks")


def visible_interims(user: Any) -> QuerySet[InterimAssessment]:
    """Assessments of the cases that the person may open."""
    return InterimAssessment.objects.filter(mentorship__in=Mentorship.objects.visible_to(user)).select_related(
        "mentorship__novice__user"
    )
