"""What a report prints of the self-ratings: sums that give no single rating away (domain.md sections 10 and 11).

The head and the council may not read how a new teacher rated a criterion. A sum of one rating is that rating, and a sum
of none or of all steps is every one of them: a component with fewer than three criteria is summed together with the
next such one, and a sum that lies so low or so high that it says much about each rating is printed as "at most" or "at
least".
Emotional strain (D10) is in no sum. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.library.criteria import BY_MENTOR, COMPONENT_OF, LEVELS
from reports.papers import words

ENOUGH = 3  # criteria in a sum, at least
HIGHEST = max(LEVELS)

Levels = Mapping[str, int]  # criterion code → level


@dataclass(frozen=True)
class SelfSum:
    """One sum of self-ratings, at the start and at the end of the year; `before`, `after` as it is printed.

    components: one, or two that are summed together. criteria: how many are in it.
    """

    components: tuple[str, ...]
    criteria: int
    before: Promise | None
    after: Promise | None

    @property
    def name(self) -> Promise:
        """“Design, Analytical”"""
        parts = [words.COMPONENTS[code] for code in self.components]
        return words.late(lambda: ", ".join(str(part) for part in parts))

    @property
    def highest(self) -> int:
        """The highest sum there can be."""
        return HIGHEST * self.criteria


def groups() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(components, criteria): each component of the papers, those with too few criteria together."""
    members = {name: tuple(code for code in BY_MENTOR if COMPONENT_OF[code] == name) for name in words.COMPONENTS}
    small = tuple(name for name, codes in members.items() if len(codes) < ENOUGH)
    large = [((name,), codes) for name, codes in members.items() if name not in small]
    together = tuple(code for name in small for code in members[name])
    return (*large, (small, together)) if len(together) >= ENOUGH else tuple(large)


def self_sums(before: Levels, after: Levels) -> tuple[SelfSum, ...]:
    """The sums of the ratings at the start and at the end; no row where neither is whole."""
    rows = []
    for components, codes in groups():
        row = SelfSum(components, len(codes), _told(before, codes), _told(after, codes))
        if row.before is not None or row.after is not None:
            rows.append(row)
    return tuple(rows)


def _told(levels: Levels, codes: tuple[str, ...]) -> Promise | None:
    """The sum in words or as a number; None where a rating is missing, since a smaller sum would tell more."""
    if not all(code in levels for code in codes):
        return None
    total, low = sum(levels[code] for code in codes), len(codes)
    high = HIGHEST * low - low
    if total < low:
        return words.filled(_("at most {sum}"), sum=low - 1)
    if total > high:
        return words.filled(_("at least {sum}"), sum=high + 1)
    return words.late(lambda: str(total))
