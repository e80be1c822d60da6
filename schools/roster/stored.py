"""What becomes of a row, as it is stored for the pages: values of JSON, no words of any language (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from schools.roster import diff
from schools.roster.cells import LONGEST_VALUE
from schools.roster.rows import NO_PERSON, Problem, Row

FACTS = (
    "number",
    "subject",
    "category",
    "granted_on",
    "valid_until",
    "teaching_since",
    "hired_on",
    "rate",
    "first_time",
    "email",
    "phone",
)
"""What is shown of somebody who is new beside the name, and the results: all that would be stored."""

OUT = (diff.ASK, diff.WRONG, diff.LEFT_OUT)
"""Kinds of rows that are not taken over; their cells are kept as read, for the file of failed rows."""

_DATES = {"hired_on", "granted_on", "valid_until"}


def of_plan(plan: diff.Plan, cells: Sequence[str]) -> dict[str, Any]:
    """cells: the row as read, without what is not kept."""
    data: dict[str, Any] = {}
    if plan.problems:
        data["problems"] = [_problem(problem) for problem in plan.problems]
    if plan.row.doubts and plan.kind == diff.ASK:
        data["doubts"] = [_problem(doubt) for doubt in plan.row.doubts]
    if kept := [*plan.kept, *plan.row.notes, *filter(None, [plan.row.left_out])]:
        data["kept"] = [_problem(problem) for problem in kept]
    if plan.row.is_hidden:
        data["hidden"] = True
    if plan.changes:
        data["changes"] = [[one.field, _plain(one.before), _plain(one.after)] for one in plan.changes]
    if plan.kind in (diff.NEW, diff.ASK) and plan.stay is None:
        data["facts"] = facts(plan.row)
    if plan.question is not None:
        data["question"] = {
            "code": plan.question.code,
            "options": [[answer, _stay(stay)] for answer, stay in plan.question.options],
        }
    if plan.kind in OUT:
        data["cells"] = cut(cells)
    return data


def facts(row: Row) -> dict[str, Any]:
    """What would be stored of a new person beside the name: field → value of JSON, in the order in which it is shown."""
    found = {name: _plain(value) for name in FACTS if (value := row.values.get(name)) is not None}
    if "category" in found:
        found.setdefault("granted_on", None)
    shown = {name: found[name] for name in FACTS if name in found}
    return shown | {f"results:{year}": [_plain(one) for one in said] for year, said in row.results.items()}


def cut(texts: Iterable[str]) -> list[str]:
    return [one[:LONGEST_VALUE] for one in texts]


def value(field: str, plain: Any) -> Any:
    """A stored value as it was before, to be shown: dates and rates are texts in JSON."""
    if plain is None or plain == "":
        return plain
    if field in _DATES:
        return date.fromisoformat(plain)
    return Decimal(plain) if field == "rate" else plain


def in_order(plans: Sequence[diff.Plan]) -> list[diff.Plan]:
    """Questions and mistakes first, then in the file's order."""
    rank = {kind: at for at, kind in enumerate(diff.KINDS)}
    return sorted(plans, key=lambda plan: rank[plan.kind])


def _problem(problem: Problem) -> dict[str, Any]:
    return {"field": problem.field, "code": problem.code, "params": dict(problem.params), "shown": problem.shown}


def _stay(stay: diff.Stay | None) -> dict[str, Any] | None:
    """Whom an option of a question means, to be named."""
    if stay is None:
        return None
    return {
        "name": stay.full_name,
        "number": stay.values.get("number") or "",
        "hired_on": _plain(stay.values["hired_on"]),
        "left_on": _plain(stay.left_on),
    }


def _plain(found: Any) -> Any:
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, tuple | list):
        return [_plain(one) for one in found]
    return str(found) if isinstance(found, Decimal) else found


def reasons(kind: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Why a row stayed out."""
    if kind == diff.ASK:
        return list(data.get("doubts", ())) or [{"field": "surname", "code": "not_answered", "params": {}}]
    if kind == diff.LEFT_OUT:
        own = [one for one in data.get("kept", ()) if one["code"] in NO_PERSON]
        return own or [{"field": "surname", "code": "left_out", "params": {}}]
    return list(data.get("problems", ()))
