"""Rows of the file as people: every mapped cell read, every doubt noted beside its cell (pure)."""

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.names import fold, full_name
from schools.roster import cells
from schools.roster.columns import GOOD, PERCENT, PUPILS, Head, result_field, result_year
from schools.roster.filling import SURE, Note, Problem, Source, values_of
from schools.roster.judging import manner
from schools.roster.reading import Table, Unreadable, column_letters
from schools.roster.row_checks import check

__all__ = ["Known", "Note", "Problem", "Row", "Settings", "parse", "row_key"]

HEADING_COLUMNS = 3
"""A cell merged over so many columns is a heading between the rows (“Primary school”), no person."""
NO_PERSON = ("heading", "joined")
NOTED_EVERY = 1000
MAX_MERGED_CELLS = 200_000

_SUM = re.compile(r"^(итого|всего|барлығы|жиыны|жалпы саны|total)\b")
_HEADING = re.compile(
    r"учител|администрац|педагоги\b|педагогтер|педагогтар|класс|сынып|мұғалім|бастауыш|кафедр|бірлест|методич|шмо\b|цикл|предмет|"
    r"\bпән|состав|совместител|декрет|teachers|staff|department|primary"
)


@dataclass(frozen=True)
class Known:
    """What the cells are compared with: names of categories and of subjects → code, and the day of reading."""

    categories: Mapping[str, str]
    subjects: Mapping[str, str]
    today: date


@dataclass(frozen=True)
class Settings:
    """What a person answered about a sheet. orders: field → order of day and month. corrections: row → field → what was
    typed in place of the cell, "" for nothing. sheet: its place in the file."""

    orders: Mapping[str, str] = dataclasses.field(default_factory=dict)
    corrections: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    sheet: int = 0


@dataclass
class Row:
    """One person of the file. `number` is the row's own in the spreadsheet. `values` holds only what is said.

    problems: what cannot be right. doubts: what only a person can say. notes: what is shown and not stored. left_out: why
    the row is no person of its own, "" for one.
    """

    number: int
    values: dict[str, Any]
    problems: list[Problem]
    shown: dict[str, str]
    doubts: list[Problem] = dataclasses.field(default_factory=list)
    notes: list[Note] = dataclasses.field(default_factory=list)
    sheet: int = 0
    is_hidden: bool = False
    left_out: Note | None = None

    @property
    def key(self) -> str:
        return row_key(self.sheet, self.number)

    @property
    def is_person(self) -> bool:
        """False for a heading, and for a further row of somebody who stands in the file before."""
        return self.left_out is None or self.left_out.code not in NO_PERSON

    @property
    def full_name(self) -> str:
        return full_name(*(self.values.get(part) or "" for part in ("surname", "given_name", "patronymic"))) or (
            self.shown.get("full_name")
            or full_name(*(self.shown.get(part, "") for part in ("surname", "given_name", "patronymic")))
        )

    @property
    def years(self) -> list[int]:
        """The years of which anything is said."""
        return sorted({year for name in self.values if (year := result_year(name)) is not None})

    @property
    def results(self) -> dict[int, tuple[Any, Any, Any]]:
        """Year → pupils counted, those of them with 4 or 5, and None; or None, None and the percentage without counts."""
        found: dict[int, tuple[Any, Any, Any]] = {}
        for year in self.years:
            pupils, good, percent = (self.values.get(result_field(kind, year)) for kind in (PUPILS, GOOD, PERCENT))
            if pupils is not None and good is not None:
                found[year] = (pupils, good, None)
            elif percent is not None:
                found[year] = (None, None, percent)
        return found


def row_key(sheet: int, number: int) -> str:
    """How answers and corrections name a row: “7” on the first sheet, “1:7” on the second."""
    return f"{sheet}:{number}" if sheet else str(number)


def parse(
    table: Table,
    head: Head,
    columns: Mapping[str, int],
    known: Known,
    note: Callable[[int], None] | None = None,
    settings: Settings | None = None,
) -> list[Row]:
    """The people of the sheet. Rows in which every mapped cell is empty are no people; headings between the rows are
    rows that are left out.

    note: called from time to time with the number of rows that are read.
    """
    settings = settings or Settings()
    merged, headings = _merged(table, head, columns)
    computed = {place for place in table.formulas if place[0] > head.row}
    writes = manner(table, head, columns, settings.orders)
    rows = []
    for y in range(head.row + 1, len(table.rows)):
        line = table.rows[y]
        if note is not None and (y - head.row) % NOTED_EVERY == 0:
            note(y - head.row)
        filled = {name: line[x] for name, x in columns.items() if x < len(line) and line[x] not in (None, "")}
        corrected = settings.corrections.get(row_key(settings.sheet, y + 1), {})
        shown = {name: _short(text) for name, cell in filled.items() if (text := cells.text(cell))}
        spoiled = {name: merged[y, x] for name, x in columns.items() if (y, x) in merged} if merged else {}
        formulas = [name for name, x in columns.items() if (y, x) in computed] if computed else []
        if not shown and not spoiled and not formulas and not corrected:
            continue
        row = Row(number=y + 1, values={}, problems=[], shown=shown, sheet=settings.sheet)
        row.is_hidden = y in table.hidden
        rows.append(row)
        if not corrected and (y in headings and len(shown) <= 1 or _is_heading(shown, line, columns)):
            row.left_out = Note("", "heading")
            continue
        source = Source(filled, shown, spoiled, formulas, corrected)
        row.values, row.problems, row.doubts, row.notes = values_of(source, columns, known, writes)
        check(row, known.today, is_sure=bool(corrected.get(SURE)))
        if row.is_hidden:
            row.notes.append(Note("", "hidden_row"))
    return rows


def _short(text: str) -> str:
    return text if len(text) <= cells.LONGEST_VALUE else f"{text[: cells.LONGEST_VALUE]}…"


def _is_heading(shown: Mapping[str, str], line: Sequence[Any], columns: Mapping[str, int]) -> bool:
    """A line between the people: “Учителя начальных классов”, “Итого”, or the numbers of the columns."""
    name = fold(shown.get("full_name") or shown.get("surname") or "")
    if _SUM.search(name):
        return True
    numbers = [cells.text(cell) for cell in line if cell not in (None, "")]
    if len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]:
        return True
    if len({columns[field] for field in shown}) != 1:
        return False
    only = fold(next(iter(shown.values())))
    return bool(_HEADING.search(only)) or (not name and not any(letter.isdigit() for letter in only))


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
