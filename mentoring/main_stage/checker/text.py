"""How a text is read: one case, ё as е, quoted speech left out, cut into sentences and words."""

import re
import unicodedata
from dataclasses import dataclass

_QUOTED = re.compile(r"«[^«»]*»|„[^„“”]*[“”]|“[^“”]*”|\"[^\"\n]*\"")
# A run of points is looked at once, from its beginning: from each of its points the time would grow with its square.
_END = re.compile(r"(?<![.!?…])[.!?…]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and where it stands in the sentence."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """text: as it is compared, quoted speech blanked. original: as it was typed, for quoting back."""

    text: str
    original: str
    words: tuple[Word, ...]
    has_quote: bool

    def phrase(self, start: int, end: int) -> str:
        """The piece as it was typed, on one line."""
        return " ".join(self.original[start:end].split())


def fold(text: str) -> str:
    """NFC, one case, ё → е, straight apostrophes. The length of the NFC text stays, so that places agree."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        small = letter.casefold()
        out.append(small if len(small) == 1 else letter)
    return "".join(out).replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, empty ones left out. A date (01.12.2026) does not end a sentence."""
    typed = unicodedata.normalize("NFC", text)
    masked = _QUOTED.sub(lambda found: " " * len(found.group()), fold(text))
    found, start = [], 0
    for end in [*_END.finditer(masked), None]:
        stop = end.end() if end else len(masked)
        if typed[start:stop].strip():
            found.append(_sentence(masked[start:stop], typed[start:stop]))
        start = stop
    return found


def _sentence(masked: str, typed: str) -> Sentence:
    words = tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(masked))
    return Sentence(text=masked, original=typed, words=words, has_quote=bool(_QUOTED.search(fold(typed))))
