"""One due date: when, counted from what, by which rule, with the whole working."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from mentoring.regulations.kinds import Confidence
from mentoring.regulations.schema import Value
from schools.calendar.rules import Count


class Start(StrEnum):
    """What a deadline is counted from."""

    HIRE = "hire"
    ORDER = "order"
    ANNOUNCEMENT = "announcement"
    LEVEL = "level"
    SUBMISSION = "submission"
    AGREEMENT = "agreement"
    GAP = "gap"  # the first day without a mentor
    NEW_ORDER = "new_order"  # the order for the new mentor
    DEADLINE = "deadline"  # the due date of the deadline before it: projected, or due together with it
    PERIOD_END = "period_end"
    QUARTER_END = "quarter_end"
    TEACHING_END = "teaching_end"
    MEETING = "meeting"
    SUSPENSION = "suspension"  # what remained when the case was suspended


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline with its working.

    `start_on` is the date of the start event; while that has not happened (`projected`), the date it is due itself.
    `after` is the code of the deadline that `start_on` was taken from, empty otherwise.
    `rule` is the value that sets the length, `setting` the [D] value that sets the start or the day, where another.
    `round` grows with each restart of D1 after a gap. `internal`: no legal deadline, the teacher is not a first-timer.
    `paused`: a suspension without an end is running; the date is the one before it and will move.
    """

    code: str
    start: Start
    start_on: date
    due_on: date
    count: Count
    rule: Value[Any]
    setting: Value[Any] | None = None
    met_on: date | None = None
    projected: bool = False
    after: str = ""
    round: int = 1
    quarter: int | None = None
    internal: bool = False
    paused: bool = False

    @property
    def source(self) -> str:
        """The code of what the length rests on; "school" when it is nobody's law."""
        return self.rule.source if self.is_law else "school"

    @property
    def is_law(self) -> bool:
        """Whether it may be shown as law."""
        return self.rule.is_law and not self.internal

    @property
    def day_is_setting(self) -> bool:
        """Whether the start or the day is the school's own, though the rule itself is law."""
        return self.is_law and self.setting is not None and self.setting.confidence is Confidence.DECISION
