"""The facts that the year-end report tells, row by row (domain.md sections 3, 6, 10); no figures yet.

Every row says what the records say and nothing more: dates as they happened and, where it differs, as they were
recorded; reasons as typed. Criterion D10 has no place here: it is self-rated, in no total and in no paper.
"""

from dataclasses import dataclass
from datetime import date

from mentoring.library.criteria import COMPONENT_OF, LEVELS
from reports.papers import words
from reports.papers.base import NOTHING, Party, Person, Typed, Words


def _known(value: str, table: object, what: str) -> None:
    if value not in table:  # type: ignore[operator]
        raise ValueError(f"Unknown {what} in a report: {value!r}")


def _a_level(value: int | None) -> None:
    if value is not None and value not in LEVELS:
        raise ValueError(f"Levels go from 0 to 4, not {value}")


@dataclass(frozen=True)
class Interval:
    """Days from `start` to `end`, both included; an open end is None."""

    start: date
    end: date | None = None
    reason: Typed = NOTHING


@dataclass(frozen=True)
class Criterion:
    """One diagnostic criterion at the start and the end of the year, by the mentor's rating, 0 to 4.

    The self-rating stands in the diagnostic sheet alone, and so does the gap between the two; here it is
    given in sums (`self_sums`). Raises ValueError for D10 and for levels that do not exist.
    """

    code: str
    mentor_before: int | None = None
    mentor_after: int | None = None
    need: bool = False
    note: Typed = NOTHING

    def __post_init__(self) -> None:
        _known(self.code, words.CRITERIA, "criterion")
        for level in (self.mentor_before, self.mentor_after):
            _a_level(level)

    @property
    def component(self) -> str:
        return COMPONENT_OF[self.code]

    @property
    def name(self) -> Words:
        return words.CRITERIA[self.code]

    @property
    def growth(self) -> int | None:
        """Steps by the mentor's rating; None where one of the two is missing."""
        if self.mentor_before is None or self.mentor_after is None:
            return None
        return self.mentor_after - self.mentor_before


@dataclass(frozen=True)
class Need:
    """A need found by the diagnostics (`criterion`) or asked for by the novice (`words`), and what shows its end."""

    key: str
    criterion: str = ""
    words: Typed = NOTHING
    proof: Typed = NOTHING

    def __post_init__(self) -> None:
        if self.criterion:
            _known(self.criterion, words.CRITERIA, "criterion")
        elif not self.words:
            raise ValueError("A need is a criterion or has words of its own")

    @property
    def name(self) -> Words:
        return words.CRITERIA[self.criterion] if self.criterion else self.words


@dataclass(frozen=True)
class Activity:
    """One activity of the plan. Minutes; `days_late` in working days; `needs` are keys of `Need`.

    `outcome_known` is false for an activity that has neither taken place nor been given up.
    """

    number: int
    planned_on: date | None
    title: Typed
    form: Words
    needs: tuple[str, ...] = ()
    held_on: date | None = None
    recorded_on: date | None = None
    planned_minutes: int | None = None
    minutes: int | None = None
    outcome: Typed = NOTHING
    outcome_known: bool = True
    confirmed: bool = True
    days_late: int = 0
    reason: Typed = NOTHING
    replaced_by: int | None = None

    @property
    def held(self) -> bool:
        return self.held_on is not None

    @property
    def later(self) -> bool:
        """Held after the planned day."""
        return self.held_on is not None and self.planned_on is not None and self.held_on > self.planned_on

    @property
    def deviates(self) -> bool:
        """Needs a line in section 3: held later than planned, or not at all."""
        return self.later or (self.outcome_known and not self.held)


@dataclass(frozen=True)
class Meeting:
    """A meeting, visit or other activity that was logged outside the plan."""

    held_on: date
    title: Typed
    form: Words
    minutes: int
    confirmed: bool = True
    recorded_on: date | None = None


@dataclass(frozen=True)
class DeadlineRow:
    """One deadline of domain.md section 3. `recorded_on` only where it is told beside the day it happened on.

    waived_on, waived_by: when it was taken off and by whom, for the `reason`; it may have been met afterwards.
    moved_to: the later date that a step had been given after `due_on` was missed; it is late by `due_on`.
    """

    code: str
    length: Words
    due_on: date | None
    state: str
    source: str
    met_on: date | None = None
    recorded_on: date | None = None
    days_late: int = 0
    reason: Typed = NOTHING
    entered_from_paper: bool = False
    waived_on: date | None = None
    waived_by: Person | None = None
    moved_to: date | None = None

    def __post_init__(self) -> None:
        _known(self.code, words.DEADLINES, "deadline")
        _known(self.state, words.STATES, "state")
        _known(self.source, words.SOURCES, "source")

    @property
    def name(self) -> Words:
        return words.DEADLINES[self.code]

    @property
    def state_words(self) -> Words:
        return words.STATES[self.state]

    @property
    def source_words(self) -> Words:
        return words.SOURCES[self.source]

    @property
    def late(self) -> bool:
        return self.state in {"met_late", "overdue"}

    @property
    def counts(self) -> bool:
        """Is one of the steps that were due: met, late or overdue, but neither waived nor still to come."""
        return self.state in {"met", "met_late", "overdue"}


@dataclass(frozen=True)
class EnteredLater:
    """A step or an activity recorded more than a few days after it happened, and why (domain.md section 2a)."""

    name: Words
    detail: Typed
    happened_on: date
    recorded_on: date
    reason: Typed


@dataclass(frozen=True)
class Point:
    """One criterion of an interim assessment with its points."""

    criterion: Words
    points: int
    maximum: int = 4


@dataclass(frozen=True)
class Interim:
    """An interim assessment: a pedagogical project, a methodology, an open lesson or a publication."""

    format: Words
    held_on: date
    subject: Typed = NOTHING
    present: Typed = NOTHING
    result: Typed = NOTHING
    next_steps: Typed = NOTHING
    points: tuple[Point, ...] = ()
    recorded_on: date | None = None

    @property
    def total(self) -> int:
        return sum(point.points for point in self.points)

    @property
    def maximum(self) -> int:
        return sum(point.maximum for point in self.points)


@dataclass(frozen=True)
class Conclusion:
    """The mentor's conclusion on one component of readiness; relations are shown outside of it."""

    component: str
    conclusion: str = ""
    words: Typed = NOTHING

    def __post_init__(self) -> None:
        _known(self.component, words.COMPONENTS, "component")
        _known(self.conclusion, words.CONCLUSIONS, "conclusion")


@dataclass(frozen=True)
class Voice:
    """What the mentee or the mentor says of the year, in their own words. Without a text: said_on, when they answered that
    there is nothing to add; asked_on, since when they may answer; is_open, whether they still can.
    """

    text: Typed = NOTHING
    said_on: date | None = None
    asked_on: date | None = None
    is_open: bool = False


@dataclass(frozen=True)
class FormerMentor:
    """A mentor before the present one, by which order, from when to when."""

    party: Party
    period: Interval
    order: str = ""
    order_date: date | None = None


@dataclass(frozen=True)
class Votes:
    """How the council voted."""

    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True)
class Decision:
    """What the council decided on the novice, and how it evaluated the mentor's work for the year."""

    verdict: str
    evaluation: str
    decided_on: date
    minutes: str
    votes: Votes | None = None
    support_until: date | None = None
    reasons: Typed = NOTHING

    def __post_init__(self) -> None:
        _known(self.verdict, words.VERDICTS, "verdict")
        _known(self.evaluation, words.EVALUATIONS, "evaluation")
