"""Guards of stage 3: what opens it, what a report must hold, what a decision of the council must hold. Pure.

Domain, sections 2 and 6: the final stage opens with at least one interim assessment; the report goes to the council
when every activity of the plan has an outcome.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

Line = TypeVar("Line")

TEXTS = ("needed", "done", "results", "advice")
COMPONENTS = ("design", "organisational", "constructive", "analytical")
WAIT_FOR_VOICE = 10
"""Working days."""

PUT_ON_IN = ("planned", "sent")
CALLED_FROM = ("main", "report", "hearing")  # states of a case whose report may stand on an agenda


def may_open(interims: int) -> bool:
    """At least one interim assessment was recorded."""
    return interims >= 1


def unsettled(lines: Iterable[Line], settled: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of the plan that have no outcome yet, in the order of the plan."""
    done = set(settled)
    return tuple(line for line in lines if line not in done)


def missing(texts: Mapping[str, str], readiness: Mapping[str, str]) -> tuple[str, ...]:
    """What a report still lacks: names of its texts, then of the components without a conclusion."""
    lacking = [name for name in TEXTS if not texts.get(name, "").strip()]
    return (*lacking, *(name for name in COMPONENTS if not readiness.get(name)))


def voice_awaited_until(report_due: date, is_working: Callable[[date], bool]) -> date:
    """The day from which a report may go without the new teacher's own words: ten working days before it is due (domain,
    section 2). Until then an early report waits for their answer."""
    day, left = report_due, WAIT_FOR_VOICE
    while left:
        day -= timedelta(days=1)
        left -= is_working(day)
    return day


def support_fault(decision: str, until: date | None, heard_on: date) -> bool:
    """True when support is decided without a last day after the hearing, or a last day given without support."""
    if decision == "support":
        return until is None or until <= heard_on
    return until is not None
