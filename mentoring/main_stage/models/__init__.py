"""Stage 2: activities logged against the plan, feedback, interim assessment."""

from mentoring.main_stage.models.feedback import FeedbackNote
from mentoring.main_stage.models.interim import InterimAssessment, InterimMark
from mentoring.main_stage.models.log import LogEntry, LogLine, Outcome

__all__ = ["FeedbackNote", "InterimAssessment", "InterimMark", "LogEntry", "LogLine", "Outcome"]
