"""Dates and shares as they are written in three languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import formats, translation

from common import dates
from common.numbers import percent_number

WEDNESDAY = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("language", "short", "long", "long_with_weekday"),
    [
        ("en", "Wed 02.12.2026", "2 December 2026", "Wednesday, 2 December 2026"),
        ("ru", "Ср 02.12.2026", "2 декабря 2026 года", "среда, 2 декабря 2026 года"),
        ("kk", "Ср 02.12.2026", "2026 жылғы 2 желтоқсан", "2026 жылғы 2 желтоқсан, сәрсенбі"),
    ],
)
def test_a_date_in_three_languages(language: str, short: str, long: str, long_with_weekday: str) -> None:
    assert dates.with_weekday(WEDNESDAY, language) == short
    assert dates.in_text(WEDNESDAY, language) == short.replace(" ", "\u00a0")
    assert dates.long_date(WEDNESDAY, language) == long
    assert dates.long_date(WEDNESDAY, language, weekday=True) == long_with_weekday
    with translation.override(language):
        assert dates.with_weekday(WEDNESDAY) == short


def test_kazakh_weekdays_from_monday() -> None:
    monday = date(2026, 11, 30)
    week = [dates.weekday_short(monday + timedelta(days=n), "kk") for n in range(7)]
    assert week == ["Дс", "Сс", "Ср", "Бс", "Жм", "Сб", "Жк"]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_language_names_the_whole_year(language: str) -> None:
    for words, count in (
        (dates.WEEKDAYS_SHORT, 7),
        (dates.WEEKDAYS, 7),
        (dates.MONTHS, 12),
        (dates.MONTHS_SHORT, 12),
    ):
        assert len(set(words[language])) == count


def test_a_moment_belongs_to_the_day_in_almaty() -> None:
    late_evening = datetime(2026, 12, 2, 20, 30, tzinfo=UTC)
    assert dates.as_date(late_evening) == date(2026, 12, 3)
    assert dates.numeric(late_evening) == "03.12.2026"
    assert dates.clock_time(late_evening) == "01:30"


def test_short_forms() -> None:
    assert dates.day_and_month(WEDNESDAY, "en") == "Wed 02.12"
    assert dates.month_short(WEDNESDAY, "kk") == "жел"


def test_an_unknown_language_is_english() -> None:
    assert dates.language_of("de") == "en"
    with translation.override(None):
        assert dates.language_of() == "en"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_formats_are_the_same_in_all_languages(language: str) -> None:
    with translation.override(language):
        assert formats.date_format(WEDNESDAY) == "02.12.2026"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
        assert "%d.%m.%Y" in formats.get_format("DATE_INPUT_FORMATS")
        assert "%Y-%m-%d" in formats.get_format("DATE_INPUT_FORMATS")


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (68, 104, "65.4"),
        (146, 244, "59.8"),
        (60, 100, "60"),
        (1499, 2500, "59.96"),
        (59_999, 100_000, "59.999"),
        (5_999_999, 10_000_000, "59.9999"),
        (0, 30, "0"),
        (30, 30, "100"),
        (1, 3000, "0"),
    ],
)
def test_a_share_is_never_rounded_up_to_a_limit(part: int, whole: int, shown: str) -> None:
    assert percent_number(part, whole, "en") == shown
    assert percent_number(part, whole, "kk") == shown.replace(".", ",")


def test_a_share_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ZeroDivisionError):
        percent_number(0, 0)


def test_until_a_day_in_kazakh_of_every_month() -> None:
    endings = {dates.MONTHS["kk"][n - 1]: dates.until(date(2026, n, 7), "kk") for n in range(1, 13)}
    dative = (
        "қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге тамызға қыркүйекке қазанға қарашаға желтоқсанға"
    )
    assert list(endings.values()) == [f"2026 жылғы 7 {month}" for month in dative.split()]
    assert dates.until(WEDNESDAY, "ru") == dates.until(WEDNESDAY, "en") == "02.12.2026"
