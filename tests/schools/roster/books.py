"""Workbooks and CSV files for the tests, honest and hostile ones."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import openpyxl

from schools.organisation.shipped import CATEGORY_LEVELS, SUBJECTS
from schools.roster import rows
from schools.roster.cells import category_key
from schools.roster.sheets import open_book
from schools.roster.subjects import known_names

TODAY = date(2026, 12, 3)
HEAD = ("Табельный №", "Фамилия", "Имя", "Отчество", "Предмет", "Категория", "Дата присвоения", "Действительна до")
HEAD += (
    "Преподает с",
    "Дата приема",
    "Ставка",
    "Впервые",
    "Эл. почта",
    "Телефон",
    "2025/26 учащихся",
    "2025/26 на 4 и 5",
)
OMAROVA = ("04012", "Омарова", "Гүлнара", "Сапарқызы", "Математика", "педагог-исследователь", date(2024, 6, 12))
OMAROVA += (
    date(2029, 6, 12),
    2004,
    date(2015, 8, 25),
    1.25,
    "нет",
    "omarova@mektep.example",
    "8 701 234 56 78",
    121,
    97,
)
ERZHANOV = ("04013", "Ержанов", "Нұрлан", "Бауыржанұлы", "Информатика", None, None, None)
ERZHANOV += (2026, date(2026, 11, 20), 1, "да", None, None, None, None)
KNOWN = rows.Known(
    categories={category_key(name): code for code, names in CATEGORY_LEVELS.items() for name in names},
    subjects=known_names((code, values[2:]) for code, values in SUBJECTS.items()),
    today=TODAY,
)


def book(lines: Iterable[Sequence[Any]], head: Sequence[str] = HEAD, merge: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet; a text with = becomes a formula, as in Excel."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Тізім"
    sheet.append(head)
    for line in lines:
        sheet.append(line)
    for area in merge:
        sheet.merge_cells(area)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def long_book(count: int) -> bytes:
    """Very many rows, written as plainly as a workbook can be."""
    lines = "".join(f"<row><c><v>{n * 7919 % 1_000_003}</v></c><c><v>{n}</v></c></row>" for n in range(count))
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return repacked(book([OMAROVA]), {"xl/worksheets/sheet1.xml": f"{sheet}{lines}</sheetData></worksheet>"})


def bomb(megabytes: int = 114) -> bytes:
    """A small file that unpacks to very much."""
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return repacked(book([OMAROVA]), {"xl/worksheets/sheet1.xml": sheet + " " * (megabytes * 1024 * 1024)})


def repacked(content: bytes, parts: dict[str, str]) -> bytes:
    """The same workbook with other parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, parts.get(info.filename, old.read(info.filename)))
    return target.getvalue()


def moved(content: bytes, old_part: str, part: str, target: str, text: str) -> bytes:
    """The same workbook with one part at another place; its relation says `target`."""
    place = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            body = old.read(info.filename)
            if info.filename == "xl/_rels/workbook.xml.rels":
                named = f"/{old_part}".encode()
                assert named in body
                body = body.replace(named, target.encode())
            is_moved = info.filename == old_part
            new.writestr(part if is_moved else info.filename, text if is_moved else body)
    return place.getvalue()


def people(content: bytes) -> list[rows.Row]:
    """The rows of a file, its columns as recognised."""
    lead = open_book(content).lead
    return rows.parse(lead.table, lead.head, lead.head.columns, KNOWN)


def problems(content: bytes) -> list[tuple[int, str, str]]:
    """(row, field, code) of everything that is wrong."""
    return [(row.number, problem.field, problem.code) for row in people(content) for problem in row.problems]
