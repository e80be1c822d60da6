"""What happens to a stay at a school, for those above who must act (see `common.events`)."""

from dataclasses import dataclass
from datetime import date, datetime

from common.actor import Actor


@dataclass(frozen=True)
class EmploymentStarted:
    """These people began at a school: one hire, or a whole file."""

    employment_ids: tuple[int, ...]
    by: Actor
    now: datetime


@dataclass(frozen=True)
class EmploymentEnded:
    """`left_on` is the last day at the school, inclusive; it may lie ahead."""

    employment_id: int
    left_on: date
    by: Actor
    now: datetime
