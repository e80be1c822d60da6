"""What a comparison speaks of: the school as it is, and what becomes of each row."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from common.names import fold, full_name
from schools.roster.rows import Problem, Row

NEW, CHANGED, UNCHANGED, WRONG, ASK, LEFT_OUT = "new", "changed", "unchanged", "wrong", "ask", "left_out"
KINDS = (ASK, WRONG, NEW, CHANGED, UNCHANGED, LEFT_OUT)
"""In the order in which a deputy should look."""

ANSWER_NEW, ANSWER_SKIP = "new", "skip"
NAMES = ("surname", "given_name", "patronymic")
OF_PERSON = (*NAMES, "email", "phone")
OF_EMPLOYMENT = ("number", "subject", "hired_on", "rate", "first_time", "teaching_since")
OF_RECORD = ("category", "granted_on", "valid_until", "results")


@dataclass(frozen=True)
class Stay:
    """An employment as it is now. `values` by field; qualifications: granted on, or None → (code, valid until); results:
    year → pupils, good, percentage without counts."""

    employment_id: int
    user_id: int
    values: Mapping[str, Any]
    left_on: date | None = None
    qualifications: Mapping[date | None, tuple[str, date | None]] = field(default_factory=dict)
    results: Mapping[int, tuple[Any, Any, Any]] = field(default_factory=dict)

    @property
    def name_key(self) -> str:
        return name_key(self.values)

    @property
    def full_name(self) -> str:
        return full_name(*(self.values.get(part) or "" for part in NAMES))


@dataclass(frozen=True)
class Snapshot:
    """The school as it is.

    own_email, own_name: people whose e-mail, or whose name and phone, no list changes. not_rehired: people who were here,
    but whose account a list must not open again, since it would come under this school's hand. hires: the days of hire of
    those who are new in the present academic year. all_taught: a person said that all of these have taught before whose row
    does not say otherwise.
    """

    stays: Sequence[Stay]
    own_email: Set[int] = frozenset()
    own_name: Set[int] = frozenset()
    not_rehired: Set[int] = frozenset()
    hires: tuple[date, date] | None = None
    all_taught: bool = False


@dataclass(frozen=True)
class Change:
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Question:
    """Whom the row means. options: (answer, the stay it speaks of); an answer is `employment:7`, `account:9`, …"""

    code: str
    options: tuple[tuple[str, Stay | None], ...]


@dataclass
class Plan:
    """What becomes of one row. kept: cells that are left as they are, each with the reason."""

    row: Row
    kind: str
    stay: Stay | None = None
    user_id: int | None = None
    changes: list[Change] = field(default_factory=list)
    question: Question | None = None
    kept: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        return self.row.problems


def name_key(values: Mapping[str, Any]) -> str:
    """How full names are compared."""
    return fold(full_name(*(values.get(part) or "" for part in NAMES)))


def counts(plans: Iterable[Plan]) -> dict[str, int]:
    """How many rows there are of each kind."""
    found = Counter(plan.kind for plan in plans)
    return {kind: found[kind] for kind in KINDS}


def digest(plans: Iterable[Plan]) -> str:
    """A fingerprint of what would happen: what the deputy saw must be what is confirmed."""
    parts = hashlib.sha256()
    for plan in plans:
        target = plan.stay.employment_id if plan.stay else plan.user_id
        values = sorted(plan.row.values.items()) if plan.kind == NEW else ()
        changes = [(change.field, change.before, change.after) for change in plan.changes]
        parts.update(repr((plan.row.key, plan.kind, target, values, changes)).encode())
    return parts.hexdigest()[:32]
