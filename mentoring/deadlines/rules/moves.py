"""Which dates a change moves: what was kept against what is counted now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.deadlines.rules.due import Due


@dataclass(frozen=True, slots=True)
class Move:
    """A due date before and after."""

    code: str
    round: int
    before: date
    after: date


def moves(kept: Mapping[tuple[str, int], date], dues: Iterable[Due]) -> list[Move]:
    """The moves among `kept`, the dates of the open deadlines by code and round, in the order of the law."""
    return [
        Move(due.code, due.round, before, due.due_on)
        for due in dues
        if (before := kept.get((due.code, due.round))) is not None and before != due.due_on
    ]
