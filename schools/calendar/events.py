"""What happens to a calendar, for those above whose dates are counted by it (see `common.events`)."""

from dataclasses import dataclass
from datetime import datetime

from common.actor import Actor


@dataclass(frozen=True)
class CalendarChanged:
    """Days are counted otherwise from now on: at one school, or in the whole country when `school_id` is None.

    reason: the day or year and why, as it was typed; kept with every date that moves.
    """

    school_id: int | None
    by: Actor
    now: datetime
    reason: str
