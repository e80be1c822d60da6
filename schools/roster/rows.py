"""Rows of the file as people: every mapped cell read, every doubt noted beside its cell (pure)."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from common.names import fold, full_name
from schools.roster import cells
from schools.roster.columns import GOOD, PUPILS, Head, result_field, result_year
from schools.roster.reading import Table, Unreadable, column_letters

HIRED_AHEAD = timedelta(days=366)
HEADING_COLUMNS = 3
"""A cell merged over so many columns is a heading between the rows (“Primary school”), no person."""
NOTED_EVERY = 1000
MAX_MERGED_CELLS = 200_000
GRANTED_BY_NOBODY = {"trainee", "teacher"}
"""One begins in these categories: there may be no date on which they were granted."""


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken over: the field, a code with its figures, and what stands in the cell."""

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    shown: str = ""


@dataclass(frozen=True)
class Known:
    """What the cells are compared with: names of categories and of subjects, folded → code."""

    categories: Mapping[str, str]
    subjects: Mapping[str, str]
    today: date


@dataclass
class Row:
    """One person of the file. `number` is the row's own in the spreadsheet. `values` holds only what is said."""

    number: int
    values: dict[str, Any]
    problems: list[Problem]
    shown: dict[str, str]

    @property
    def full_name(self) -> str:
        return full_name(*(self.values.get(part) or "" for part in ("surname", "given_name", "patronymic"))) or (
            self.shown.get("full_name")
            or full_name(*(self.shown.get(part, "") for part in ("surname", "given_name", "patronymic")))
        )

    @property
    def years(self) -> list[int]:
        """The years of which any count is said."""
        return sorted({year for name in self.values if (year := result_year(name)) is not None})

    @property
    def results(self) -> dict[int, tuple[int, int]]:
        """Year → pupils counted and those of them with 4 or 5."""
        return {
            year: (self.values[result_field(PUPILS, year)], self.values[result_field(GOOD, year)])
            for year in self.years
            if {result_field(PUPILS, year), result_field(GOOD, year)} <= self.values.keys()
        }


def parse(
    table: Table, head: Head, columns: Mapping[str, int], known: Known, note: Callable[[int], None] | None = None
) -> list[Row]:
    """The people of the sheet. Rows in which every mapped cell is empty, and headings between rows, are no people.

    note: called from time to time with the number of rows that are read.
    """
    merged, headings = _merged(table, head, columns)
    computed = {place for place in table.formulas if place[0] > head.row}
    rows = []
    for y in range(head.row + 1, len(table.rows)):
        line = table.rows[y]
        if note is not None and (y - head.row) % NOTED_EVERY == 0:
            note(y - head.row)
        filled = {name: line[x] for name, x in columns.items() if x < len(line) and line[x] not in (None, "")}
        shown = {name: _short(text) for name, cell in filled.items() if (text := cells.text(cell))}
        spoiled = {name: merged[y, x] for name, x in columns.items() if (y, x) in merged} if merged else {}
        formulas = [name for name, x in columns.items() if (y, x) in computed] if computed else []
        if (not shown and not spoiled and not formulas) or (y in headings and len(shown) <= 1):
            continue
        row = Row(number=y + 1, values={}, problems=[], shown=shown)
        _fill(row, {name: filled[name] for name in shown}, spoiled, formulas, known)
        rows.append(row)
    return rows


def _short(text: str) -> str:
    return text if len(text) <= cells.LONGEST_VALUE else f"{text[: cells.LONGEST_VALUE]}…"


def _fill(
    row: Row, filled: Mapping[str, Any], spoiled: Mapping[str, str], formulas: Iterable[str], known: Known
) -> None:
    """Read the cells into values, and note what is wrong with them."""
    for name, area in spoiled.items():
        row.problems.append(Problem(name, "merged", {"area": area}, row.shown.get(name, "")))
    for name in formulas:
        row.problems.append(Problem(name, "formula", {}, row.shown.get(name, "")))
    bad = {problem.field for problem in row.problems}
    for name, cell in filled.items():
        if name in bad:
            continue
        try:
            value = _read(name, cell, known)
        except cells.Wrong as wrong:
            row.problems.append(Problem(name, wrong.code, wrong.params, row.shown[name]))
            continue
        if value is None:
            continue
        if name == "full_name":
            row.values |= {part: text for part, text in zip(_NAME_PARTS, value, strict=True) if text}
        else:
            row.values[name] = value
    _check(row, known.today)


_NAME_PARTS = ("surname", "given_name", "patronymic")


def _read(name: str, cell: Any, known: Known) -> Any:
    if isinstance(cell, str) and len(cell) > cells.LONGEST_VALUE:
        raise cells.Wrong("too_long", limit=cells.LONGEST_VALUE)
    if name == "category":
        return cells.category(cell, known.categories)
    if name == "subject":
        text = cells.words(cell)
        if text is None:
            return None
        code = known.subjects.get(fold(text), "")
        return (code, "" if code else text)
    if result_year(name) is not None:
        return cells.count(cell)
    return cells.READERS[name](cell)


def _check(row: Row, today: date) -> None:
    """What no cell shows alone."""
    values, bad = row.values, {problem.field for problem in row.problems}

    def wrong(field_name: str, code: str, **params: Any) -> None:
        if field_name not in bad:
            row.problems.append(Problem(field_name, code, params, row.shown.get(field_name, "")))

    if "full_name" not in bad:
        for part in ("surname", "given_name"):
            if part not in values:
                wrong(part, "missing")
    if (hired := values.get("hired_on")) and hired > today + HIRED_AHEAD:
        wrong("hired_on", "hired_far_ahead")
    if (since := values.get("teaching_since")) and since > today.year + 1:
        wrong("teaching_since", "in_future")
    granted, until, level = values.get("granted_on"), values.get("valid_until"), values.get("category")
    if granted and granted > today:
        wrong("granted_on", "in_future")
    if granted and until and until < granted:
        wrong("valid_until", "ends_before_start")
    if level and not granted and level not in GRANTED_BY_NOBODY:
        wrong("granted_on", "no_granted_on")
    if (granted or until) and not level and "category" not in bad:
        wrong("category", "no_category_for_date")
    for year in row.years:
        pupils, good = values.get(result_field(PUPILS, year)), values.get(result_field(GOOD, year))
        if pupils is None:
            wrong(result_field(PUPILS, year), "no_pupils")
        elif good is None:
            wrong(result_field(GOOD, year), "no_good")
        elif good > pupils:
            wrong(result_field(GOOD, year), "more_good_than_pupils", pupils=pupils)


def _merged(table: Table, head: Head, columns: Mapping[str, int]) -> tuple[dict[tuple[int, int], str], set[int]]:
    """Mapped cells below the header that are merged, with the name of their area; and rows that are headings."""
    places: dict[tuple[int, int], str] = {}
    headings: set[int] = set()
    seen = 0
    for (top, left), (bottom, right) in table.merged:
        if top <= head.row:
            continue
        if top == bottom and right - left + 1 >= HEADING_COLUMNS:
            headings.add(top)
        area = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
        seen += 1
        for x in columns.values():
            if left <= x <= right:
                seen += bottom - top + 1
                if seen > MAX_MERGED_CELLS:
                    raise Unreadable("merged_everywhere")
                places |= {(y, x): area for y in range(top, bottom + 1)}
    return places, headings
