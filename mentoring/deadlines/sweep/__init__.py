"""The sweep: finds the deadlines that a step of the escalation has come for, and records it once."""

from mentoring.deadlines.sweep.runs import run, try_again

__all__ = ["run", "try_again"]
