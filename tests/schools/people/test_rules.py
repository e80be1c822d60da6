"""Logins from names, and spans of posts."""

from datetime import date

import pytest

from schools.people import rules
from schools.people.rules import Span


@pytest.mark.parametrize(
    ("surname", "given_name", "login"),
    [
        ("Омарова", "Гүлнара", "omarova.g"),
        ("Қасымбекова", "Аружан", "kasymbekova.a"),
        ("Әбдіғали", "Ғабит", "abdigali.g"),
        ("Щербакова", "Юлия", "shcherbakova.y"),
        ("Ли-Ким", "Наталья", "likim.n"),
        ("Пак", "", "pak"),
        ("金", "", "user"),
    ],
)
def test_a_login_is_the_name_in_plain_latin(surname: str, given_name: str, login: str) -> None:
    assert rules.login_base(surname, given_name) == login


def test_a_taken_login_gets_the_first_free_number() -> None:
    assert rules.free_login("omarova.g", set()) == "omarova.g"
    assert rules.free_login("omarova.g", {"omarova.g", "omarova.g2", "omarova.g4"}) == "omarova.g3"


JUNE = Span(date(2026, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Span(date(2026, 6, 30), None), True),
        (Span(date(2026, 7, 1), None), False),
        (Span(date(2026, 1, 1), date(2026, 6, 1)), True),
        (Span(date(2026, 1, 1), date(2026, 5, 31)), False),
        (Span(date(2026, 1, 1), None), True),
        (Span(date(2026, 6, 10), date(2026, 6, 10)), True),
    ],
)
def test_both_ends_of_a_post_count(other: Span, overlaps: bool) -> None:
    assert JUNE.overlaps(other) is overlaps
    assert other.overlaps(JUNE) is overlaps


def test_somebody_must_be_there_on_the_very_next_day() -> None:
    last = date(2026, 6, 30)
    assert rules.leaves_nobody(last, [], last)
    assert rules.leaves_nobody(last, [Span(date(2020, 1, 1), last), Span(date(2026, 7, 2), None)], last)
    assert not rules.leaves_nobody(last, [Span(date(2026, 7, 1), date(2026, 7, 1))], last)


def test_who_held_the_post_on_days_gone_by_leads_nobody_today() -> None:
    last, today = date(2026, 6, 30), date(2026, 12, 3)
    assert rules.leaves_nobody(last, [Span(date(2026, 7, 1), date(2026, 7, 1))], today)
    assert not rules.leaves_nobody(last, [Span(date(2026, 9, 1), None)], today)
