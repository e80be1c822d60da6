"""What has happened in one case, as far as deadlines depend on it. Dates are `happened_on` dates."""

from dataclasses import dataclass
from datetime import date

from schools.calendar.rules import Span


@dataclass(frozen=True, slots=True)
class Replacement:
    """One change of mentor, in the order they happened.

    `clock_restart_on` is the first day without a mentor; None when the old pairing stayed open until the new order.
    `order_on` is the date of the new order; None while it has not been issued. Raises ValueError when both are None.
    """

    clock_restart_on: date | None = None
    order_on: date | None = None

    def __post_init__(self) -> None:
        if self.began_on is None:
            raise ValueError("a replacement needs its first uncovered day or its new order")

    @property
    def began_on(self) -> date | None:
        """When the steps still open began to wait for the new mentor."""
        return self.clock_restart_on or self.order_on


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The dated facts of one case. None means: has not happened yet, or is not known.

    `order_on` and `announced_on` belong to the first mentor; later ones stand in `replacements`. `submitted_on` and
    `agreed_on` belong to the plan version now under way. `period_to` is the last day of the mentored period.
    `meeting_on` is the council's meeting that hears the report. `first_time` is False for a teacher new to the
    collective or with a diagnosed deficit: the same deadlines then are internal.
    """

    hired_on: date
    order_on: date | None = None
    announced_on: date | None = None
    level_on: date | None = None
    sheet_signed_on: date | None = None
    submitted_on: date | None = None
    agreed_on: date | None = None
    approved_on: date | None = None
    interim_on: date | None = None
    report_on: date | None = None
    heard_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    meeting_on: date | None = None
    suspensions: tuple[Span, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    first_time: bool = True
