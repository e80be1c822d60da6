"""What a row would change of the person whom it means."""

from datetime import date
from typing import Any

from common.names import fold
from schools.roster.cells import number_key
from schools.roster.diff.plans import (
    CHANGED,
    NAMES,
    OF_EMPLOYMENT,
    OF_PERSON,
    OF_RECORD,
    UNCHANGED,
    Change,
    Plan,
    Stay,
)
from schools.roster.rows import Problem, Row


def changes(row: Row, stay: Stay) -> list[Change]:
    """Field by field; an empty cell of the file changes nothing. A category counts by the day it was granted."""
    found = []
    for name in (*OF_PERSON, *OF_EMPLOYMENT):
        if name in row.values:
            before, after = stay.values.get(name), row.values[name]
            if not _alike(name, before, after):
                found.append(Change(name, before, after))
    level, granted = row.values.get("category"), row.values.get("granted_on")
    if level and not _is_known(level, granted, stay):
        until = row.values.get("valid_until")
        latest = max(stay.qualifications, key=lambda on: on or date.min, default=None)
        base = granted if granted in stay.qualifications else latest
        old_level, old_until = stay.qualifications.get(base, (None, None))
        if granted not in stay.qualifications:
            found.append(Change("category", old_level, level))
            found.append(Change("granted_on", base, granted))
            if until:
                found.append(Change("valid_until", old_until, until))
        else:
            if old_level != level:
                found.append(Change("category", old_level, level))
            if until and until != old_until:
                found.append(Change("valid_until", old_until, until))
    for year, after in row.results.items():
        before = stay.results.get(year)
        if before != after and not (before and before[0] is not None and after[0] is None):  # counts say more
            found.append(Change(f"results:{year}", before, after))
    return found


def _is_known(level: str, granted: date | None, stay: Stay) -> bool:
    """A category without a date says nothing new where the latest one is the same."""
    if granted is not None or not stay.qualifications:
        return False
    latest = max(stay.qualifications, key=lambda on: on or date.min)
    return stay.qualifications[latest][0] == level


def of_record(plan: Plan) -> list[Change]:
    """The changes of what the right to mentor rests on: category (E1) and results (E3)."""
    return [change for change in plan.changes if change.field.partition(":")[0] in OF_RECORD]


def leave(plan: Plan, left: list[Change], code: str) -> None:
    """Leave these as they are, and note the reason at each."""
    plan.changes = [change for change in plan.changes if change not in left]
    plan.kept += [Problem(change.field, code, {}, plan.row.shown.get(change.field, "")) for change in left]


def leave_record(plan: Plan) -> None:
    """Leave category and results as they are: another leader records them."""
    leave(plan, of_record(plan), "own_record")
    if plan.kind == CHANGED and not plan.changes:
        plan.kind = UNCHANGED


def _alike(name: str, before: Any, after: Any) -> bool:
    if name in NAMES or name == "email":
        return fold(before or "") == fold(after or "")
    if name == "number":
        return number_key(before or "") == number_key(after)
    if name == "subject" and before and not after[0]:
        return fold(before[1] or "") == fold(after[1])
    return before == after
