"""Logins for people who have no e-mail: surname and initials in Latin letters, with a number where it is taken."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40

# As people write their own names in Latin letters here; sounds that Latin keyboards lack are simplified.
_LATIN = str.maketrans(
    "аәбвгғдеёзийкқлмнңоөпрстуұүфхһыіэ", "aabvggdeeziikklmnnooprstuuufhhyie", "ъь"
) | str.maketrans({"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya"})


def login_for(surname: str, given_name: str, patronymic: str = "") -> str:
    """“omarova.gs” for Омарова Гүлнара Сапарқызы."""
    tail = "".join(_latin(part)[:1] for part in (given_name, patronymic))
    return ".".join(part for part in (_latin(surname)[:LONGEST], tail) if part) or "teacher"


def fresh_logins(names: Iterable[tuple[str, str, str]], taken: set[str]) -> list[str]:
    """A login for each name that is in nobody's use. `taken` (folded) grows by what is given out."""
    made = []
    counters: dict[str, int] = {}
    for parts in names:
        base = login = login_for(*parts)
        while login in taken:
            counters[base] = counters.get(base, 1) + 1
            login = f"{base}{counters[base]}"
        taken.add(login)
        made.append(login)
    return made


def _latin(text: str) -> str:
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_LATIN)
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFD", spelled))
