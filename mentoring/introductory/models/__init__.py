"""Stage 1: level, diagnostics, the novice's requests, adaptation plan, mentoring plan."""

from mentoring.introductory.models.diagnostics import DiagnosticSheet, LevelAssessment, NoviceRequest, Rating
from mentoring.introductory.models.plan import Activity, ActivityNeed, AdaptationItem, PlanRemark, PlanVersion

__all__ = [
    "Activity",
    "ActivityNeed",
    "AdaptationItem",
    "DiagnosticSheet",
    "LevelAssessment",
    "NoviceRequest",
    "PlanRemark",
    "PlanVersion",
    "Rating",
]
