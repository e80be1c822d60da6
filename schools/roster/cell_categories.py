"""Qualification categories as offices write them, alone or together with their dates (pure)."""

import re
from collections.abc import Mapping

from common.faults import Doubt, Wrong
from common.lookalikes import readings
from common.names import fold
from schools.roster import cell_dates

NONE = {
    "",
    "-",
    "–",
    "—",
    "нет",
    "жоқ",
    "no",
    "none",
    "б к",
    "бк",
    "б кат",
    "без категории",
    "без кат",
    "отсутствует",
}
NONE |= {"санаты жоқ", "санатсыз", "категориясыз", "не имеет", "категории нет", "нет категории"}

WHOLE_WORDS = {
    "trainee": ("стажер", "тағылымдамашы", "trainee"),
    "moderator": ("модератор", "moderator"),
    "expert": ("эксперт", "сарапшы", "expert"),
    "researcher": ("исследователь", "зерттеуші", "researcher"),
    "master": ("мастер", "шебер", "master"),
}
SHORTEST = 3
"""Letters of a word that is cut short: “исслед.” is enough, “и.” is not."""

_TEACHER = {"педагог", "teacher"}
_OLD = re.compile(r"\b(высш\w*|перв\w*|втор\w*|жоғары|бірінші|екінші|1|2|i{1,2}|і{1,2})\b")
_SIGNS = re.compile(r"[^\w\s]|_")


def code_of(text: str, known: Mapping[str, str]) -> str | None:
    """The code of a category; None where the cell says that there is none. `known`: `key` of each name → code.

    Raises Doubt for a category of the old order (“первая”), which only the school can translate; Wrong for other words.
    """
    for shown in readings(text):
        if (code := known.get(key(shown))) is not None:
            return code
    plain = _plain(readings(text)[0])
    if plain in NONE:
        return None
    words = plain.split()
    found = {code for word in words for code in _cut_short(word) if code in known.values()}
    if len(found) == 1:
        return found.pop()
    if not found and _TEACHER.intersection(words) and not _OLD.search(plain):
        return "teacher" if "teacher" in known.values() else None
    if not found and _OLD.search(plain):
        raise Doubt("old_category")
    raise Wrong("no_category")


def speaks_of_one(text: str) -> bool:
    """Whether a cell names a category, dates left aside."""
    plain = _plain(readings(cell_dates.without_dates(fold(text)))[0])
    return any(_cut_short(word) for word in plain.split()) or bool(_TEACHER.intersection(plain.split()))


def parts(text: str) -> dict[str, str]:
    """What one cell says of a category and its dates: `category`, `granted_on`, `valid_until` as written there.

    A date after “до”, or the second of two, is the day until which the category is valid.
    """
    found: dict[str, str] = {}
    for before, written in cell_dates.in_text(fold(text)):
        until = re.search(r"(?:до|дейін|until|по)\.?$", before) or "granted_on" in found
        found.setdefault("valid_until" if until else "granted_on", written)
    if words := cell_dates.without_dates(fold(text)).strip(" ,;.()«»-–"):
        found["category"] = words
    return found


def key(name: str) -> str:
    """“Педагог - исследователь” and “исследователь” alike; “педагог” stays itself."""
    return re.sub(r"^(педагог|teacher) (?=\w)", "", _plain(name))


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


def _cut_short(word: str) -> set[str]:
    if len(word) < SHORTEST:
        return set()
    return {
        code
        for code, names in WHOLE_WORDS.items()
        for name in names
        if name.startswith(word) or word.startswith(name)
    }
