"""Due dates, and what is told of them: reminders, notices, digests; what could not be swept; what is to be counted anew."""

from mentoring.deadlines.models.deadline import (
    Deadline,
    DeadlineQuerySet,
    late_after,
    met_in_time,
    overdue,
    passed,
    running,
)
from mentoring.deadlines.models.jobs import Recount, Stuck, SweepRun
from mentoring.deadlines.models.reminders import Digest, Notice, NoticeQuerySet, Reminder, ReminderChoice, Step

__all__ = [
    "Deadline",
    "DeadlineQuerySet",
    "Digest",
    "Notice",
    "NoticeQuerySet",
    "Recount",
    "Reminder",
    "ReminderChoice",
    "Step",
    "Stuck",
    "SweepRun",
    "late_after",
    "met_in_time",
    "overdue",
    "passed",
    "running",
]
