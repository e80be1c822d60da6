"""What a file would change: each row is new, changed, unchanged, wrong, or a question to the deputy (pure).

A person is found by personnel number, else by full name and date of hire. What could be two people is asked, never
merged; a row that is absent and a cell that is empty mean nothing. A row with a doubtful cell waits for the answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schools.roster.diff.changes import changes, leave, leave_record, of_record
from schools.roster.diff.joining import NAMED, doubled, find_doubles, join_subjects
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
    "name_key",
    "of_record",
]


def compare(rows: Iterable[Row], snapshot: Snapshot, answers: Mapping[str, str]) -> list[Plan]:
    """A plan for every row, in the file's order. `answers`: row number → the deputy's answer."""
    rows = list(rows)
    join_subjects(row for row in rows if row.left_out is None and answers.get(row.key) != ANSWER_SKIP)
    find_doubles(row for row in rows if row.left_out is None)
    index = Index(snapshot)
    plans = [_plan(row, index, answers.get(row.key, "")) for row in rows]
    _find_same_target(plans)
    return plans


def _plan(row: Row, index: Index, answer: str) -> Plan:
    if answer == ANSWER_SKIP or row.left_out is not None:
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
    elif plan.user_id is None:
        _ask_first_time(row, index)
    _check_against_school(plan, index)
    if row.problems:
        plan.kind = WRONG
    elif row.doubts:
        plan.kind = ASK
    return plan


def _ask_first_time(row: Row, index: Index) -> None:
    """Whether somebody hired this academic year teaches for the first time is never assumed: a mentor depends on it."""
    hired = row.values.get("hired_on")
    if index.hires and hired and index.hires[0] <= hired <= index.hires[1] and "first_time" not in row.values:
        if index.all_taught:
            row.values["first_time"] = False
        else:
            row.doubts.append(Problem("first_time", "first_time"))


def _check_against_school(plan: Plan, index: Index) -> None:
    """What the rows of the school forbid. Accounts at other schools are not asked for: nothing is said of them."""
    values, row = plan.row.values, plan.row

    def wrong(name: str, code: str, **params: Any) -> None:
        row.problems.append(Problem(name, code, params, row.shown.get(name, "")))

    doubted = {doubt.field for doubt in row.doubts}
    if plan.stay is None and "hired_on" not in values and "hired_on" not in doubted:
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
                plan.row.problems.append(doubled("surname", plan.row, first, len(same)))
                plan.kind = WRONG
