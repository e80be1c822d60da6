"""The texts of an xlsx: most of them lie in one part, and the cells name them by number."""

import re

from schools.roster.reading import xml
from schools.roster.reading.table import LONGEST_TEXT, MAX_ELEMENTS, MAX_STRINGS, Unreadable

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_strings(part: bytes) -> list[str]:
    """Raises Unreadable for very many and for very long ones."""
    found: list[str] = []
    text = Text()
    elements = 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > MAX_ELEMENTS:
            raise Unreadable("bomb")
        text.start(xml.local(name))

    def end(name: str) -> None:
        tag = xml.local(name)
        text.end(tag)
        if tag == "si":
            found.append(text.take())
            if len(found) > MAX_STRINGS:
                raise Unreadable("bomb")

    xml.parse(part, start=start, end=end, text=text.add)
    return found


class Text:
    """A text in pieces: runs of letters in several formats are joined, how they are pronounced is left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._within = False
        self._spoken = False

    def start(self, tag: str) -> None:
        if tag == "t":
            self._within = not self._spoken
        elif tag == "rPh":
            self._spoken = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._within = False
        elif tag == "rPh":
            self._spoken = False

    def add(self, piece: str) -> None:
        if self._within:
            self._length += len(piece)
            if self._length > LONGEST_TEXT:
                raise Unreadable("long_text")
            self._pieces.append(piece)

    def take(self) -> str:
        """The whole text; the next one begins."""
        whole = unescaped("".join(self._pieces))
        self._pieces.clear()
        self._length = 0
        return whole


def unescaped(text: str) -> str:
    """Signs that XML cannot hold are written _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
