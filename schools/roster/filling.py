"""From the cells of one row to values: each field reads its cell, its part of a shared cell, or what was typed in its
place (pure)."""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from common.faults import Doubt, Wrong
from common.lookalikes import mend
from common.names import fold
from schools.roster import cell_categories, cells
from schools.roster.cell_dates import Order
from schools.roster.columns import PERCENT, by_column, result_year
from schools.roster.judging import DATES, Manner
from schools.roster.subjects import subject_of

if TYPE_CHECKING:
    from schools.roster.rows import Known

SURE = "sure"
"""Beside the corrections of a row: that what is doubtful in the name is written so."""

NAME_PARTS = ("surname", "given_name", "patronymic")
_TYPED = Manner({})
"""What a person types in place of a cell is a date as it is written here."""

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*")
_WITHOUT_BRACKETS = ("full_name", *NAME_PARTS, *DATES, "teaching_since", "rate", "category")
"""Fields in which brackets hold a remark, and no part of the value."""


@dataclass(frozen=True)
class Problem:
    """Something about a cell: the field, a code with its figures, and what stands in the cell."""

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    shown: str = ""


Note = Problem


@dataclass(frozen=True)
class Source:
    """The cells of a row. filled: as read. shown: as seen. spoiled: those in merged areas. corrected: typed in place."""

    filled: Mapping[str, Any]
    shown: Mapping[str, str]
    spoiled: Mapping[str, str]
    formulas: Iterable[str]
    corrected: Mapping[str, str]


def values_of(
    source: Source, columns: Mapping[str, int], known: "Known", writes: Manner
) -> tuple[dict[str, Any], list[Problem], list[Problem], list[Note]]:
    """The values of a row, its problems, its doubts and its notes."""
    corrected = source.corrected
    problems = [
        Problem(name, "merged", {"area": area}, source.shown.get(name, ""))
        for name, area in source.spoiled.items()
        if name not in corrected
    ]
    problems += [
        Problem(name, "formula", {}, source.shown.get(name, "")) for name in source.formulas if name not in corrected
    ]
    problems += [
        Problem(name, "too_long", {"limit": cells.LONGEST_VALUE}, source.shown.get(name, ""))
        for name, cell in source.filled.items()
        if isinstance(cell, str) and len(cell) > cells.LONGEST_VALUE and name not in corrected
    ]
    bad = {problem.field for problem in problems}
    found = {name: cell for name, cell in source.filled.items() if name in source.shown and name not in bad}
    seen = dict(source.shown)
    for names in by_column(columns).values():
        if len(names) > 1 and all(name in found for name in names):
            parts = _shared(found.pop(names[0]), names, found)
            found |= parts
            seen |= {name: part for name, part in parts.items() if isinstance(part, str)}
    found = {name: cell for name, cell in found.items() if cell is not None and name not in corrected}
    found |= {name: typed for name, typed in corrected.items() if typed and name != SURE}
    values: dict[str, Any] = {}
    doubts: list[Problem] = []
    notes: list[Note] = []
    for name, cell in found.items():
        shown = corrected.get(name) or seen.get(name, "")
        if isinstance(cell, str) and name in _WITHOUT_BRACKETS and name not in corrected:
            cell, remark = _without_brackets(cell)  # noqa: PLW2901  the remark is no part of the value
            if remark:
                notes.append(Note(name, "remark", {}, remark))
        try:
            value = _read(name, cell, known, writes if name not in corrected else _TYPED)
        except Doubt as doubt:
            if doubt.value is None or not corrected.get(SURE):
                doubts.append(Problem(name, doubt.code, doubt.params, shown))
                continue
            value = doubt.value
        except Wrong as wrong:
            problems.append(Problem(name, wrong.code, wrong.params, shown))
            continue
        if value is None:
            continue
        if name == "full_name":
            values |= {part: text for part, text in zip(NAME_PARTS, value, strict=True) if text}
        else:
            values[name] = value
    return values, problems, doubts, notes


def _shared(cell: Any, names: list[str], found: dict[str, Any]) -> dict[str, Any]:
    """The parts of a cell that several fields share; None for what it does not say."""
    for name in names[1:]:
        found.pop(name, None)
    if not isinstance(cell, str):
        return {name: cell for name in names if name in DATES[1:2]}
    if "category" in names or "granted_on" in names:
        parts = cell_categories.parts(cell)
    else:
        address = next((word for word in re.split(r"[\s,;]+", cell) if "@" in word), "")
        parts = {"email": address, "phone": cell.replace(address, " ").strip(" ,;") if address else cell}
    return {name: parts.get(name) or None for name in names}


def _without_brackets(cell: str) -> tuple[str, str]:
    """The text, and what stood in brackets: “(д/о)” may mean a leave, and is shown, never stored."""
    remarks = " ".join(found.strip() for found in _BRACKETS.findall(cell))
    return (_BRACKETS.sub(" ", cell).strip(), remarks) if remarks else (cell, "")


def _read(name: str, cell: Any, known: "Known", writes: Manner) -> Any:
    if name in DATES:
        order = writes.orders.get(name, Order.DAY_FIRST)
        return cells.day(mend(cell) if isinstance(cell, str) else cell, order)
    if name == "teaching_since":
        return cells.year(cell, known.today)
    if name == "category":
        return cells.category(cell, known.categories)
    if name == "subject":
        text = cells.READERS[name](cell)
        return None if text is None else subject_of(text, known.subjects)
    if result_year(name) is not None:
        if name.startswith(f"{PERCENT}:"):
            return cells.percent(cell, is_share=name in writes.shares)
        return cells.count(cell)
    if name == "first_time":
        return cells.yes_no(mend(fold(cells.text(cell))))
    return cells.READERS[name](cell)
