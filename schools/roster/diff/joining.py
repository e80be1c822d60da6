"""One person on several rows: joined where they teach several subjects, named as doubled where the rows disagree (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from schools.roster.cells import number_key
from schools.roster.diff.plans import name_key
from schools.roster.rows import Problem, Row

NAMED = 5
"""Other rows that are named to a row whose person, number or e-mail stands in the file several times."""


def join_subjects(rows: Iterable[Row]) -> None:
    """Rows that say the same of one person but for the subject become the first of them, with all the subjects; the
    others are left out with its number. Shares of a post on several rows are not added up: the row asks."""
    groups: dict[tuple[str, Any], list[Row]] = defaultdict(list)
    for row in rows:
        if {"surname", "given_name", "subject"} <= row.values.keys() and not row.problems:
            groups[name_key(row.values), row.values.get("hired_on")].append(row)
    for same in groups.values():
        if len(same) > 1 and len({row.values["subject"] for row in same}) == len(same) and _agree(same):
            _join(same)


def find_doubles(rows: Iterable[Row]) -> None:
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
            row.problems.append(doubled(name, row, first, len(same)))


def doubled(name: str, row: Row, first: Sequence[int], count: int) -> Problem:
    """The same stands in other rows: five of them are named, `more` counts the rest. `first`: numbers of the first six."""
    others = [number for number in first if number != row.number][:NAMED]
    params: dict[str, Any] = {"rows": ", ".join(map(str, others))}
    if (more := count - 1 - len(others)) > 0:
        params["more"] = more
    return Problem(name, f"doubled_{name}", params, row.shown.get(name, ""))


def _agree(same: Sequence[Row]) -> bool:
    """Whether no two of the rows say different things, subject and rate left aside."""
    said: dict[str, set[Any]] = defaultdict(set)
    for row in same:
        for name, value in row.values.items():
            if name not in ("subject", "rate"):
                said[name].add(value)
    return all(len(values) == 1 for values in said.values())


def _join(same: Sequence[Row]) -> None:
    first = same[0]
    code = next((found[0] for row in same if (found := row.values["subject"])[0]), "")
    texts = [row.shown["subject"] for row in same if row.values["subject"][0] != code or not code]
    rates = [row.values["rate"] for row in same if "rate" in row.values]
    for row in same[1:]:
        first.values = {**row.values, **first.values}
        first.doubts += row.doubts
        row.left_out = Problem("subject", "joined", {"row": first.number}, row.shown["subject"])
    first.values["subject"] = (code, ", ".join(texts)[:120])
    if len(rates) > 1 and not any(doubt.field == "rate" for doubt in first.doubts):
        first.values.pop("rate", None)
        first.doubts.append(Problem("rate", "rate_in_parts", {"rates": ", ".join(map(str, rates))}))
