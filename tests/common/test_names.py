"""Names: shown, shortened, sorted by the Kazakh alphabet, folded for search."""

import random
from types import SimpleNamespace

import pytest

from common import names

KAZAKH_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


@pytest.mark.parametrize(
    ("parts", "full", "short", "initials"),
    [
        (("Омарова", "Гүлнара", "Сапарқызы"), "Омарова Гүлнара Сапарқызы", "Омарова Г. С.", "Г. С. О."),
        (("Пак", "Ирина", ""), "Пак Ирина", "Пак И.", "И. П."),
        (("Ли-Ким", "Анна-Мария", "Сергеевна"), "Ли-Ким Анна-Мария Сергеевна", "Ли-Ким А.-М. С.", "А.-М. С. Л.-К."),
        (("Әлімжан", "диас", "Ерік ұлы"), "Әлімжан диас Ерік ұлы", "Әлімжан Д. Е.", "Д. Е. Ә."),
        ((" Ким ", " Олег ", " "), "Ким Олег", "Ким О.", "О. К."),
    ],
)
def test_forms_of_a_name(parts: tuple[str, str, str], full: str, short: str, initials: str) -> None:
    assert names.full_name(*parts) == full
    assert names.short_name(*parts) == short
    assert names.initials(*parts) == initials


def test_parts_are_found_through_an_employment() -> None:
    user = SimpleNamespace(surname="Пак", given_name="Ирина", patronymic=None)
    assert names.name_parts(user) == ("Пак", "Ирина", "")
    assert names.name_parts(SimpleNamespace(user=user)) == ("Пак", "Ирина", "")
    assert names.name_parts(SimpleNamespace(person=SimpleNamespace(user=user))) == ("Пак", "Ирина", "")


def test_what_has_no_name_is_a_mistake() -> None:
    with pytest.raises(AttributeError):
        names.name_parts(object())


def test_every_letter_has_its_place_in_the_kazakh_alphabet() -> None:
    shuffled = list(KAZAKH_ALPHABET)
    random.Random(7).shuffle(shuffled)
    assert "".join(sorted(shuffled, key=names.sort_key)) == KAZAKH_ALPHABET


def test_people_stand_as_in_a_kazakh_list() -> None:
    wanted = [
        "Абаев Нұр",
        "Абай Ерлан",
        "Әбдірахманова Гүлнұр",
        "Батыр Айша",
        "Есенов Қанат",
        "Ёлкина Вера",
        "Жұмабай Ерасыл",
        "Қасым Аружан",
        "Қасымова Аружан",
        "Ли Наталья",
        "Ли-Ким Анна",
        "Лиманова Инна",
        "Оспанов Ербол",
        "Өтеген Дана",
        "Smith John",
    ]
    shuffled = list(wanted)
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=names.sort_key) == wanted


def test_sort_keys_are_plain_digits_two_for_each_letter() -> None:
    key = names.sort_key("Һәкім Ölmez 5-ші ґ’")
    assert key.isascii()
    assert key.isdigit()
    assert len(key) % 2 == 0


def test_sort_keys_ignore_case_composition_and_loose_spaces() -> None:
    assert names.sort_key("ЁЛКИНА  Й") == names.sort_key("е\u0308лкина и\u0306 ")
    assert names.sort_key(" Пак") == names.sort_key("Пак")


def test_sort_keys_are_cut() -> None:
    assert len(names.sort_key("ж" * 500)) == names.SORT_KEY_LENGTH


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ҚАСЫМОВА", "қасымова"),
        ("Ёлкина", "елкина"),
        ("е\u0308лка и\u0306", "елка й"),
        ("  Ли \t Ким ", "ли ким"),
        ("", ""),
    ],
)
def test_search_form(typed: str, folded: str) -> None:
    assert names.fold(typed) == folded


def test_a_search_has_as_many_words_as_a_name_may_have_and_each_once() -> None:
    assert names.search_words("  ОМАРОВА Гүлнара омарова ") == ["омарова", "гүлнара"]
    assert len(names.search_words(" ".join(map(str, range(2_000))))) == names.MOST_WORDS
