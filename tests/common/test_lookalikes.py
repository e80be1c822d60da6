"""Letters that look alike in two alphabets."""

import pytest

from common.lookalikes import mend, readings, scripts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Датa приeма", "Дата приема"),
        ("Kатегория", "Категория"),
        ("Тегi", "Тегі"),
        ("Әкесiнiң аты", "Әкесінің аты"),
        ("Жаhан", "Жаһан"),
        ("Kіm", "Kim"),
        ("əдебиет", "әдебиет"),
        ("IT сабақ", "IT сабақ"),
        ("e-mail", "e-mail"),
        ("Wиктор", "Wиктор"),
        ("физика 10A", "физика 10A"),
    ],
)
def test_a_word_is_brought_into_one_alphabet(typed: str, meant: str) -> None:
    assert mend(typed) == meant


def test_a_word_of_look_alikes_alone_is_tried_both_ways() -> None:
    assert "СТАВКА" in readings("CTABKA")
    assert "TEXT" in readings("ТЕХТ")


def test_alphabets_are_counted() -> None:
    assert scripts("Ә a 1") == {"cyrillic", "latin"}
