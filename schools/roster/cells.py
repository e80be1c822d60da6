"""What stands in a cell, as an office writes it: dates in many forms, numbers, yes and no, categories, names (pure).

Each reader takes the cell as read and returns a value, or None for an empty cell: an empty cell says nothing and
changes nothing. What cannot be right raises `Wrong` with a code; `schools.roster.words` makes the sentence.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from common.names import fold
from schools.roster import cell_categories, cell_dates
from schools.roster.cell_dates import Order
from schools.roster.faults import Doubt, Wrong

YES = {"да", "иә", "ия", "yes", "true", "1", "+", "v", "✓", "впервые", "алғаш", "алғаш рет", "first time"}
NO = {"нет", "жоқ", "no", "false", "0", "-", "–", "—"}
NOTHING = {"-", "–", "—", "нет", "жоқ", "no", "none", "отсутствует"}

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


def day(cell: Any, order: Order = Order.DAY_FIRST) -> date | None:
    """A date in any of the forms of `cell_dates.day`. order: how the column writes day and month."""
    plain = _plain(cell)
    return None if plain is None else cell_dates.day(plain, order)


def year(cell: Any, today: date | None = None) -> int | None:
    """A year, alone, with its word, or of a whole date; with `today` also the years of experience until then."""
    plain = _plain(cell)
    return None if plain is None else cell_dates.year(plain, today)


def _plain(cell: Any) -> str | float | date | None:
    """The cell as a reader of dates takes it; None for nothing."""
    if isinstance(cell, datetime | date | int | float) and not isinstance(cell, bool):
        return cell
    shown = text(cell)
    return None if not shown or fold(shown) in NOTHING else shown


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
    return cell_categories.code_of(text(cell), known)


category_key = cell_categories.key


def percent(cell: Any, *, is_share: bool = False) -> Decimal | None:
    """Quality of knowledge in percent: 69, “75,6 %”; as a share of one where the column is written so. 0 to 100."""
    shown = text(cell).rstrip("% ").replace(",", ".")
    if not shown or shown in NOTHING:
        return None
    try:
        found = Decimal(shown) * (100 if is_share else 1)
    except InvalidOperation as error:
        raise Wrong("no_percent") from error
    if not found.is_finite() or not 0 <= found <= 100:
        raise Wrong("no_percent")
    if 0 < found <= 1 and not is_share and "%" not in text(cell):
        raise Doubt("percent_small", percent=f"{found * 100:.0f}")
    return found.quantize(Decimal("0.01"))


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
