"""What stands in a cell, as an office writes it: dates in many forms, numbers, yes and no, categories, names (pure).

Each reader takes the cell as read and returns a value, or None for an empty cell: an empty cell says nothing and
changes nothing. What cannot be right raises `Wrong` with a code; `schools.roster.words` makes the sentence.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from common.dates import MONTHS, MONTHS_SHORT
from common.names import fold

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
SERIAL_DAY_0 = date(1899, 12, 30)
SERIALS = range(18_264, 73_415)
"""Days that a spreadsheet counts from its day 0: 01.01.1950 to 31.12.2100."""

YES = {"да", "иә", "ия", "yes", "true", "1", "+", "v", "✓", "впервые", "алғаш", "алғаш рет", "first time"}
NO = {"нет", "жоқ", "no", "false", "0", "-", "–", "—"}
NOTHING = {"-", "–", "—", "нет", "жоқ", "no", "без категории", "санаты жоқ", "санатсыз", "none"}

_MONTH_NUMBERS = {
    fold(word): number
    for names in (*MONTHS.values(), *MONTHS_SHORT.values())
    for number, word in enumerate(names, start=1)
}
_NUMERIC_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})")
_ISO_DATE = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ]00:00(?::00)?)?")
_WORD_DATE = re.compile(r"(\d{1,2}) ([^\W\d]+) (\d{4})|(\d{4}) (?:жылғы|ж) (\d{1,2}) ([^\W\d]+)")
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}", re.ASCII)
_NAME = re.compile(r"[^\W\d_]+(?:[ '’ʼ.-]{1,2}[^\W\d_]+)*\.?")
_LOOKALIKE = str.maketrans({"i": "і", "I": "І", "h": "һ", "H": "Һ"})
"""Latin letters that people type for the Kazakh ones their keyboard lacks."""

_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Controls, joiners and marks of direction, as a phone's contacts are copied: no text on a page runs backwards."""

LONGEST_VALUE = 300
"""Characters that any field may hold; a longer text is not looked at."""

_OFTEN = 200
"""Texts up to this length are remembered: columns repeat themselves."""


class Wrong(Exception):
    """The cell cannot be right: `code` and `params` say why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def text(cell: Any) -> str:
    """What a person sees in the cell, spaces tidied: 12 for 12.0, 25.08.2026 for a date."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d.%m.%Y")
    typed = cell if isinstance(cell, str) else str(cell)
    return tidy(typed)


def tidy(typed: str) -> str:
    """The text as it is seen: one space between words, letters in one form, no unseen signs."""
    return _tidy(typed) if len(typed) <= _OFTEN else _tidied(typed)


@lru_cache(maxsize=20_000)
def _tidy(typed: str) -> str:
    return _tidied(typed)


def _tidied(typed: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", typed)).split())


def name(cell: Any) -> str | None:
    """Part of a name. Latin i and h among Cyrillic letters become Kazakh і and һ; ОМАРОВА becomes Омарова."""
    shown = text(cell)
    if not shown or shown in {"-", "–", "—"}:
        return None
    if "?" in shown or "\ufffd" in shown:
        raise Wrong("letters_lost")
    if _scripts(shown) > 1:
        shown = shown.translate(_LOOKALIKE)
        if _scripts(shown) > 1:
            raise Wrong("scripts_mixed")
    if not _NAME.fullmatch(shown):
        raise Wrong("no_name")
    if len(shown) > 80:
        raise Wrong("too_long", limit=80)
    if shown.isupper() and len(shown) > 2:
        shown = re.sub(r"[^\W\d_]+", lambda found: found.group().capitalize(), shown)
    return shown


def full_name(cell: Any) -> tuple[str, str, str] | None:
    """Surname, name and patronymic from one cell; a patronymic of two words stays together."""
    shown = name(cell)
    if shown is None:
        return None
    surname, _, rest = shown.partition(" ")
    given, _, patronymic = rest.partition(" ")
    if not given or "." in given:
        raise Wrong("name_not_whole")
    return surname, given, patronymic


def day(cell: Any) -> date | None:
    """A date: a real one, 25.08.2026, 25/08/26, 2026-08-25, 25 августа 2026 г., 2026 жылғы 25 тамыз, or a serial."""
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) not in SERIALS:
            raise Wrong("no_date")
        found = SERIAL_DAY_0 + timedelta(days=int(cell))
    else:
        shown = fold(text(cell)).rstrip(". ")
        if not shown or shown in NOTHING:
            return None
        found = _typed_day(re.sub(r"\s?(года|год|г|жылы|ж)$", "", shown))
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Wrong("date_far", year=found.year)
    return found


def _typed_day(shown: str) -> date:
    if found := _ISO_DATE.fullmatch(shown):
        parts = found[1], found[2], found[3]
    elif found := _NUMERIC_DATE.fullmatch(shown):
        parts = found[3], found[2], found[1]
    elif found := _WORD_DATE.fullmatch(re.sub(r"[.,«»]", "", shown)):
        year, on, word = (found[3], found[1], found[2]) if found[1] else (found[4], found[5], found[6])
        parts = year, str(_MONTH_NUMBERS.get(word, 0)), on
    else:
        raise Wrong("no_date")
    year, month, on = (int(part) for part in parts)
    if year < 100:
        year += 2000 if year < 50 else 1900
    try:
        return date(year, month, on)
    except ValueError as error:
        raise Wrong("impossible_date") from error


def year(cell: Any) -> int | None:
    """A year, alone, with its word, or of a whole date."""
    if isinstance(cell, datetime | date):
        found = cell.year
    else:
        shown = fold(text(cell)).rstrip(". ")
        if not shown or shown in NOTHING:
            return None
        plain = re.fullmatch(r"(?:с |from )?(\d{4})\s?(?:года|год|г|жылдан|жылы|ж)?", shown)
        found = int(plain[1]) if plain else _typed_day(shown).year
    if not EARLIEST_YEAR <= found <= LATEST_YEAR:
        raise Wrong("date_far", year=found)
    return found


def count(cell: Any) -> int | None:
    """Pupils: a whole number from 0 to 5000."""
    shown = text(cell)
    if not shown or shown in NOTHING:
        return None
    if not re.fullmatch(r"\d{1,5}", shown) or int(shown) > 5000:
        raise Wrong("no_count")
    return int(shown)


def rate(cell: Any) -> Decimal | None:
    """A share of a full post, over 0 and at most 3: 1,25 or 0.5 or “1 ставка”."""
    shown = re.sub(r"\s?(ставк\w*|ст|мөлшерлеме)\.?$", "", fold(text(cell))).replace(",", ".")
    if not shown:
        return None
    try:
        found = Decimal(shown)
    except InvalidOperation as error:
        raise Wrong("no_number") from error
    if not found.is_finite() or not 0 < found <= 3:
        raise Wrong("rate_out")
    return found.quantize(Decimal("0.01"))


def yes_no(cell: Any) -> bool | None:
    shown = fold(text(cell))
    if not shown:
        return None
    if shown in YES:
        return True
    if shown in NO:
        return False
    raise Wrong("no_yes_no")


def email(cell: Any) -> str | None:
    shown = text(cell).lower()
    if not shown or shown in NOTHING:
        return None
    if not _EMAIL.fullmatch(shown) or ".." in shown:
        raise Wrong("no_email")
    return shown


def phone(cell: Any) -> str | None:
    """A phone number, in groups: +7 701 234 56 78. Another country's number stays as typed."""
    shown = text(cell)
    if not shown or shown in NOTHING:
        return None
    digits = re.sub(r"[\s()+-]", "", shown)
    if not digits.isascii() or not digits.isdigit() or not 9 <= len(digits) <= 15:
        raise Wrong("no_phone")
    if len(digits) == 10 and digits[0] == "7":
        digits = f"7{digits}"
    if len(digits) == 11 and digits[0] in "78" and not shown.startswith("+8"):
        return f"+7 {digits[1:4]} {digits[4:7]} {digits[7:9]} {digits[9:]}"
    return shown[:30]


def number(cell: Any) -> str | None:
    """A personnel number, as the school writes it."""
    shown = text(cell)
    if len(shown) > 30:
        raise Wrong("too_long", limit=30)
    return shown or None


def words(cell: Any) -> str | None:
    """Free text of one line."""
    shown = text(cell)
    if len(shown) > 120:
        raise Wrong("too_long", limit=120)
    return None if not shown or shown in {"-", "–", "—"} else shown


def category(cell: Any, known: Mapping[str, str]) -> str | None:
    """The code of a category. `known`: `category_key` of each name → code."""
    shown = text(cell)
    if not shown or fold(shown) in NOTHING:
        return None
    code = known.get(category_key(shown))
    if code is None:
        raise Wrong("no_category")
    return code


def category_key(name: str) -> str:
    """“Педагог - исследователь” and “исследователь” alike; “педагог” stays itself."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", fold(name)).split())
    return re.sub(r"^(педагог|teacher) (?=\w)", "", plain)


def number_key(number: str) -> str:
    """How personnel numbers are compared: a spreadsheet eats leading zeros."""
    return fold(number).lstrip("0")


READERS: Mapping[str, Callable[[Any], Any]] = {
    "number": number,
    "full_name": full_name,
    "surname": name,
    "given_name": name,
    "patronymic": name,
    "subject": words,
    "granted_on": day,
    "valid_until": day,
    "teaching_since": year,
    "hired_on": day,
    "rate": rate,
    "first_time": yes_no,
    "email": email,
    "phone": phone,
}


def _scripts(shown: str) -> int:
    """How many alphabets the letters come from."""
    return len(
        {
            "latin" if unicodedata.name(letter, "").startswith("LATIN") else "other"
            for letter in shown
            if letter.isalpha()
        }
    )
