"""From the bytes of an uploaded file to rows of cells, without trusting the file (pure: no Django, no database).

An xlsx is a zip of XML. It is read here, in one pass that counts while it unpacks and measures while it reads: bytes,
their ratio, sheets, rows, columns, cells, texts. So a small file cannot fill the memory, and no second reader can see
in it what was not measured. What cannot be read raises `Unreadable` with a code and its figures;
`schools.roster.words` makes the sentence.
"""

from typing import Any

from schools.roster.reading.separated import read_separated
from schools.roster.reading.table import MAX_BYTES, MAX_SHEETS, Table, Unreadable, column_letters, column_number
from schools.roster.reading.workbook import read_workbook

__all__ = ["MAX_BYTES", "MAX_SHEETS", "Table", "Unreadable", "column_letters", "column_number", "glance", "read"]

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def glance(content: bytes) -> None:
    """What can be said of a file at once, before anybody reads it. Raises Unreadable."""
    if not content:
        raise Unreadable("no_rows")
    if len(content) > MAX_BYTES:
        raise Unreadable("too_big", size=len(content), limit=MAX_BYTES)
    if content.startswith(_OLD_EXCEL):
        raise Unreadable("old_or_locked")
    if not content.startswith((_ZIP, *_UTF_16)) and b"\x00" in content:
        raise Unreadable("wrong_type")


def read(content: bytes) -> list[Table]:
    """All sheets that hold anything, and the hidden ones. The kind is known by the bytes, never by the file's name.

    Raises Unreadable.
    """
    glance(content)
    tables = read_workbook(content) if content.startswith(_ZIP) else [read_separated(content)]
    tables = [
        table for table in tables if table.is_hidden or any(any(_filled(cell) for cell in row) for row in table.rows)
    ]
    if all(table.is_hidden for table in tables):
        raise Unreadable("no_rows")
    return tables


def _filled(cell: Any) -> bool:
    return cell is not None and cell != ""
