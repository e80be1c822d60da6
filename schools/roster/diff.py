"""What a file would change: each row is new, changed, unchanged, wrong, or a question to the deputy (pure).

A person is found by personnel number, else by full name and date of hire. What could be two people is asked, never
merged; a row that is absent and a cell that is empty mean nothing.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from common.names import fold, full_name
from schools.roster.cells import number_key
from schools.roster.rows import Problem, Row

NEW, CHANGED, UNCHANGED, WRONG, ASK, LEFT_OUT = "new", "changed", "unchanged", "wrong", "ask", "left_out"
KINDS = (ASK, WRONG, NEW, CHANGED, UNCHANGED, LEFT_OUT)
"""In the order in which a deputy should look."""

ANSWER_NEW, ANSWER_SKIP = "new", "skip"
NAMES = ("surname", "given_name", "patronymic")
OF_PERSON = (*NAMES, "email", "phone")
OF_EMPLOYMENT = ("number", "subject", "hired_on", "rate", "first_time", "teaching_since")


@dataclass(frozen=True)
class Stay:
    """An employment as it is now. `values` by field; qualifications: granted on → (code, valid until)."""

    employment_id: int
    user_id: int
    values: Mapping[str, Any]
    left_on: date | None = None
    qualifications: Mapping[date, tuple[str, date | None]] = field(default_factory=dict)
    results: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def name_key(self) -> str:
        return name_key(self.values)

    @property
    def full_name(self) -> str:
        return full_name(*(self.values.get(part) or "" for part in NAMES))


@dataclass(frozen=True)
class Snapshot:
    """The school as it is.

    accounts: e-mail → (user, name key) of people who do not work here. joinable: those of them whom a list may add.
    own_email: people whose e-mail no list changes. not_rehired: people who were here, but whose account a list must
    not open again, since it would come under this school's hand.
    """

    stays: Sequence[Stay]
    accounts: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    joinable: Set[int] = frozenset()
    own_email: Set[int] = frozenset()
    not_rehired: Set[int] = frozenset()


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


def compare(rows: Iterable[Row], snapshot: Snapshot, answers: Mapping[str, str]) -> list[Plan]:
    """A plan for every row, in the file's order. `answers`: row number → the deputy's answer."""
    rows = list(rows)
    _find_doubles(rows)
    index = _Index(snapshot)
    plans = [_plan(row, index, answers.get(str(row.number), "")) for row in rows]
    _find_same_target(plans)
    return plans


def counts(plans: Iterable[Plan]) -> dict[str, int]:
    """How many rows there are of each kind."""
    found = Counter(plan.kind for plan in plans)
    return {kind: found[kind] for kind in KINDS}


def digest(plans: Iterable[Plan]) -> str:
    """A fingerprint of what would happen: what the deputy saw must be what is confirmed."""
    parts = hashlib.sha256()
    for plan in plans:
        target = plan.stay.employment_id if plan.stay else plan.user_id
        parts.update(
            repr((plan.row.number, plan.kind, target, [(c.field, c.before, c.after) for c in plan.changes])).encode()
        )
    return parts.hexdigest()[:32]


class _Index:
    def __init__(self, snapshot: Snapshot) -> None:
        self.by_number: dict[str, list[Stay]] = defaultdict(list)
        self.by_name: dict[str, list[Stay]] = defaultdict(list)
        self.by_id = {stay.employment_id: stay for stay in snapshot.stays}
        self.emails = {stay.values["email"]: stay.user_id for stay in snapshot.stays if stay.values.get("email")}
        self.accounts, self.joinable = snapshot.accounts, snapshot.joinable
        self.own_email = snapshot.own_email
        self.not_rehired = snapshot.not_rehired | {stay.user_id for stay in snapshot.stays if stay.left_on is None}
        for stay in snapshot.stays:
            self.by_name[stay.name_key].append(stay)
            if stay.left_on is None and stay.values.get("number"):
                self.by_number[number_key(stay.values["number"])].append(stay)


def _find_doubles(rows: Sequence[Row]) -> None:
    """A person who stands in the file twice makes every such row wrong."""
    groups: dict[tuple[str, Any], list[Row]] = defaultdict(list)
    for row in rows:
        values = row.values
        if values.get("number"):
            groups["number", number_key(values["number"])].append(row)
        if values.get("email"):
            groups["email", values["email"]].append(row)
        if "surname" in values and "given_name" in values:
            groups["surname", (name_key(values), values.get("hired_on"))].append(row)
    for (name, _), same in groups.items():
        if len(same) < 2:
            continue
        if name == "surname" and len({number_key(row.values.get("number", "")) for row in same}) == len(same):
            continue  # namesakes hired on one day, told apart by their numbers
        for row in same:
            others = ", ".join(str(other.number) for other in same if other is not row)
            row.problems.append(Problem(name, f"doubled_{name}", {"rows": others}, row.shown.get(name, "")))


def _plan(row: Row, index: _Index, answer: str) -> Plan:
    if answer == ANSWER_SKIP:
        return Plan(row, LEFT_OUT)
    if row.problems:
        return Plan(row, WRONG)
    found = _match(row, index)
    if isinstance(found, Question):
        if answer not in {option for option, _ in found.options}:
            return Plan(row, ASK, question=found)
        kind, _, pk = answer.partition(":")
        plan = Plan(row, NEW, question=found)
        if kind == "employment":
            plan.stay = index.by_id[int(pk)]
        elif kind == "account":
            plan.user_id = int(pk)
    else:
        plan = Plan(row, NEW, stay=found)
    if plan.stay is not None:
        plan.user_id = plan.stay.user_id
        plan.changes = _changes(row, plan.stay)
        if plan.user_id in index.own_email and any(change.field == "email" for change in plan.changes):
            plan.changes = [change for change in plan.changes if change.field != "email"]
            plan.kept.append(Problem("email", "own_email", {}, row.shown.get("email", "")))
        plan.kind = CHANGED if plan.changes else UNCHANGED
    _check_against_school(plan, index)
    if row.problems:
        plan.kind = WRONG
    return plan


def _match(row: Row, index: _Index) -> Stay | Question | None:
    """The stay that the row means, None for a new person, or a question."""
    number, key = row.values.get("number"), name_key(row.values)
    holders = index.by_number.get(number_key(number), []) if number else []
    if len(holders) == 1:
        holder = holders[0]
        if any(fold(holder.values[part]) == fold(row.values[part]) for part in ("surname", "given_name")):
            return holder
    if holders:
        return _question("number_of_another", holders, row, new=False)
    namesakes = index.by_name.get(key, [])
    if not namesakes:
        return _elsewhere(row, index, key)
    same_day = [stay for stay in namesakes if stay.values["hired_on"] == row.values.get("hired_on")]
    if len(same_day) == 1 and not (number and same_day[0].values.get("number")):
        return same_day[0]
    return _question("namesake", namesakes, row, new=True, not_rehired=index.not_rehired)


def _elsewhere(row: Row, index: _Index, key: str) -> Question | None:
    """A namesake with the same e-mail whose work elsewhere ended may be the same person: one person has one account.

    Others stay with their school: `_check_against_school` says so.
    """
    email = row.values.get("email")
    if email and email in index.accounts:
        user_id, name = index.accounts[email]
        if name == key and user_id in index.joinable:
            return Question("worked_elsewhere", ((f"account:{user_id}", None), (ANSWER_SKIP, None)))
    return None


def _question(
    code: str, stays: Iterable[Stay], row: Row, *, new: bool, not_rehired: Set[int] = frozenset()
) -> Question:
    options: list[tuple[str, Stay | None]] = []
    hired = row.values.get("hired_on")
    for stay in stays:
        options.append((f"employment:{stay.employment_id}", stay))
        if stay.left_on and hired and hired > stay.left_on and stay.user_id not in not_rehired:
            options.append((f"account:{stay.user_id}", stay))
    if new:
        options.append((ANSWER_NEW, None))
    options.append((ANSWER_SKIP, None))
    return Question(code, tuple(options))


def _changes(row: Row, stay: Stay) -> list[Change]:
    changes = []
    for name in (*OF_PERSON, *OF_EMPLOYMENT):
        if name in row.values:
            before, after = stay.values.get(name), row.values[name]
            if not _alike(name, before, after):
                changes.append(Change(name, before, after))
    level, granted = row.values.get("category"), row.values.get("granted_on")
    if level and granted:
        until = row.values.get("valid_until")
        latest = max(stay.qualifications, default=None)
        base = granted if granted in stay.qualifications else latest
        old_level, old_until = stay.qualifications[base] if base else (None, None)
        if granted not in stay.qualifications:
            changes.append(Change("category", old_level, level))
            changes.append(Change("granted_on", base, granted))
            if until:
                changes.append(Change("valid_until", old_until, until))
        else:
            if old_level != level:
                changes.append(Change("category", old_level, level))
            if until and until != old_until:
                changes.append(Change("valid_until", old_until, until))
    for year, after in row.results.items():
        if (before := stay.results.get(year)) != after:
            changes.append(Change(f"results:{year}", before, after))
    return changes


def _alike(name: str, before: Any, after: Any) -> bool:
    if name in NAMES or name == "email":
        return fold(before or "") == fold(after or "")
    if name == "number":
        return number_key(before or "") == number_key(after)
    if name == "subject" and before and not after[0]:
        return fold(before[1] or "") == fold(after[1])
    return before == after


def _check_against_school(plan: Plan, index: _Index) -> None:
    """What the rows of the school forbid, in words rather than as a database's refusal."""
    values, row = plan.row.values, plan.row

    def wrong(name: str, code: str, **params: Any) -> None:
        row.problems.append(Problem(name, code, params, row.shown.get(name, "")))

    if plan.stay is None and "hired_on" not in values:
        wrong("hired_on", "missing")
    email = values.get("email")
    account, name = index.accounts.get(email, (None, "")) if email else (None, "")
    if {index.emails.get(email) if email else None, account} - {None, plan.user_id}:
        wrong("email", "account_elsewhere" if name == name_key(values) else "email_taken")
    if plan.stay and plan.stay.left_on and values.get("hired_on") and values["hired_on"] > plan.stay.left_on:
        wrong("hired_on", "hired_after_left")


def _find_same_target(plans: Sequence[Plan]) -> None:
    """Two rows that would write the same person are both wrong."""
    targets: dict[int, list[Plan]] = defaultdict(list)
    for plan in plans:
        if plan.kind in (NEW, CHANGED, UNCHANGED) and plan.user_id is not None:
            targets[plan.user_id].append(plan)
    for same in targets.values():
        if len(same) > 1:
            for plan in same:
                others = ", ".join(str(other.row.number) for other in same if other is not plan)
                plan.row.problems.append(
                    Problem("surname", "doubled_surname", {"rows": others}, plan.row.shown.get("surname", ""))
                )
                plan.kind = WRONG
