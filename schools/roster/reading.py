"""From the bytes of an uploaded file to rows of cells, without trusting the file (pure: no Django, no database).

An xlsx is a zip: before it is opened, its bytes, its real unpacked size, the ratio of both, its sheets, rows, columns
and longest text are measured against limits, so that a small file cannot fill the memory. What cannot be read raises
`Unreadable` with a code and its figures; `schools.roster.words` makes the sentence.
"""

import codecs
import csv
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import python_calamine

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_UNPACKED = 80 * MEGABYTE
MAX_RATIO = 100
RATIO_COUNTS_FROM = 5 * MEGABYTE
MAX_PARTS = 500
MAX_SHEETS = 20
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_TEXT = 500 * MEGABYTE
"""Cells times the longest text: the same long text may be named by every cell."""

MAX_CELLS = MAX_ROWS * MAX_COLUMNS
"""In all sheets together, empty ones within the extent included: a table is built up to its last cell."""
SHEET_FOLDERS = ("xl/worksheets/", "xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")

_REFERENCE = re.compile(rb"""[\s"']r\s*=\s*["']([A-Za-z]*)(\d+)["']""")
"""In either case and with no space before it: the reader that comes after is as lenient."""
_ROW = re.compile(rb"<(?:[^\s<>:/]+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:[^\s<>:/]+:)?c[\s>/]")
_FORMULA = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\sr=["']([A-Za-z]{1,3})(\d+)["'][^>]*>\s*<(?:\w+:)?f[\s>/]""")
_LOCAL_HEADER = struct.Struct("<26xHH")

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

    merged: (first, last) corners of merged cells. formulas: places that are computed.
    """

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[Place, Place], ...] = ()
    formulas: frozenset[Place] = field(default_factory=frozenset)


def read(content: bytes) -> list[Table]:
    """All visible sheets that hold anything. The kind is told from the bytes, never from the file's name.

    Raises Unreadable.
    """
    if not content:
        raise Unreadable("no_rows")
    if len(content) > MAX_BYTES:
        raise Unreadable("too_big", size=len(content), limit=MAX_BYTES)
    if content.startswith(b"PK\x03\x04"):
        tables = _read_workbook(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_or_locked")
    else:
        tables = [_read_csv(content)]
    tables = [table for table in tables if any(any(_filled(cell) for cell in row) for row in table.rows)]
    if not tables:
        raise Unreadable("no_rows")
    return tables


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


def _filled(cell: Any) -> bool:
    return cell is not None and cell != ""


# ── xlsx ──


def _read_workbook(content: bytes) -> list[Table]:
    parts = _unpack(content)
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


def _unpack(content: bytes) -> dict[str, bytes]:
    """The parts that are XML, by name, really inflated: what a zip says of its own sizes may be a lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("broken") from error
    if len(infos) > MAX_PARTS:
        raise Unreadable("bomb")
    parts: dict[str, bytes] = {}
    names: set[str] = set()  # as a reader compares them that minds neither case nor the kind of slash
    room = MAX_UNPACKED
    if len(content) * MAX_RATIO < MAX_UNPACKED:
        room = max(RATIO_COUNTS_FROM, len(content) * MAX_RATIO)
    for info in infos:
        part = _inflate(content, info, room)
        room -= len(part)
        if (same := info.filename.replace("\\", "/").lower()) in names:
            raise Unreadable("broken")
        names.add(same)
        parts[info.filename] = part if info.filename.endswith((".xml", ".rels")) else b""
    return parts


def _inflate(content: bytes, info: zipfile.ZipInfo, room: int) -> bytes:
    """The part's bytes, at most `room`. Raises Unreadable."""
    try:
        name_length, extra_length = _LOCAL_HEADER.unpack_from(content, info.header_offset)
    except struct.error as error:
        raise Unreadable("broken") from error
    start = info.header_offset + 30 + name_length + extra_length
    packed = content[start : start + info.compress_size]
    if info.flag_bits & 1:
        raise Unreadable("old_or_locked")
    if info.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        try:
            part = zlib.decompressobj(-15).decompress(packed, room + 1)
        except zlib.error as error:
            raise Unreadable("broken") from error
    else:
        raise Unreadable("broken")
    if len(part) > room:
        raise Unreadable("bomb")
    return part


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


# ── CSV ──


def _read_csv(content: bytes) -> Table:
    text = _decode(content)
    if text.count("\n") > MAX_ROWS * 2:
        raise Unreadable("too_many_rows", rows=text.count("\n"), limit=MAX_ROWS)
    try:
        rows = [row[:] for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))]
    except csv.Error as error:
        raise Unreadable("broken") from error
    if len(rows) > MAX_ROWS:
        raise Unreadable("too_many_rows", rows=len(rows), limit=MAX_ROWS)
    if max((len(row) for row in rows), default=0) > MAX_COLUMNS:
        raise Unreadable("too_many_columns", limit=MAX_COLUMNS)
    if rows and all(len(row) < 2 for row in rows):
        raise Unreadable("wrong_type")
    formulas = frozenset(
        (y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell.startswith(("=", "@"))
    )
    return Table(name="", rows=[list(row) for row in rows], formulas=formulas)


def _decode(content: bytes) -> str:
    """UTF-8, with or without its mark, else cp1251, as Excel writes it here; its “Unicode text” is UTF-16 with a mark."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        raise Unreadable("wrong_type")
    else:
        encodings = ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and not any(letter < " " and letter not in "\t\r\n" for letter in text[:10_000]):
            return text
    raise Unreadable("wrong_type")


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into most cells; a semicolon wins a draw, since Excel here writes it."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    return max(";,\t", key=lambda sign: sorted(line.count(sign) for line in lines)[-3:] if lines else [])
