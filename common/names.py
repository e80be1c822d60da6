"""How people's names are shown, sorted and searched: one place for pages, papers, mails and the database.

A name is surname, given name and, if there is one, patronymic, and always stands in the nominative: on its own line
or after a colon, never inside a sentence that would have to inflect it.
"""

import unicodedata
from typing import Any

SORT_KEY_LENGTH = 240
MOST_WORDS = 8

_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_ALPHABET = "0123456789" + _KAZAKH + "abcdefghijklmnopqrstuvwxyz"
_PLACE = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=2)}
_SPACE, _HYPHEN, _UNKNOWN = "00", "01", "99"


def full_name(surname: str, given: str, patronymic: str = "") -> str:
    """“Омарова Гүлнара Сапарқызы”; parts that are missing leave no gap."""
    return " ".join(part.strip() for part in (surname, given, patronymic) if part and part.strip())


def short_name(surname: str, given: str, patronymic: str = "") -> str:
    """“Омарова Г. С.”, for menus and tight rows."""
    return full_name(surname, _initial(given), _initial(patronymic))


def initials(surname: str, given: str, patronymic: str = "") -> str:
    """“Г. С. О.”, all that mails and calendar titles may tell of a person (domain.md §11)."""
    return full_name(_initial(given), _initial(patronymic), _initial(surname))


def name_parts(person: Any) -> tuple[str, str, str]:
    """Surname, given name and patronymic of anything that carries them, itself or through `.person` or `.user`.

    Raises AttributeError for anything else: a page that shows a person without a name is a mistake of ours.
    """
    for step in ("person", "user"):
        if not hasattr(person, "surname") and hasattr(person, step):
            person = getattr(person, step)
    return person.surname, person.given_name, person.patronymic or ""


def sort_key(text: str) -> str:
    """A key of plain digits, two for each letter, that sorts names by the Kazakh alphabet, then Latin.

    Plain digits compare alike on SQLite and on PostgreSQL under any collation. Case and signs are ignored; a space
    and then a hyphen come before all letters, so that Ли stands before Ли-Ким, and Ли-Ким before Лиманова. Cut to `SORT_KEY_LENGTH` characters.
    """
    places: list[str] = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter.isspace():
            if places and places[-1] != _SPACE:
                places.append(_SPACE)
            continue
        place = (
            _HYPHEN if letter == "-" else _PLACE.get(letter) or _PLACE.get(unicodedata.normalize("NFD", letter)[0])
        )
        if place:
            places.append(place)
        elif letter.isalnum():
            places.append(_UNKNOWN)
    if places and places[-1] == _SPACE:
        places.pop()
    return "".join(places)[:SORT_KEY_LENGTH]


def fold(text: str) -> str:
    """The form in which texts are compared when searching: one case, ё as е, single spaces, composed letters."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return " ".join(folded.split())


def search_words(text: str) -> list[str]:
    """The words that are looked for, each once. Beyond `MOST_WORDS` none is: a name has three or four, and each word
    is one more condition for the database."""
    return list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]


def _initial(part: str) -> str:
    """“Г.”; a double given name keeps both: “А.-М.”."""
    pieces = [piece.strip() for piece in (part or "").split("-")]
    return "-".join(f"{piece[0].upper()}." for piece in pieces if piece)
