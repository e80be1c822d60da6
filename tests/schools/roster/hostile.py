"""Files made to be dear to read: each kind in any size, so that twice the size can be measured against once."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from schools.roster import diff, reading, rows
from schools.roster.sheets import open_book, questions
from tests.schools.roster.books import HEAD, KNOWN, OMAROVA, book, repacked

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(lines: str, *, after: str = "", strings: str = "") -> bytes:
    """A workbook whose one sheet holds these rows as written."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData>{after}</worksheet>'
    content = repacked(book([OMAROVA]), {SHEET: sheet})
    return with_strings(content, f'<sst xmlns="{MAIN}">{strings}</sst>') if strings else content


def with_strings(content: bytes, strings: str, name: str = STRINGS) -> bytes:
    """The same workbook with the part of its texts written so, under this name."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != STRINGS:
                new.writestr(info.filename, old.read(info.filename))
        new.writestr(name, strings)
    return target.getvalue()


def texts(lines: Iterable[Iterable[str]]) -> str:
    """Rows of texts as they stand in a sheet."""
    return "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in line) + "</row>"
        for line in lines
    )


HEADER = texts([HEAD])
PERSON = ("77", "Омарова", "Гүлнара", "Сапарқызы", "Математика", "", "", "", "", "25.08.2015")


def people(count: int, line: Callable[[int], Iterable[str]]) -> bytes:
    return workbook(HEADER + texts(line(number) for number in range(count)))


def letters(number: int) -> str:
    """A name of letters for each number."""
    return "А" + "".join(chr(ord("а") + int(digit)) for digit in str(number))


def csv_line(sign: str) -> Callable[[int], bytes]:
    return lambda size: b"a;b\n" + sign.encode() * size + b"\n"


def merged(size: int) -> bytes:
    areas = "".join(f'<mergeCell ref="B{2 + n % 9000}:D{2 + n % 9000}"/>' for n in range(size))
    return workbook(HEADER + texts([PERSON] * 20), after=f"<mergeCells>{areas}</mergeCells>")


def shared(count: int, length: int, cells: int) -> bytes:
    strings = "".join(f"<si><t>{letters(n)}{'а' * length}</t></si>" for n in range(count))
    lines = "".join(f'<row><c t="s"><v>{n % count}</v></c></row>' for n in range(cells))
    return workbook(HEADER + lines, strings=strings)


def sheets(size: int) -> bytes:
    """A workbook that names so many sheets; all are the same part."""
    content = workbook(HEADER)
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        main = old.read("xl/workbook.xml").decode()
    start, end = main.index("<sheets>"), main.index("</sheets>")
    one = main[start + 8 : end]
    return repacked(content, {"xl/workbook.xml": main[: start + 8] + one * size + main[end:]})


KINDS: dict[str, tuple[Callable[[int], bytes], int]] = {
    "many tags of a cell that do not end": (lambda n: workbook("<row>" + "<c." * n), 40_000),
    "many cells that hold nothing": (lambda n: workbook("<row><c/><c/><c/></row>" * n), 6_000),
    "equal rows": (lambda n: people(n, lambda _: PERSON), 2_000),
    "equal numbers": (lambda n: people(n, lambda at: ("77", letters(at), *PERSON[2:])), 2_000),
    "equal names with other numbers": (lambda n: people(n, lambda at: (str(at), *PERSON[1:])), 2_000),
    "equal e-mails": (
        lambda n: people(n, lambda at: (str(at), letters(at), *PERSON[2:], "", "", "a@mektep.example")),
        2_000,
    ),
    "rows that cannot be answered": (
        lambda n: people(n, lambda at: ("", *PERSON[1:9], f"{at % 28 + 1}.08.2016")),
        2_000,
    ),
    "merged cells": (merged, 8_000),
    "long texts": (lambda n: shared(n, 5_000, n), 100),
    "one long text in every cell": (lambda n: shared(1, 10_000, n), 1_000),
    "many texts": (lambda n: shared(n, 1, 10), 30_000),
    "formulas": (lambda n: workbook(HEADER + "<row><c><f>A1</f><v>1</v></c><c><f>B1</f></c></row>" * n), 5_000),
    "columns and rows": (lambda n: workbook(HEADER + ("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * n), 150),
    "deep nesting": (lambda n: workbook("<a>" * n + "</a>" * n), 40_000),
    "a long attribute": (lambda n: workbook(f'<row><c t="{"x" * n}"/></row>'), 900_000),
    "many attributes": (lambda n: workbook("<row " + " ".join(f'a{at}="1"' for at in range(n)) + "/>"), 20_000),
    "a long comment": (lambda n: workbook(f"<row/><!--{'< ' * n}-->"), 900_000),
    "words that a pattern begins to like": (lambda n: people(20, lambda _: (*PERSON, "ставк" * n + "!")), 1_000),
    "a long name": (lambda n: people(20, lambda at: (str(at), "Ө-" * n + "!", *PERSON[2:])), 2_000),
    "gaps in a long name": (lambda n: people(20, lambda at: (str(at), "А" + " " * n + "!", *PERSON[2:])), 3_000),
    "brackets in a long name": (lambda n: people(20, lambda at: (str(at), "А" + " (" * n, *PERSON[2:])), 1_500),
    "dates in a long category": (
        lambda n: people(
            20, lambda at: (str(at), *PERSON[1:5], "педагог-мастер " + "1.2.2020 «3» " * n, *PERSON[6:])
        ),
        300,
    ),
    "one person with many subjects": (
        lambda n: people(n, lambda at: ("", *PERSON[1:4], letters(at), *PERSON[5:])),
        2_000,
    ),
    "sheets": (sheets, 2_000),
    "one line of separators": (csv_line(";"), 400_000),
    "one line of letters": (csv_line("x"), 400_000),
    "one line of quotes": (csv_line('"'), 400_000),
    "lines of nothing": (csv_line("\n"), 8_000),
    "lines of separators": (csv_line(";;;\n"), 8_000),
}
"""What it is, and how large it is made at first."""

SCHOOL_DAY = date(2016, 1, 11)


def outcome(content: bytes, namesakes: int = 0) -> str:
    """Read the file and compare it with a school that has so many namesakes: how many rows, or why not."""
    try:
        found = open_book(content)
        mapped = found.lead.head.columns
        rows_read = [
            row
            for sheet in found.sheets
            for row in rows.parse(sheet.table, sheet.head, found.columns_of(sheet, mapped), KNOWN)
        ]
        questions(found, mapped, rows_read, {})
    except reading.Unreadable as error:
        return error.code
    return f"{len(diff.compare(rows_read, diff.Snapshot(stays(namesakes)), {}))} rows"


def stays(count: int) -> list[diff.Stay]:
    values = {"surname": "Омарова", "given_name": "Гүлнара", "patronymic": "Сапарқызы", "number": "", "email": ""}
    return [
        diff.Stay(number, number, {**values, "hired_on": SCHOOL_DAY + timedelta(days=number % 3000)})
        for number in range(1, count + 1)
    ]
