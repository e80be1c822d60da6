"""The cells of one sheet of an xlsx, in one pass that measures while it reads."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schools.roster.reading import xml
from schools.roster.reading.strings import Text, unescaped
from schools.roster.reading.styles import from_serial
from schools.roster.reading.table import (
    LONGEST_TEXT,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_MERGED,
    MAX_ROWS,
    MAX_TEXT,
    Place,
    Table,
    Unreadable,
    column_number,
)

_DIGITS = "0123456789"


@dataclass
class Room:
    """What the sheets of one file may take together."""

    cells: int = MAX_CELLS
    text: int = MAX_TEXT


@dataclass(frozen=True)
class Book:
    """What the cells refer to: texts by their number, and for each format whether it shows a date."""

    strings: Sequence[str]
    dates: Sequence[bool]
    from_1904: bool


class SheetReader:
    """Takes the tags of a sheet one by one. Every limit raises Unreadable in the moment in which it is passed."""

    def __init__(self, book: Book, room: Room) -> None:
        self._book, self._room = book, room
        self.rows: list[list[Any]] = []
        self.merged: list[tuple[Place, Place]] = []
        self.formulas: set[Place] = set()
        self.hidden: set[int] = set()
        self._columns: dict[str, int] = {"": -1}
        self._widest = 0
        self._elements = self._depth = 0
        self._y, self._x = -1, -1  # of the cell before
        self._digits = ""  # how its row was written
        self._in_data = False
        self._cell: dict[str, str] | None = None
        self._value: list[str] | None = None
        self._value_length = 0
        self._inline = Text()

    def table(self, name: str, part: bytes, *, is_hidden: bool = False) -> Table:
        xml.parse(part, start=self._start, end=self._end, text=self._add)
        self._room.cells -= len(self.rows) * self._widest
        if self._room.cells < 0:
            raise Unreadable("bomb")
        return Table(
            name=name,
            rows=self.rows,
            merged=tuple(self.merged),
            formulas=frozenset(self.formulas),
            hidden=frozenset(self.hidden),
            is_hidden=is_hidden,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MAX_ELEMENTS:
            raise Unreadable("bomb")
        if self._depth > MAX_DEPTH:
            raise Unreadable("broken")
        tag = name if ":" not in name else xml.local(name)
        if self._cell is not None:
            self._start_in_cell(tag)
        elif self._in_data:
            if tag == "c":
                self._cell = attributes
                self._place(attributes.get("r"))
                self._value = None
            elif tag == "row":
                self._digits = attributes.get("r", "")
                self._y = self._row(self._digits) - 1 if self._digits else self._y + 1
                self._reach(self._y)
                self._x = -1
                if attributes.get("hidden") in ("1", "true"):
                    self.hidden.add(self._y)
        elif tag == "sheetData":
            self._in_data = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_in_cell(self, tag: str) -> None:
        if tag == "v":
            self._value, self._value_length = [], 0
        elif tag == "f":
            self.formulas.add((self._y, self._x))
        elif self._cell is not None and self._cell.get("t") == "inlineStr":
            self._inline.start(tag)

    def _end(self, name: str) -> None:
        self._depth -= 1
        tag = name if ":" not in name else xml.local(name)
        if self._cell is not None:
            if tag == "c":
                self._put(self._read(self._cell))
                self._cell = self._value = None
            else:
                self._inline.end(tag)
        elif tag == "sheetData":
            self._in_data = False

    def _add(self, piece: str) -> None:
        if self._value is not None:
            self._value_length += len(piece)
            if self._value_length > LONGEST_TEXT:
                raise Unreadable("long_text")
            self._value.append(piece)
        else:
            self._inline.add(piece)

    def _row(self, digits: str) -> int:
        digits = digits.strip().lstrip("0")
        if not digits.isascii() or not digits.isdigit():
            raise Unreadable("broken")
        if len(digits) > 7:
            raise Unreadable("bomb")
        return int(digits)

    def _place(self, reference: str | None) -> None:
        """Where the cell stands: as it says, or next to the one before."""
        if reference is None:
            self._x += 1
        else:
            letters = reference.rstrip(_DIGITS)
            self._x = self._column(letters) if letters else self._x + 1
            digits = reference[len(letters) :]
            if digits != self._digits:
                self._digits, self._y = digits, self._row(digits) - 1
        if self._y >= len(self.rows):
            self._reach(self._y)
        if self._x >= MAX_COLUMNS:
            raise Unreadable("too_many_columns", limit=MAX_COLUMNS)
        if self._x >= self._widest:
            self._widest = self._x + 1

    def _column(self, letters: str) -> int:
        known = self._columns.get(letters)
        if known is None:
            if not letters.isascii() or not letters.isalpha():
                raise Unreadable("broken")
            if len(letters) > 3:
                raise Unreadable("bomb")
            known = self._columns[letters] = column_number(letters)
        return known

    def _reach(self, y: int) -> None:
        if y >= MAX_ROWS:
            raise Unreadable("too_many_rows", rows=y + 1, limit=MAX_ROWS)
        while len(self.rows) <= y:
            self.rows.append([])

    def _put(self, value: Any) -> None:
        if value == "" or self._y < 0:
            return
        if isinstance(value, str):
            self._room.text -= len(value)
            if self._room.text < 0:
                raise Unreadable("long_text")
        row = self.rows[self._y]
        while len(row) <= self._x:
            row.append("")
        row[self._x] = value

    def _read(self, cell: dict[str, str]) -> Any:
        """What the cell shows: a text, a number, yes or no, a date; "" for nothing."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return self._inline.take()
        typed = "".join(self._value) if self._value is not None else ""
        if typed == "":
            return ""
        if kind == "s":
            if not typed.isascii() or not typed.isdigit() or len(typed) > 7 or int(typed) >= len(self._book.strings):
                raise Unreadable("broken")
            return self._book.strings[int(typed)]
        if kind == "n":
            return self._number(typed, cell.get("s", ""))
        if kind == "b":
            return typed.strip() in ("1", "true")
        if kind == "d":
            try:
                return date.fromisoformat(typed[:10])
            except ValueError:
                return typed
        return unescaped(typed)

    def _number(self, typed: str, style: str) -> Any:
        try:
            number = float(typed)
        except ValueError:
            return typed
        if not math.isfinite(number):
            return typed
        if (
            style.isdecimal()
            and len(style) < 7
            and int(style) < len(self._book.dates)
            and self._book.dates[int(style)]
        ):
            return from_serial(number, self._book.from_1904)
        return number

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        self.merged.append((self._corner(first), self._corner(last or first)))
        if len(self.merged) > MAX_MERGED:
            raise Unreadable("merged_everywhere")

    def _corner(self, reference: str) -> Place:
        letters = reference.rstrip(_DIGITS)
        y, x = self._row(reference[len(letters) :]) - 1, self._column(letters)
        return min(y, MAX_ROWS), min(x, MAX_COLUMNS)
