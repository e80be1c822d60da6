"""What a file would change: each row is new, changed, unchanged, wrong, or a question to the deputy (pure).

A person is found by personnel number, else by full name and date of hire. What could be two people is asked, never
merged; a row that is absent and a cell that is empty mean nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schools.roster.cells import number_key
from schools.roster.diff.changes import changes, leave, leave_record, of_record
from schools.roster.diff.matching import Index, match
from schools.roster.diff.plans import (
    ANSWER_NEW,
    ANSWER_SKIP,
    ASK,
    CHANGED,
    KINDS,
    LEFT_OUT,
    NEW,
    OF_EMPLOYMENT,
    OF_PERSON,
    UNCHANGED,
    WRONG,
    Change,
    Plan,
    Question,
    Snapshot,
    Stay,
    counts,
    digest,
    name_key,
)
from schools.roster.rows import Problem, Row

__all__ = [
    "ANSWER_NEW",
    "ANSWER_SKIP",
    "ASK",
    "CHANGED",
    "KINDS",
    "LEFT_OUT",
    "NEW",
    "OF_EMPLOYMENT",
    "OF_PERSON",
    "UNCHANGED",
    "WRONG",
    "Change",
    "Plan",
    "Question",
    "Snapshot",
    "Stay",
    "compare",
    "counts",
    "digest",
    "leave_record",
    "of_record",
]

NAMED = 5
"""Other rows that are named to a row whose person, number or e-mail stands in the file several times."""


def compare(rows: Iterable[Row], snapshot: Snapshot, answers: Mapping[str, str]) -> list[Plan]:
    """A plan for every row, in the file's order. `answers`: row number → the deputy's answer."""
    rows = list(rows)
    _find_doubles(rows)
    index = Index(snapshot)
    plans = [_plan(row, index, answers.get(str(row.number), "")) for row in rows]
    _find_same_target(plans)
    return plans


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
        first = [row.number for row in same[: NAMED + 1]]
        for row in same:
            row.problems.append(_doubled(name, row, first, len(same)))


def _doubled(name: str, row: Row, first: Sequence[int], count: int) -> Problem:
    """The same stands in other rows: five of them are named, `more` counts the rest. `first`: numbers of the first six."""
    others = [number for number in first if number != row.number][:NAMED]
    params: dict[str, Any] = {"rows": ", ".join(map(str, others))}
    if (more := count - 1 - len(others)) > 0:
        params["more"] = more
    return Problem(name, f"doubled_{name}", params, row.shown.get(name, ""))


def _plan(row: Row, index: Index, answer: str) -> Plan:
    if answer == ANSWER_SKIP:
        return Plan(row, LEFT_OUT)
    if row.problems:
        return Plan(row, WRONG)
    found = match(row, index)
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
        plan.changes = changes(row, plan.stay)
        for fields, code, people in index.their_own:
            if plan.user_id in people:
                leave(plan, [change for change in plan.changes if change.field in fields], code)
        plan.kind = CHANGED if plan.changes else UNCHANGED
    _check_against_school(plan, index)
    if row.problems:
        plan.kind = WRONG
    return plan


def _check_against_school(plan: Plan, index: Index) -> None:
    """What the rows of the school forbid. Accounts at other schools are not asked for: nothing is said of them."""
    values, row = plan.row.values, plan.row

    def wrong(name: str, code: str, **params: Any) -> None:
        row.problems.append(Problem(name, code, params, row.shown.get(name, "")))

    if plan.stay is None and "hired_on" not in values:
        wrong("hired_on", "missing")
    email = values.get("email")
    holder = index.emails.get(email) if email else None
    if holder is not None and holder.user_id != plan.user_id:
        wrong("email", "email_taken", who=holder.full_name)
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
            first = [plan.row.number for plan in same[: NAMED + 1]]
            for plan in same:
                plan.row.problems.append(_doubled("surname", plan.row, first, len(same)))
                plan.kind = WRONG
