"""What may be written of a person: one set of rules for the forms and for lists of teachers (pure).

Each reader takes tidied text and returns the value, None for nothing. Raises `Wrong` for what cannot be right, and `Doubt`
for what only a person can confirm.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from common.faults import Doubt, Wrong
from common.lookalikes import mend, readings, scripts
from common.names import fold

NOTHING = {"-", "–", "—", "нет", "жоқ", "no", "none", "отсутствует", "не имеет"}
"""How people write that there is none."""

HIRED_AHEAD = timedelta(days=366)
NAME_LENGTH, NUMBER_LENGTH, PHONE_LENGTH, TEXT_LENGTH = 80, 30, 30, 120
_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі" + "abcdefghijklmnopqrstuvwxyz")
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}", re.ASCII)
_NAME = re.compile(r"[^\W\d_]+(?:[ '’ʼ.-]{1,2}[^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:\w|.*\.)")
_FORMULA = re.compile(r"[=@]|[+-]\s*[^\W\d_]")
_NATIONAL_ID = re.compile(r"\d{12}")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Controls, joiners and marks of direction, as a phone's contacts are copied: no text on a page runs backwards."""

_OFTEN = 200
"""Texts up to this length are remembered: columns repeat themselves."""


def tidy(typed: str) -> str:
    """The text as it is seen: one space between words, letters in one form, no unseen signs."""
    return _tidy(typed) if len(typed) <= _OFTEN else _tidied(typed)


@lru_cache(maxsize=20_000)
def _tidy(typed: str) -> str:
    return _tidied(typed)


def _tidied(typed: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", typed)).split())


def surname(shown: str) -> str | None:
    return _confirmed(_name(shown)) if shown and shown not in NOTHING else None


def given_name(shown: str) -> str | None:
    """A given name in full: “Г.” is refused."""
    found = _name(shown) if shown and shown not in NOTHING else None
    if found and _INITIALS.fullmatch(found):
        raise Wrong("name_not_whole")
    return _confirmed(found)


def patronymic(shown: str) -> str | None:
    """“нет” is no patronymic."""
    return given_name(shown) if fold(shown) not in NOTHING else None


def full_name(shown: str) -> tuple[str, str, str] | None:
    """Surname, name and patronymic from one text; a patronymic of two words stays together."""
    if not shown or shown in NOTHING:
        return None
    words = shown.split()
    while len(words) > 2 and fold(words[-1]) in NOTHING:
        words.pop()
    family, given, second = (*_name(" ".join(words)).split(" ", 2), "", "")[:3]
    if any(part and _INITIALS.fullmatch(part) for part in (given, second)):
        raise Wrong("name_not_whole")
    if not given:
        raise Doubt("one_word", (family, "", ""))
    return _confirmed((family, given, second))


def given_beside(family: str, given: str) -> str:
    """The given name. Some people have a single name: it is asked about, not refused."""
    if family and not given:
        raise Doubt("one_word", "")
    return given


def _name(shown: str) -> str:
    """A name as it is meant: each word in one alphabet; ОМАРОВА becomes Омарова."""
    if "?" in shown or "\ufffd" in shown:
        raise Wrong("letters_lost")
    shown = mend(shown)
    if len(scripts(shown)) > 1:
        shown = readings(shown)[1]
        if len(scripts(shown)) > 1:
            raise Wrong("scripts_mixed")
    if not _NAME.fullmatch(shown):
        raise Wrong("like_formula" if _FORMULA.match(shown) else "no_name")
    if len(shown) > NAME_LENGTH:
        raise Wrong("too_long", limit=NAME_LENGTH)
    if shown.isupper() and len(shown) > 2:
        shown = re.sub(r"[^\W\d_]+", lambda found: found.group().capitalize(), shown)
    return shown


def _confirmed(name: Any) -> Any:
    """Letters that are neither Kazakh, Russian nor English are often an encoding that was read wrongly."""
    written = " ".join(name) if isinstance(name, tuple) else name or ""
    if any(letter.isalpha() and letter.lower() not in _LETTERS for letter in written):
        raise Doubt("other_letters", name)
    return name


def number(shown: str) -> str | None:
    """A personnel number, as the school writes it. Twelve digits are a national ID, which is not kept (domain, section
    13)."""
    if _NATIONAL_ID.fullmatch(shown):
        raise Wrong("national_id")
    return _plain(shown, NUMBER_LENGTH)


def words(shown: str) -> str | None:
    """Free text of one line."""
    return _plain(shown, TEXT_LENGTH) if shown not in {"-", "–", "—"} else None


def _plain(shown: str, limit: int) -> str | None:
    if _FORMULA.match(shown):
        raise Wrong("like_formula")
    if len(shown) > limit:
        raise Wrong("too_long", limit=limit)
    return shown or None


def email(shown: str) -> str | None:
    shown = shown.lower()
    if not shown or shown in NOTHING:
        return None
    if not _EMAIL.fullmatch(shown) or ".." in shown:
        raise Wrong("no_email")
    return shown


def phone(shown: str) -> str | None:
    """A phone number, in groups: +7 701 234 56 78. Another country's number stays as typed."""
    if not shown or shown in NOTHING:
        return None
    digits = re.sub(r"[\s()+-]", "", shown)
    if not digits.isascii() or not digits.isdigit() or not 9 <= len(digits) <= 15:
        raise Wrong("no_phone")
    if len(digits) == 10 and digits[0] == "7":
        digits = f"7{digits}"
    if len(digits) == 11 and digits[0] in "78" and not shown.startswith("+8"):
        return f"+7 {digits[1:4]} {digits[4:7]} {digits[7:9]} {digits[9:]}"
    return shown[:PHONE_LENGTH]


def day_of_hire(hired_on: date, today: date) -> date:
    """It lies at most a year ahead."""
    if hired_on > today + HIRED_AHEAD:
        raise Wrong("hired_far_ahead")
    return hired_on


READERS: Mapping[str, Callable[[str], Any]] = {
    "surname": surname,
    "given_name": given_name,
    "patronymic": patronymic,
    "full_name": full_name,
    "number": number,
    "email": email,
    "phone": phone,
}
