"""Cells as offices write them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from common.faults import Doubt
from schools.roster import cells, words
from tests.schools.roster.books import KNOWN

READ = cells.READERS


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 8, 25),
        datetime(2026, 8, 25, 0, 0),  # noqa: DTZ001  as a spreadsheet gives it
        46259,
        46259.0,
        "25.08.2026",
        "25.8.26",
        "25/08/2026",
        "25-08-2026 г.",
        "2026-08-25",
        " 25.08.2026 г ",
        "25.08.2026 года",
        "25 августа 2026 г.",
        "«25» августа 2026 года",
        "25 тамыз 2026 ж.",
        "2026 жылғы 25 тамыз",
        "2026 ж. 25 тамыз",
        "25 August 2026",
    ],
)
def test_a_date_in_every_form(cell: Any) -> None:
    assert cells.day(cell) == date(2026, 8, 25)


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "нет", "жоқ"])
def test_an_empty_cell_says_nothing(cell: Any) -> None:
    for name in ("hired_on", "teaching_since", "email", "phone"):
        assert cells.READERS[name](cell) is None


@pytest.mark.parametrize(
    ("reader", "cell", "code"),
    [
        (cells.day, "31.02.2026", "impossible_date"),
        (cells.day, "08/25/2026", "impossible_date"),
        (cells.day, "вчера", "no_date"),
        (cells.day, 12, "no_date"),
        (cells.day, "01.01.1901", "date_far"),
        (cells.day, "32 августа 2026", "impossible_date"),
        (cells.year, "1066", "date_far"),
        (cells.count, "сто", "no_count"),
        (cells.count, 24.5, "no_count"),
        (cells.count, -3, "no_count"),
        (cells.rate, 0, "rate_out"),
        (cells.rate, "3,5", "rate_out"),
        (cells.rate, "полная", "no_number"),
        (cells.rate, "NaN", "rate_out"),
        (cells.yes_no, "может быть", "no_yes_no"),
        (READ["email"], "omarova(собака)mail.kz", "no_email"),
        (READ["email"], "a..b@mail.kz", "no_email"),
        (READ["phone"], "нет связи", "no_phone"),
        (READ["phone"], "12", "no_phone"),
        (READ["surname"], "?мірова", "letters_lost"),
        (READ["surname"], "Zарина", "scripts_mixed"),
        (READ["surname"], "12345", "no_name"),
        (READ["surname"], "а" * 81, "too_long"),
        (READ["full_name"], "Омарова Г.С.", "name_not_whole"),
        (READ["full_name"], "Омарова", "one_word"),
        (READ["full_name"], "Ли Е.", "name_not_whole"),
        (READ["given_name"], "Г.", "name_not_whole"),
        (READ["patronymic"], "С", "name_not_whole"),
        (READ["surname"], "=1+1", "like_formula"),
        (READ["surname"], "Јбдієалиев", "other_letters"),
        (READ["subject"], "@SUM(A1)", "like_formula"),
        (READ["number"], "850101400123", "national_id"),
    ],
)
def test_what_cannot_be_right_has_a_sentence(reader: Any, cell: Any, code: str) -> None:
    with pytest.raises(cells.Wrong) as caught:
        reader(cell)
    assert caught.value.code == code
    with translation.override("en"):
        assert words.cell_words(code, caught.value.params).endswith((".", "?"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ОМАРОВА", "Омарова"),
        ("ӘБІШ-ҰЛЫ", "Әбіш-Ұлы"),
        ("Серiк", "Серік"),
        ("Гаhарман", "Гаһарман"),
        ("  Ким ", "Ким"),
        ("де Гроот", "де Гроот"),
        ("Li", "Li"),
        ("Oмарова", "Омарова"),  # noqa: RUF001  a Latin O
        ("Kим", "Ким"),
    ],
)
def test_names_are_tidied(typed: str, meant: str) -> None:
    assert READ["surname"](typed) == meant


def test_a_full_name_is_split() -> None:
    assert READ["full_name"]("Исмаилов Абдулла Рашид оглы") == ("Исмаилов", "Абдулла", "Рашид оглы")
    assert READ["full_name"]("Ли Анна") == ("Ли", "Анна", "")


@pytest.mark.parametrize("word", ["нет", "отсутствует", "–", "-", "жоқ", "None"])
def test_a_word_for_none_is_no_patronymic(word: str) -> None:
    assert READ["patronymic"](word) is None
    assert READ["full_name"](f"Ли Анна {word}") == ("Ли", "Анна", "")


def test_what_is_doubtful_keeps_what_would_be_meant() -> None:
    with pytest.raises(Doubt) as single:
        READ["full_name"]("Сухарто")
    assert single.value.value == ("Сухарто", "", "")
    with pytest.raises(Doubt) as letters:
        READ["surname"]("Müller")
    assert letters.value.value == "Müller"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("педагог-исследователь", "researcher"),
        ("Педагог – исследователь", "researcher"),
        ("исследователь", "researcher"),
        ("педагог-зерттеуші", "researcher"),
        ("шебер", "master"),
        ("Педагог", "teacher"),
        ("teacher-expert", "expert"),
        ("без категории", None),
    ],
)
def test_categories_in_three_languages(typed: str, code: str | None) -> None:
    assert cells.category(typed, KNOWN.categories) == code


def test_an_unknown_category_is_wrong() -> None:
    with pytest.raises(cells.Wrong, match="no_category"):
        cells.category("учитель", KNOWN.categories)
    with pytest.raises(Doubt, match="old_category"):
        cells.category("высшая", KNOWN.categories)


@pytest.mark.parametrize(
    ("typed", "meant"), [("1,25", "1.25"), (1, "1.00"), ("0,5 ст.", "0.50"), ("1 ставка", "1.00"), ("3", "3.00")]
)
def test_rates(typed: Any, meant: str) -> None:
    assert cells.rate(typed) == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (87012345678, "+7 701 234 56 78"),
        (87012345678.0, "+7 701 234 56 78"),
        ("8 (701) 234-56-78", "+7 701 234 56 78"),
        ("+77012345678", "+7 701 234 56 78"),
        ("701 234 56 78", "+7 701 234 56 78"),
        ("+49 30 1234567", "+49 30 1234567"),
    ],
)
def test_phones(typed: Any, meant: str) -> None:
    assert READ["phone"](typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [(2004, 2004), ("2004 г.", 2004), ("с 2004 года", 2004), ("01.09.2004", 2004)]
)
def test_years(typed: Any, meant: int) -> None:
    assert cells.year(typed) == meant


def test_numbers_are_compared_without_leading_zeros() -> None:
    assert READ["number"](12.0) == "12"
    assert cells.number_key("00012") == cells.number_key("12")


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert READ["phone"]("\u202a+7 701 234 56 78\u202c") == "+7 701 234 56 78"
    assert READ["surname"]("\u200eОма\xadрова\u200f") == "Омарова"
    assert READ["email"]("\ufeffg.omarova@mektep.example\u2069") == "g.omarova@mektep.example"
    assert READ["subject"]("Мате\u202eматика\x07") == "Математика"
    assert cells.text("\x00а\x1f \x85б\u2028в") == "а б в"
