"""Files that cannot be read are refused with a reason before they cost memory; honest ones are read."""

import io
import random
import struct
from datetime import date, datetime, time
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from common import spreadsheets
from schools.roster import reading, words
from schools.roster.reading import styles
from tests.schools.roster import books


def refused(content: bytes) -> str:
    with pytest.raises(reading.Unreadable) as caught:
        reading.read(content)
    sentence = words.file_words(caught.value.code, caught.value.params)
    assert sentence.endswith(".")
    assert "%" not in sentence
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_rows"),
        (b"%PDF-1.7 \x00\x01", "wrong_type"),
        ("Просто письмо в одну строку".encode(), "wrong_type"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_or_locked"),
        (b"PK\x03\x04 and nothing of a zip", "broken"),
        (b"PK\x05\x06" + bytes(18), "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"), "old_or_locked"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "wrong_type"),
        ("Тегі;Аты\n".encode() + "Омарова;Гүлнара\n".encode() * 5_000 + b"\x00;x\n", "wrong_type"),
        (b"\xff\xfe\xd8\xd8\x00", "wrong_type"),
        (b"a;b\r\n" * 500_000 * 3, "too_big"),
    ],
)
def test_what_is_no_table(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_small_file_that_unpacks_to_114_megabytes() -> None:
    content = books.bomb()
    assert len(content) < 170 * 1024
    assert refused(content) == "bomb"


def test_a_bomb_that_lies_about_its_size() -> None:
    """The directory of the zip says 1,000 bytes; what counts is what comes out."""
    content = bytearray(books.bomb(20))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", content, entry + 24, 1000)
    assert refused(bytes(content)) == "bomb"


def test_too_many_rows_and_columns() -> None:
    assert refused(books.long_book(200_000)) == "too_many_rows"
    assert refused(b"a;b\r\n" * 200_000) == "too_many_rows"
    assert refused(books.book([["x"] * 200])) == "too_many_columns"


def test_one_cell_far_away_does_not_make_a_table_of_billions() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "Фамилия"
    workbook.active["XFD1048576"] = "x"
    assert refused(books.saved(workbook)) == "too_many_rows"


SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="bzz900000"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="zzz1"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="1"><c t="n"r="A900000"><v>1</v></c></row>', "broken"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A4294900000"><v>1</v></c></row>', "bomb"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="ABCD2"><v>1</v></c></row>', "bomb"),
        ("<row>" + "<c><v>1</v></c>" * 5_000 + '</row><row r="20000"><c><v>1</v></c></row>', "too_many_columns"),
        ('<é:row xmlns:é="x">' + "<é:c/>" * 200 + "</é:row>", "too_many_columns"),
    ],
)
def test_a_few_cells_far_away_in_other_spellings(rows: str, code: str) -> None:
    """What the reader understands is measured: small letters, no space before, no place at all."""
    assert refused(books.repacked(books.book([]), {SHEET: sheet(rows)})) == code


def moved(target: str, part: str, rows: str) -> bytes:
    """A workbook whose sheet is kept somewhere else."""
    return books.moved(books.book([]), SHEET, part, target, sheet(rows))


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("foo/sheet1.xml", "xl/foo/sheet1.xml"),
        ("/xl/foo/sheet1.xml", "xl/foo/sheet1.xml"),
        ("worksheets/sheet1.XML", "xl/worksheets/sheet1.XML"),
        ("worksheets/sheet1.bin", "xl/worksheets/sheet1.bin"),
        ("WORKSHEETS/sheet1.xml", "xl/worksheets/Sheet1.xml"),
        ("worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"),
        ("worksheets/../foo.xml", "xl/foo.xml"),
        ("../../list.xml", "list.xml"),
    ],
)
def test_a_sheet_is_measured_wherever_it_lies(target: str, part: str) -> None:
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert reading.read(moved(target, part, near))[0].rows == [[1.0]]
    far = near + '<row r="900000"><c r="BZZ900000"><v>1</v></c></row>'
    assert refused(moved(target, part, far)) == "too_many_rows"


def test_a_sheet_that_is_not_there() -> None:
    assert refused(moved("worksheets/other.xml", SHEET, "")) == "broken"


def test_a_sheet_named_from_the_root_is_read_and_measured() -> None:
    near = '<row r="1"><c r="a1"><v>1</v></c></row>'
    assert reading.read(moved("/xl/worksheets/list.xml", "xl/worksheets/list.xml", near))[0].rows == [[1.0]]
    far = near + '<row r="900000"><c r="A900000"><v>1</v></c></row>'
    assert refused(moved("/xl/worksheets/list.xml", "xl/worksheets/list.xml", far)) == "too_many_rows"


def test_the_extent_of_all_sheets_together_is_bounded() -> None:
    workbook = Workbook()
    for number in range(3):
        page = workbook.active if number == 0 else workbook.create_sheet()
        page["A1"], page.cell(15_000, 90).value = "x", "x"
    assert refused(books.saved(workbook)) == "bomb"


def test_a_wrong_dimension_alone_costs_nothing() -> None:
    rows = f'<worksheet xmlns="{NAMESPACE}"><dimension ref="A1:XFD1048576"/><sheetData>'
    rows += '<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    assert reading.read(books.repacked(books.book([]), {SHEET: rows}))[0].rows == [[1.0]]


def test_too_many_sheets() -> None:
    workbook = Workbook()
    for _ in range(reading.MAX_SHEETS):
        workbook.create_sheet()
    assert refused(books.saved(workbook)) == "too_many_sheets"


def test_entities_are_not_expanded() -> None:
    sheet = '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'
    assert refused(books.repacked(books.book([]), {"xl/worksheets/sheet1.xml": sheet})) == "broken"


def test_a_long_text_in_every_cell() -> None:
    chance = random.Random(1)
    long = "".join(chance.choices("абвгдежзийклмнопрст", k=30_000))
    assert refused(spreadsheets.xlsx(["a"] * 90, [[long] * 90] * 150, title="x")) == "long_text"


def test_an_empty_workbook_has_no_rows() -> None:
    assert refused(books.saved(Workbook())) == "no_rows"


def test_formulas_and_merged_cells_are_seen_where_they_stand() -> None:
    content = books.book([[1, "=A1&B1", 3], [4, 5, 6]], head=["a", "b", "c"], merge=["A3:B3"])
    (table,) = reading.read(content)
    assert table.formulas == {(1, 1)}
    assert table.merged == (((2, 0), (2, 1)),)


def test_a_hidden_sheet_is_marked_as_hidden() -> None:
    workbook = Workbook()
    workbook.active.append(["a"])
    hidden = workbook.create_sheet("hidden")
    hidden.append(["b"])
    hidden.sheet_state = "hidden"
    tables = reading.read(books.saved(workbook))
    assert [(table.name, table.is_hidden) for table in tables] == [("Sheet", False), ("hidden", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_in_each_encoding_with_each_sign(encoding: str, sign: str) -> None:
    text = f'Фамилия{sign}Имя\r\n"Цой{sign} Пак"{sign}Ирина\r\n'
    (table,) = reading.read(text.encode(encoding))
    assert table.rows == [["Фамилия", "Имя"], [f"Цой{sign} Пак", "Ирина"]]


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(number: int, letters: str) -> None:
    assert reading.column_letters(number) == letters
    assert reading.column_number(letters) == number


@pytest.mark.parametrize("name", ["roster-kk.xlsx", "roster-ru.xlsx"])
def test_another_reader_sees_the_same(name: str) -> None:
    content = (Path(settings.BASE_DIR) / "samples" / name).read_bytes()
    (table,) = reading.read(content)
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        sheet = book.get_sheet_by_index(0)
        assert [ended(row) for row in table.rows] == [ended(row) for row in sheet.to_python(skip_empty_area=False)]
        assert table.merged == tuple(sheet.merged_cell_ranges or ())


def ended(row: list) -> list:
    """Without the empty cells after the last one."""
    last = max((x for x, cell in enumerate(row) if cell not in ("", None)), default=-1)
    return row[: last + 1]


def test_each_kind_of_cell() -> None:
    workbook = Workbook()
    moment = datetime.combine(date(2026, 9, 1), time(8, 30))
    workbook.active.append(["Әлия", 12, 1.25, True, date(2026, 9, 1), moment, "_x0041_", 46266])
    workbook.active["H1"].number_format = 'DD"ж."MM\\.YYYY;@'
    (table,) = reading.read(books.saved(workbook))
    assert table.rows == [["Әлия", 12.0, 1.25, True, date(2026, 9, 1), moment, "A", date(2026, 9, 1)]]


def test_cells_as_other_programs_write_them() -> None:
    rows = (
        '<x:row xmlns:x="u"><x:c t="str"><x:f>B1</x:f><x:v>a_x000D_b</x:v></x:c><x:c t="b"><x:v>0</x:v></x:c>'
        '<x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="d"><x:v>2026-09-01T00:00:00</x:v></x:c><x:c><x:v>inf</x:v></x:c>'
        '<x:c t="inlineStr"><x:is><x:r><x:t>Ом</x:t></x:r><x:r><x:t>арова</x:t></x:r><x:rPh><x:t>x</x:t></x:rPh></x:is>'
        "</x:c></x:row>"
    )
    (table,) = reading.read(books.repacked(books.book([]), {SHEET: sheet(rows)}))
    assert table.rows == [["a\rb", False, "#N/A", date(2026, 9, 1), "inf", "Омарова"]]
    assert table.formulas == {(0, 0)}


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("dd.mm.yyyy", True),
        ('d" "mmmm" "yyyy" г."', True),
        ("[$-419]d mmm yy;@", True),
        ("[h]:mm", True),
        ("General", False),
        ("0.00", False),
        ('#,##0" дней"', False),
        ("\\d0", False),
        ("[Red]0", False),
        ("d" * 300, False),
    ],
)
def test_which_formats_show_a_date(code: str, shows: bool) -> None:
    assert styles.is_date(code) is shows
