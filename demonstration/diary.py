"""A school's diary: what happened is noted in any order and then lived through in the order of time.

So two cases meet at one meeting of the council, orders are numbered as they are signed, and a teacher who mentors
already is counted as one, as if the product had been there all along.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from demonstration.days import moment

Act = Callable[[datetime], None]


@dataclass
class Diary:
    """Entries of one school up to now."""

    now: datetime
    _entries: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def note(self, day: date, at: time, act: Act) -> None:
        """`act` gets the moment at which it happened. One noted for a later hour of today happens now."""
        self._entries.append((moment(day, at), len(self._entries), act))

    def live(self) -> None:
        """Let everything happen, the earliest first; what was noted first, where the moment is the same."""
        for when, _place, act in sorted(self._entries, key=lambda entry: entry[:2]):
            act(min(when, self.now))
        self._entries.clear()
