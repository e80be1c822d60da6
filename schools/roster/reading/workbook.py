"""Sheets of an xlsx: measured first, so that a small file cannot fill the memory, and only then read."""

import io
import re
from xml.etree import ElementTree

import python_calamine

from schools.roster.reading.archive import unpack
from schools.roster.reading.table import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_TEXT,
    Place,
    Table,
    Unreadable,
    column_number,
)

SHEET_FOLDERS = ("xl/worksheets/", "xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")

_REFERENCE = re.compile(rb"""[\s"']r\s*=\s*["']([A-Za-z]*)(\d+)["']""")
"""In either case and with no space before it: the reader that comes after is as lenient."""
_ROW = re.compile(rb"<(?:[^\s<>:/]+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:[^\s<>:/]+:)?c[\s>/]")
_FORMULA = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\sr=["']([A-Za-z]{1,3})(\d+)["'][^>]*>\s*<(?:\w+:)?f[\s>/]""")


def read_workbook(content: bytes) -> list[Table]:
    """The visible sheets. Raises Unreadable."""
    parts = unpack(content)
    if "xl/workbook.xml" not in parts:
        raise Unreadable("wrong_type")
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part for part in parts.values()):
        raise Unreadable("broken")
    paths = _sheet_paths(parts)
    sheets = {name for name in parts if name.startswith(SHEET_FOLDERS)}.union(*paths.values())
    if len(sheets) > MAX_SHEETS or len(paths) > MAX_SHEETS:
        raise Unreadable("too_many_sheets", limit=MAX_SHEETS)
    longest_text = _longest_text(parts)
    extents = {name: _measure(parts[name], longest_text) for name in sheets}
    shown = [name for same in paths.values() for name in same]  # one part may be named by several sheets
    if sum(extents[name] for name in shown) > MAX_CELLS:
        raise Unreadable("bomb")
    tables = []
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for meta in book.sheets_metadata:
                if meta.visible != python_calamine.SheetVisibleEnum.Visible or (
                    meta.typ != python_calamine.SheetTypeEnum.WorkSheet
                ):
                    continue
                sheet = book.get_sheet_by_name(meta.name)
                tables.append(
                    Table(
                        name=meta.name,
                        rows=sheet.to_python(skip_empty_area=False),
                        merged=tuple(sheet.merged_cell_ranges or ()),
                        formulas=_formulas(b"".join(parts[name] for name in paths.get(meta.name, ()))),
                    )
                )
    except python_calamine.PasswordError as error:
        raise Unreadable("old_or_locked") from error
    except python_calamine.CalamineError as error:
        raise Unreadable("broken") from error
    return tables


def _measure(sheet: bytes, longest_text: int) -> int:
    """The cells of the table that a sheet would become: up to its last row and column, however few cells it has.

    Raises Unreadable when that would be huge.
    """
    found = set(_REFERENCE.findall(sheet))
    if any(len(row.lstrip(b"0")) > 7 or len(letters) > 3 for letters, row in found):
        raise Unreadable("bomb")
    rows = max((int(row.lstrip(b"0") or b"0") for _, row in found), default=0)
    columns = max((column_number(letters.decode()) + 1 for letters in {letters for letters, _ in found}), default=0)
    in_rows = [len(_CELL.findall(row)) for row in _ROW.split(sheet)]  # cells need not say where they stand
    rows, columns = max(rows, len(in_rows) - 1), max(columns, *in_rows)
    if rows > MAX_ROWS:
        raise Unreadable("too_many_rows", rows=rows, limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise Unreadable("too_many_columns", limit=MAX_COLUMNS)
    if sum(in_rows) * longest_text > MAX_TEXT:
        raise Unreadable("long_text")
    return rows * columns


def _longest_text(parts: dict[str, bytes]) -> int:
    strings = parts.get("xl/sharedStrings.xml", b"")
    return max((len(piece) for piece in strings.split(b"</si>")), default=0)


def _sheet_paths(parts: dict[str, bytes]) -> dict[str, set[str]]:
    """Sheet's name → its part; more than one where the workbook is ambiguous, so that each is measured.

    Raises Unreadable for a sheet that is not where sheets are kept: what is not found here would not be measured.
    """
    targets: dict[str, set[str]] = {}
    found: dict[str, set[str]] = {}
    try:
        for element in ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>")).iter():
            targets.setdefault(element.get("Id", ""), set()).add(element.get("Target", ""))
        for element in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():
            if _local(element.tag) == "sheet":
                ids = [value for name, value in element.items() if _local(name) == "id"]
                named = {_part_name(target) for pk in ids for target in targets.get(pk, ("",))}
                found.setdefault(element.get("name", ""), set()).update(named or {""})
    except ElementTree.ParseError as error:
        raise Unreadable("broken") from error
    for name in set().union(*found.values()):
        if name not in parts or not name.startswith(SHEET_FOLDERS) or not name.endswith(".xml"):
            raise Unreadable("broken")
    return found


def _local(name: str) -> str:
    """A name of XML without its namespace."""
    return name.rpartition("}")[2]


def _part_name(target: str) -> str:
    if target.startswith(("/xl/", "xl/")):
        return target.removeprefix("/")
    return f"xl/{target}"


def _formulas(sheet: bytes) -> frozenset[Place]:
    return frozenset((int(row) - 1, column_number(letters.decode())) for letters, row in _FORMULA.findall(sheet))
