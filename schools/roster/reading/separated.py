"""A table whose cells are separated by a sign (CSV), in any of the encodings that Excel writes here."""

import csv
import io
from typing import Any

from schools.roster.reading.letters import decode
from schools.roster.reading.table import MAX_COLUMNS, MAX_ROWS, Table, Unreadable

FIRST_LINES = 64 * 1024
"""Characters in which the sign that separates is looked for."""


def read_separated(content: bytes) -> Table:
    """The one table of the file. Raises Unreadable."""
    text, letters = decode(content)
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            if len(row) > MAX_COLUMNS:
                raise Unreadable("too_many_columns", limit=MAX_COLUMNS)
            if len(rows) == MAX_ROWS:
                raise Unreadable("too_many_rows", rows=max(text.count("\n"), MAX_ROWS + 1), limit=MAX_ROWS)
            rows.append(row)
    except csv.Error as error:
        raise Unreadable("broken") from error
    if rows and all(len(row) < 2 for row in rows):
        raise Unreadable("wrong_type")
    formulas = frozenset(
        (y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell.startswith(("=", "@"))
    )
    return Table(name="", rows=rows, formulas=formulas, letters=letters)


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into most cells; a semicolon wins a draw, since Excel here writes it."""
    lines = [line for line in text[:FIRST_LINES].splitlines()[:40] if line.strip()]
    return max(";,\t", key=lambda sign: sorted(line.count(sign) for line in lines)[-3:] if lines else [])
