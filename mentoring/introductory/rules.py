"""Needs, gaps, what a plan covers, and the state table of a plan version. Pure (domain, sections 2 and 10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mentoring.library.criteria import BY_MENTOR, DISCUSS_FROM, LEVELS, NEED_AT_MOST, STRAIN

MOST_ADAPTATION_ITEMS = 200
MOST_ACTIVITIES = 200
MOST_REQUESTS = 100
"""So many points of the adaptation plan, lines of one version of the plan, and requests one case holds at most."""

Levels = Mapping[str, int]  # criterion code → level 0–4


@dataclass(frozen=True, slots=True)
class Gap:
    """One criterion as both sides rated it."""

    code: str
    by_novice: int
    by_mentor: int

    @property
    def size(self) -> int:
        return abs(self.by_novice - self.by_mentor)

    @property
    def to_discuss(self) -> bool:
        """Two levels or more apart: discussed before the sheet is signed."""
        return self.size >= DISCUSS_FROM


def needs(by_mentor: Levels) -> tuple[str, ...]:
    """The criteria that the mentor rated 0 or 1, in the order of the sheet: each asks for an activity of the plan.

    Emotional strain (D10) is never a need, whatever is passed in.
    """
    return tuple(code for code in BY_MENTOR if code in by_mentor and by_mentor[code] <= NEED_AT_MOST)


def gaps(by_novice: Levels, by_mentor: Levels) -> tuple[Gap, ...]:
    """The criteria that both rated, in the order of the sheet; D10 is not among them."""
    return tuple(
        Gap(code, by_novice[code], by_mentor[code]) for code in BY_MENTOR if code in by_novice and code in by_mentor
    )


def to_discuss(by_novice: Levels, by_mentor: Levels) -> tuple[Gap, ...]:
    """The gaps that have to be talked over."""
    return tuple(gap for gap in gaps(by_novice, by_mentor) if gap.to_discuss)


def unrated(levels: Levels) -> tuple[str, ...]:
    """What is still to be rated: all but D10, which the mentor does not rate and the novice may leave out."""
    return tuple(code for code in BY_MENTOR if code not in levels)


def asks_for_help(by_novice: Levels) -> bool:
    """Whether the novice rated the own strain 0 or 1: then the page says where help is, to the novice alone."""
    return by_novice.get(STRAIN, LEVELS[-1]) <= NEED_AT_MOST


def uncovered(needed: Iterable[str], answered: Iterable[str]) -> tuple[str, ...]:
    """Needs that no activity answers. A plan may be sent when there are none (domain, section 2)."""
    covered = set(answered)
    return tuple(code for code in needed if code not in covered)


class PlanMove(StrEnum):
    """What may happen to a plan version."""

    SUBMIT = "submit"
    AGREE = "agree"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SUPERSEDE = "supersede"


PLAN_TABLE: dict[tuple[str, PlanMove], str] = {
    ("draft", PlanMove.SUBMIT): "submitted",
    ("submitted", PlanMove.AGREE): "agreed",
    ("submitted", PlanMove.SEND_BACK): "draft",
    ("agreed", PlanMove.APPROVE): "approved",
    ("agreed", PlanMove.SEND_BACK): "draft",
    ("approved", PlanMove.SUPERSEDE): "superseded",
}
IN_WORK = ("draft", "submitted", "agreed")
PLANNED_IN = ("planning", "main", "report")  # states of a case in which its plan may be made or changed


def next_plan_state(state: str, move: PlanMove) -> str | None:
    """The state after this move; None when the table forbids it."""
    return PLAN_TABLE.get((state, move))


def editable(state: str) -> bool:
    """Only a draft may be changed; a version once approved stays as it is."""
    return state == "draft"


# In which states of the case a sheet of this occasion is filled in.
RATED_IN: dict[str, tuple[str, ...]] = {"start": ("diagnostics",), "end": ("main", "report")}
