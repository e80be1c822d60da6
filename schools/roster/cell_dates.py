"""Dates and years as offices write them, and in which order a column writes day and month (pure).

The readers take text as it is seen, in one case (`common.names.fold`), or what the file holds as a date or a number.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from common.dates import MONTHS, MONTHS_SHORT
from common.faults import Doubt, Wrong
from common.names import fold

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
SERIAL_DAY_0 = date(1899, 12, 30)
SERIALS = range(18_264, 73_415)
"""Days that a spreadsheet counts from its day 0: 01.01.1950 to 31.12.2100."""

LONGEST_EXPERIENCE = 70
"""Years: a number up to this one in a column of experience is not a calendar year."""


class Order(StrEnum):
    """How a column writes 8/9/2026. ASK: only a person can say."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"
    ASK = "ask"


_MONTH_NUMBERS = {
    fold(word): number
    for names in (*MONTHS.values(), *MONTHS_SHORT.values())
    for number, word in enumerate(names, start=1)
}
_STEMS = {word[:-1]: number for word, number in _MONTH_NUMBERS.items() if len(word) > 4}
_BEFORE = re.compile(r"^(?:с|со|от|from|since)\s+")
_TIME = re.compile(r"(?:t|\s)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_AFTER = re.compile(r"\s?(?:года|год|г|жылы|ж)$|\s(?:бастап)$")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_WORDS = re.compile(
    r"(\d{1,2})[ -]([^\W\d]+)[ -](\d{4})|(\d{4}) (?:жылғы|жылдың|жылы|ж) (\d{1,2})[ -]([^\W\d]+)|([^\W\d]+) (\d{1,2}) (\d{4})"
)
_PART = re.compile(r"\d{4}|\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}|[^\W\d]+ \d{4}|\d{4} (?:жылғы |жылдың |ж )?[^\W\d]+")
_INSIDE = re.compile(
    r"\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)"
    r"|«?\d{1,2}»?[ -][^\W\d]+[ -]\d{4}|\d{4} (?:жылғы|жылдың|жылы|ж\.?) \d{1,2}[ -][^\W\d]+"
    r"|\d{1,2}[./]\d{4}|(?<!\d)(?:19|20)\d\d(?!\d)"
)
_EXPERIENCE = re.compile(
    r"(?:стаж|өтілі|еңбек өтілі)?\s?(\d{1,2})(?:[.,]\d+)?\s?(?:лет|л|года|год|г|жыл|years?|y)?\.?(?:[ ,]+(\d{1,2})\s?(?:месяц\w*|мес|м|ай|months?|m)\.?)?"
)


def day(cell: str | float | date, order: Order = Order.DAY_FIRST) -> date:
    """A date: a real one, 25.08.2026, “с 01.09.20г.”, 2026-08-25 0:00:00, 25 августа 2026 г., 2026 жылғы 25 тамыз, or a
    spreadsheet's serial number.

    Raises Doubt for a year or a month alone, and for a numeric date in a column whose order must be asked; Wrong for
    what is no date.
    """
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, int | float):
        if int(cell) in range(EARLIEST_YEAR, LATEST_YEAR + 1):
            raise Doubt("date_not_whole")
        if int(cell) not in SERIALS:
            raise Wrong("no_date")
        found = SERIAL_DAY_0 + timedelta(days=int(cell))
    else:
        found = _typed(_bare(cell), order)
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Wrong("date_far", year=found.year)
    return found


def year(cell: str | float | date, today: date | None) -> int:
    """The year since when somebody teaches: written as such, as a whole date, or as the years of experience until today."""
    if isinstance(cell, datetime | date):
        found = cell.year
    else:
        typed = f"{cell:g}" if isinstance(cell, int | float) else cell
        shown = _bare(typed)
        if plain := re.fullmatch(r"(\d{4})(?: жылдан)?", shown):
            found = int(plain[1])
        elif today and (lasts := _EXPERIENCE.fullmatch(fold(typed))) and int(lasts[1]) <= LONGEST_EXPERIENCE:
            months = today.year * 12 + today.month - 1 - int(lasts[1]) * 12 - int(lasts[2] or 0)
            found = months // 12
        else:
            found = _typed(shown, Order.DAY_FIRST).year
    if not EARLIEST_YEAR <= found <= LATEST_YEAR:
        raise Wrong("date_far", year=found)
    return found


def order_of(texts: Iterable[str]) -> Order:
    """What the written dates of one column say together. ASK where a date is impossible with the day first, or where the
    column looks American (9/1/2020) and no date shows the order."""
    day_first = month_first = american = False
    for text in texts:
        if (found := _NUMERIC.fullmatch(_bare(text))) is None:
            continue
        first, second = int(found[1]), int(found[3])
        day_first = day_first or (first > 12 >= second)
        month_first = month_first or (second > 12 >= first)
        american = american or (found[2] == "/" and min(len(found[1]), len(found[3])) == 1)
    if month_first or (american and not day_first):
        return Order.ASK
    return Order.DAY_FIRST


def in_text(text: str) -> list[tuple[str, str]]:
    """The dates inside a longer text, whole ones or not: (what stands right before it, the date as written)."""
    found = []
    end = 0
    for match in _INSIDE.finditer(text):
        found.append((text[end : match.start()].strip(" ,;()«»"), match.group()))
        end = match.end()
    return found


def without_dates(text: str) -> str:
    """A text without the dates in it, nor the word for a year behind them."""
    return re.sub(
        r"\(\s*\)", " ", re.sub(r"(?<=\x00)\s?(?:года|год|г|жылы|ж)\b\.?", " ", _INSIDE.sub("\x00", text))
    ).replace("\x00", " ")


def _bare(text: str) -> str:
    """Without what stands around a date: “с”, the time of day, the word for a year."""
    shown = re.sub(r"[,«»]", "", fold(text)).strip(". ")
    return _AFTER.sub("", _TIME.sub("", _BEFORE.sub("", shown))).strip(". ")


def _typed(shown: str, order: Order) -> date:
    if found := _ISO.fullmatch(shown):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif found := _NUMERIC.fullmatch(shown):
        parts = _numeric(int(found[1]), int(found[3]), int(found[4]), order)
    elif found := _WORDS.fullmatch(shown.replace(".", "")):
        one, two, three = found.group(1, 2, 3), found.group(6, 5, 4), found.group(8, 7, 9)
        on, word, in_year = one if one[0] else (two[1], two[0], two[2]) if two[2] else three
        if not (month := _month(word)):
            raise Wrong("no_date")
        parts = int(in_year), month, int(on)
    elif _PART.fullmatch(shown.replace(". ", " ")) and (shown[:1].isdigit() or _month(shown.split()[0].strip("."))):
        raise Doubt("date_not_whole")
    else:
        raise Wrong("no_date")
    try:
        return date(*parts)
    except ValueError as error:
        raise Wrong("impossible_date") from error


def _numeric(first: int, second: int, in_year: int, order: Order) -> tuple[int, int, int]:
    if order is Order.ASK and first != second:
        raise Doubt("date_order")
    if in_year < 100:
        in_year += 2000 if in_year < 50 else 1900
    return (in_year, first, second) if order is Order.MONTH_FIRST else (in_year, second, first)


def _month(word: str) -> int:
    """A month by its name, in any of the three languages and cases; 0 for another word."""
    if found := _MONTH_NUMBERS.get(word):
        return found
    return next((number for stem, number in _STEMS.items() if word.startswith(stem)), 0)
