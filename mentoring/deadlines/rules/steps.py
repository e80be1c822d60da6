"""How a single period of a case is counted: pauses that concern it, and what a pause leaves of it.

A suspension stops every open deadline but D1: paused days are not counted, and the period runs on the day after.
A deadline met before the suspension began is not touched by it. Dates that are fixed (a quarter's end, the period's
end) keep the days that remained; a date that follows from a meeting stays with the meeting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.regulations.kinds import Length
from schools.calendar.rules import Count, Span, Unit, WorkCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pauses:
    """The suspensions of a case, seen from one deadline at a time."""

    spans: tuple[Span, ...]

    def closed(self, met_on: date | None) -> list[Span]:
        """The suspensions that are counted: those with an end that began before the deadline was met.

        What is met during a suspension ends it for this deadline: it is not late while its clock stands still.
        """
        ended = (Span(span.first, _earlier(span.last, met_on)) for span in self.spans if not _after(span, met_on))
        return sorted((span for span in ended if span.last is not None), key=lambda span: span.first)

    def running(self, due_on: date, met_on: date | None) -> bool:
        """Whether a suspension without an end stops the deadline."""
        return met_on is None and any(span.last is None and span.first <= due_on for span in self.spans)


def counted(calendar: WorkCalendar, start: date, length: Length, pauses: Sequence[Span] = ()) -> Count:
    """A period of that length after `start`."""
    return calendar.add(start, length.days, length.unit, pauses)


def kept(calendar: WorkCalendar, plain: Count, began: date, unit: Unit, pauses: Sequence[Span]) -> Count:
    """A fixed due date after suspensions: the days that remained when the first one began, counted on.

    `began` is the day from which the deadline was open. Without a suspension in between it is `plain` itself.
    """
    before = [span for span in pauses if span.first <= plain.due and span.last is not None and span.last > began]
    if not before:
        return plain
    stopped = max(min(span.first for span in before) - ONE_DAY, began)
    if unit is Unit.WORKING:
        remaining = calendar.working_days_between(stopped, plain.due)
    else:
        remaining = (plain.start - stopped).days
    return calendar.add(stopped, max(remaining, 0), unit, pauses)


def _earlier(last: date | None, met_on: date | None) -> date | None:
    return min((on for on in (last, met_on) if on is not None), default=None)


def _after(span: Span, met_on: date | None) -> bool:
    return met_on is not None and span.first > met_on
