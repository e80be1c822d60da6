"""Rows of a file as people, with every doubt beside its cell."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from samples.make import files
from tests.schools.roster.books import ERZHANOV, HEAD, OMAROVA, book, people, problems


def changed(line: tuple, **cells: object) -> tuple:
    """The line with other cells: column letter = value."""
    found = list(line)
    for letter, value in cells.items():
        found[ord(letter.lower()) - ord("a")] = value
    return tuple(found)


def test_a_whole_row() -> None:
    (omarova, erzhanov) = people(book([OMAROVA, ERZHANOV]))
    assert omarova.values == {
        "number": "04012",
        "surname": "Омарова",
        "given_name": "Гүлнара",
        "patronymic": "Сапарқызы",
        "subject": ("mathematics", ""),
        "category": "researcher",
        "granted_on": date(2024, 6, 12),
        "valid_until": date(2029, 6, 12),
        "teaching_since": 2004,
        "hired_on": date(2015, 8, 25),
        "rate": Decimal("1.25"),
        "first_time": False,
        "email": "omarova@mektep.example",
        "phone": "+7 701 234 56 78",
        "pupils:2025": 121,
        "good:2025": 97,
    }
    assert omarova.results == {2025: (121, 97, None)}
    assert erzhanov.values["first_time"] is True
    assert erzhanov.results == {}
    assert [omarova.problems, erzhanov.problems] == [[], []]


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        (changed(OMAROVA, j="31.02.2015"), "hired_on", "impossible_date"),
        (changed(OMAROVA, j=date(2028, 8, 25)), "hired_on", "hired_far_ahead"),
        (changed(OMAROVA, b=None), "surname", "missing"),
        (changed(OMAROVA, f=None), "category", "no_category_for_date"),
        (changed(OMAROVA, f="кандидат наук"), "category", "no_category"),
        (changed(OMAROVA, g=date(2027, 1, 10)), "granted_on", "in_future"),
        (changed(OMAROVA, h=date(2020, 1, 10)), "valid_until", "ends_before_start"),
        (changed(OMAROVA, o=None), "pupils:2025", "no_pupils"),
        (changed(OMAROVA, p=None), "good:2025", "no_good"),
        (changed(OMAROVA, p=122), "good:2025", "more_good_than_pupils"),
        (changed(OMAROVA, k="=1+1"), "rate", "formula"),
    ],
)
def test_what_is_wrong_stands_beside_its_cell(line: tuple, field: str, code: str) -> None:
    assert problems(book([line, ERZHANOV])) == [(2, field, code)]


@pytest.mark.parametrize("line", [changed(ERZHANOV, f="педагог"), changed(OMAROVA, g=None, h=None)])
def test_a_category_without_a_date_does_not_refuse_the_teacher(line: tuple) -> None:
    (row,) = people(book([line]))
    assert row.values["category"]
    assert "granted_on" not in row.values
    assert row.problems == row.doubts == []


def test_a_category_of_the_old_order_is_asked_about() -> None:
    (row,) = people(book([changed(OMAROVA, f="высшая")]))
    assert [(doubt.field, doubt.code, doubt.shown) for doubt in row.doubts] == [
        ("category", "old_category", "высшая")
    ]
    assert not row.problems


def test_merged_cells_are_wrong_in_each_row_they_cover() -> None:
    content = book([OMAROVA, ERZHANOV], merge=["E2:E3"])
    assert problems(content) == [(2, "subject", "merged"), (3, "subject", "merged")]
    assert people(content)[0].problems[0].params == {"area": "E2:E3"}


def test_a_heading_between_the_rows_is_no_person() -> None:
    heading = ("Учителя информатики", *[None] * (len(HEAD) - 1))
    rows = people(book([OMAROVA, heading, ERZHANOV], merge=["A3:H3"]))
    assert [(row.number, row.left_out and row.left_out.code) for row in rows] == [
        (2, None),
        (3, "heading"),
        (4, None),
    ]


def test_a_formula_in_csv_is_wrong_too() -> None:
    text = 'Фамилия;Имя;Дата приема\r\n"=HYPERLINK(""http://x"")";Анна;25.08.2020\r\n'
    assert problems(text.encode()) == [(2, "surname", "formula")]


def test_kazakh_letters_lost_in_cp1251_are_told() -> None:
    text = "Фамилия;Имя;Дата приема\r\n?асымбекова;Аружан;25.08.2020\r\n"
    assert problems(text.encode("cp1251")) == [(2, "surname", "letters_lost")]


@pytest.mark.parametrize(
    ("name", "count"), [("roster-ru.xlsx", 91), ("roster-kk.xlsx", 88), ("roster-small-cp1251.csv", 14)]
)
def test_the_samples_hold_what_they_promise(name: str, count: int) -> None:
    content = (Path(settings.BASE_DIR) / "samples" / name).read_bytes()
    rows = [row for row in people(content) if row.left_out is None]
    assert len(rows) == count
    assert [row.problems for row in rows if row.problems] == []
    assert all(row.values["subject"][0] for row in rows)
    assert sorted(row.values["hired_on"] for row in rows if row.values.get("first_time")) == [
        date(2026, 8, 25),
        date(2026, 8, 25),
        date(2026, 9, 1),
        date(2026, 10, 22),
        date(2026, 11, 20),
    ]


def test_the_samples_are_what_their_script_writes() -> None:
    folder = Path(settings.BASE_DIR) / "samples"
    assert {name: (folder / name).read_bytes() for name in files()} == files()
