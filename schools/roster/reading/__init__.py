"""From the bytes of an uploaded file to rows of cells, without trusting the file (pure: no Django, no database).

An xlsx is a zip: before it is opened, its bytes, its real unpacked size, the ratio of both, its sheets, rows, columns
and longest text are measured against limits, so that a small file cannot fill the memory. What cannot be read raises
`Unreadable` with a code and its figures; `schools.roster.words` makes the sentence.
"""

from typing import Any

from schools.roster.reading.separated import read_separated
from schools.roster.reading.table import MAX_BYTES, MAX_SHEETS, Table, Unreadable, column_letters, column_number
from schools.roster.reading.workbook import read_workbook

__all__ = ["MAX_BYTES", "MAX_SHEETS", "Table", "Unreadable", "column_letters", "column_number", "read"]


def read(content: bytes) -> list[Table]:
    """All visible sheets that hold anything. The kind is told from the bytes, never from the file's name.

    Raises Unreadable.
    """
    if not content:
        raise Unreadable("no_rows")
    if len(content) > MAX_BYTES:
        raise Unreadable("too_big", size=len(content), limit=MAX_BYTES)
    if content.startswith(b"PK\x03\x04"):
        tables = read_workbook(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_or_locked")
    else:
        tables = [read_separated(content)]
    tables = [table for table in tables if any(any(_filled(cell) for cell in row) for row in table.rows)]
    if not tables:
        raise Unreadable("no_rows")
    return tables


def _filled(cell: Any) -> bool:
    return cell is not None and cell != ""
