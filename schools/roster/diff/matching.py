"""Whom of the school a row means: one, nobody, or a question to the deputy."""

from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Any

from common.names import fold
from schools.roster.cells import number_key
from schools.roster.diff.plans import ANSWER_NEW, ANSWER_SKIP, NAMES, Question, Snapshot, Stay, name_key
from schools.roster.rows import Row

MOST_OPTIONS = 20
"""People whom a question names, those at work first. Who is meant beyond them, the personnel number says."""


class Index:
    """The people of the school, by what a row may know them by."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.hires, self.all_taught = snapshot.hires, snapshot.all_taught
        self.by_number: dict[str, list[Stay]] = defaultdict(list)
        self.by_name: dict[str, list[Stay]] = defaultdict(list)
        self.by_id = {stay.employment_id: stay for stay in snapshot.stays}
        self.emails = {stay.values["email"]: stay for stay in snapshot.stays if stay.values.get("email")}
        self.their_own = [
            (("email",), "own_email", snapshot.own_email),
            ((*NAMES, "phone"), "own_name", snapshot.own_name),
        ]
        self.not_rehired = snapshot.not_rehired | {stay.user_id for stay in snapshot.stays if stay.left_on is None}
        self.by_name_and_day: dict[tuple[str, Any], list[Stay]] = defaultdict(list)
        for stay in sorted(snapshot.stays, key=lambda stay: stay.left_on is not None):
            self.by_name[stay.name_key].append(stay)
            self.by_name_and_day[stay.name_key, stay.values["hired_on"]].append(stay)
            if stay.left_on is None and stay.values.get("number"):
                self.by_number[number_key(stay.values["number"])].append(stay)


def match(row: Row, index: Index) -> Stay | Question | None:
    """The stay that the row means, None for a new person, or a question."""
    number, key = row.values.get("number"), name_key(row.values)
    holders = index.by_number.get(number_key(number), []) if number else []
    if len(holders) == 1:
        holder = holders[0]
        if any(fold(holder.values[part]) == fold(row.values.get(part, "")) for part in ("surname", "given_name")):
            return holder
    if holders:
        return _question("number_of_another", holders, row, new=False)
    namesakes = index.by_name.get(key, [])
    if not namesakes:
        return None
    same_day = index.by_name_and_day.get((key, row.values.get("hired_on")), [])
    if len(same_day) == 1 and not (number and same_day[0].values.get("number")):
        return same_day[0]
    return _question("namesake", namesakes, row, new=True, not_rehired=index.not_rehired)


def _question(
    code: str, stays: Sequence[Stay], row: Row, *, new: bool, not_rehired: Set[int] = frozenset()
) -> Question:
    options: list[tuple[str, Stay | None]] = []
    hired = row.values.get("hired_on")
    for stay in stays[:MOST_OPTIONS]:
        options.append((f"employment:{stay.employment_id}", stay))
        if stay.left_on and hired and hired > stay.left_on and stay.user_id not in not_rehired:
            options.append((f"account:{stay.user_id}", stay))
    if new:
        options.append((ANSWER_NEW, None))
    options.append((ANSWER_SKIP, None))
    return Question(code, tuple(options))
