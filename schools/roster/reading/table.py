"""A sheet as it was read, why a file cannot be taken, and the limits that it is measured against."""

from dataclasses import dataclass, field
from typing import Any

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_UNPACKED = 80 * MEGABYTE
MAX_RATIO = 100
RATIO_COUNTS_FROM = 5 * MEGABYTE
MAX_PARTS = 500
MAX_SHEETS = 20
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELLS = MAX_ROWS * MAX_COLUMNS
"""In all sheets together, empty ones within the extent included."""

MAX_ELEMENTS = 3 * MAX_CELLS
"""Of XML in one part: a cell has its own, that of its value, and some have one more."""

MAX_DEPTH = 50
MAX_STRINGS = 500_000
"""In the part that keeps the texts of all sheets."""

MAX_MERGED = 50_000
LONGEST_TEXT = 32_767
"""Characters in one cell: no spreadsheet program writes more."""

MAX_TEXT = 40_000_000
"""Characters in all cells together. A text that many cells refer to is kept once, but it counts for each of them."""

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""


class Unreadable(Exception):
    """The file cannot be taken: `code` and `params` say why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Table:
    """One sheet. `rows` start at the sheet's first row, so that a row's number is its index plus one.

    A row ends at its last cell; an empty cell is "". merged: (first, last) corners of merged cells. formulas: places
    that are computed. hidden: rows that the file does not show. is_hidden: the whole sheet is not shown. letters: codes of
    what is doubtful about the letters of a text file.
    """

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[Place, Place], ...] = ()
    formulas: frozenset[Place] = field(default_factory=frozenset)
    hidden: frozenset[int] = field(default_factory=frozenset)
    is_hidden: bool = False
    letters: str = ""


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 → A, 26 → AA: how a spreadsheet names its columns."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
