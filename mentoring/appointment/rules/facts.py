"""What is known of a teacher on a day, and what a rule answers. Pure (domain, section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mentoring.regulations.schema import Value


class Answer(StrEnum):
    """What a rule says of a teacher. `unknown`: the evidence is not there."""

    PASS = "pass"
    BORDERLINE = "borderline"
    FAIL = "fail"
    UNKNOWN = "unknown"


# The answer of several together: one fail fails, and what is unknown outweighs what is borderline.
WORST_FIRST = (Answer.FAIL, Answer.UNKNOWN, Answer.BORDERLINE, Answer.PASS)


@dataclass(frozen=True, slots=True)
class CategoryFact:
    """A category that was granted. `names`: how it is called, by language. granted_on: None where it is not known."""

    code: str
    names: Mapping[str, str]
    granted_on: date | None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class EthicsFact:
    """The deputy's attestation (E2)."""

    follows: bool
    recorded_on: date


@dataclass(frozen=True, slots=True)
class YearFact:
    """Pupils counted in an academic year, and how many of them have 4 or 5; or only the percentage that the school gives."""

    year: int
    pupils: int
    good: int
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SubjectFact:
    """A subject: related ones share an `area`."""

    code: str
    area: str
    has_marks: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules ask about one teacher for one new teacher.

    novices: whom the teacher mentors now. consents: None before an answer. novice_is_paired: the new teacher has a
    mentor now; is_replacement: that mentor is being replaced. is_approver: the teacher signs the school's orders.
    """

    categories: tuple[CategoryFact, ...] = ()
    ethics: tuple[EthicsFact, ...] = ()
    results: tuple[YearFact, ...] = ()
    subject: SubjectFact | None = None
    novice_subject: SubjectFact | None = None
    is_small_school: bool = False
    novices: int = 0
    teaching_since: int | None = None
    preparations: int = 0
    consents: bool | None = None
    is_approver: bool = False
    novice_is_paired: bool = False
    is_replacement: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that an answer rests on: a code and what to fill in. Params are plain values, fit for JSON."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    answer: Answer = Answer.PASS


@dataclass(frozen=True, slots=True)
class Source:
    """What a rule rests on, as its value in the rule set says."""

    source: str
    confidence: str
    paragraph: str = ""

    @classmethod
    def of(cls, value: Value[Any]) -> "Source":
        return cls(value.source, str(value.confidence), value.paragraph)


@dataclass(frozen=True, slots=True)
class RuleResult:
    """The answer of one rule. `soft` rules advise and decide nothing."""

    code: str
    answer: Answer
    evidence: tuple[Evidence, ...]
    source: Source
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """All rules for one teacher, as they answer for this day."""

    on: date
    rules: tuple[RuleResult, ...]

    @property
    def verdict(self) -> Answer:
        """Over the rules that decide, E1–E4."""
        return worst(result.answer for result in self.rules if not result.soft)

    def of(self, code: str) -> RuleResult:
        """The answer of one rule. Raises StopIteration when it was not asked."""
        return next(result for result in self.rules if result.code == code)


def worst(answers: Any) -> Answer:
    """The answer of several together; pass when there is none."""
    given = set(answers)
    return next((answer for answer in WORST_FIRST if answer in given), Answer.PASS)
