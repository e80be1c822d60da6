"""In which of the encodings that offices use here a text file was written (pure).

Any bytes are some letters in cp1251, so that they can be read proves nothing: the letters must be Kazakh, Russian or
English ones, and a capital must not follow a small letter.
"""

import codecs

from schools.roster.reading.table import Unreadable

ENCODINGS = ("cp1251", "kz1048", "ptcp154", "mac_cyrillic", "cp866", "koi8_r")
"""The likeliest first: what Windows writes here, its Kazakh forms, then older ones."""

GUESSED, STRANGE = "guessed", "strange"
LOOKED_AT = 200_000
"""Bytes that decide: the whole of a usual list."""

_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі" + "abcdefghijklmnopqrstuvwxyz")
_SIGNS = frozenset(" \t\r\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~№«»–—“”’•…§ 0123456789\u00a0\u00ad\ufeff")


def decode(content: bytes) -> tuple[str, str]:
    """The text, and what is doubtful about its letters: "", GUESSED for an encoding that only the letters show, STRANGE
    where no encoding gives the letters of our languages. Raises Unreadable for what is no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _as(content, "utf-16"), ""
    if b"\x00" in content:
        raise Unreadable("wrong_type")
    try:
        return _as(content, "utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    sample = content[:LOOKED_AT]
    found = [(_strangeness(sample.decode(name, "replace")), place, name) for place, name in enumerate(ENCODINGS)]
    faults, place, name = min(found)
    text = _as(content, name, "replace" if faults else "strict")
    return text, STRANGE if faults else GUESSED if place else ""


def _as(content: bytes, encoding: str, errors: str = "strict") -> str:
    try:
        text = content.decode(encoding, errors)
    except UnicodeDecodeError:
        if encoding == "utf-8-sig":
            raise
        raise Unreadable("wrong_type") from None
    if any(letter < " " and letter not in "\t\r\n" for letter in text[:10_000]):
        raise Unreadable("wrong_type")
    return text


def _strangeness(text: str) -> int:
    """How many signs are not of our languages, or stand where no such sign stands."""
    strange = sum(text.count(sign) for sign in set(text) - _SIGNS if sign.lower() not in _LETTERS)
    return strange + sum(small.islower() and big.isupper() for small, big in zip(text, text[1:], strict=False))
