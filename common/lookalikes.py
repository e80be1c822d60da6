"""Letters of two alphabets that look alike: what a keyboard without Kazakh letters, or a tired hand, mixes (pure).

“Датa” with a Latin a is the word “Дата”, and “Kim” with a Cyrillic К is the name “Kim”.
"""

import re
import unicodedata
from functools import lru_cache

_PAIRS = "AА BВ CС EЕ HН IІ KК MМ OО PР TТ XХ YУ aа cс eе hһ iі kк oо pр xх yу ËЁ ëё ƏӘ əә ƟӨ ɵө"
_TO_CYRILLIC = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_TO_LATIN = {ord(pair[1]): pair[0] for pair in _PAIRS.split() if pair[0].isascii()} | {ord("Һ"): "H"}
_WORD = re.compile(r"[^\W\d_]+")


def mend(text: str) -> str:
    """Each word in one alphabet, where letters that look alike are all that stands in the way; else as it was.

    A Cyrillic word wins over a Latin one: here that is what was meant.
    """
    if text.isascii():
        return text
    return _WORD.sub(lambda found: _mended(found.group()), text)


def readings(text: str) -> tuple[str, ...]:
    """The text as it may have been meant, the likeliest first: mended, all Cyrillic, all Latin."""
    return tuple(dict.fromkeys((mend(text), text.translate(_TO_CYRILLIC), text.translate(_TO_LATIN))))


def scripts(text: str) -> frozenset[str]:
    """The alphabets that the letters come from: “latin”, “cyrillic”, “other”."""
    return frozenset(_script(letter) for letter in text if letter.isalpha())


def _mended(word: str) -> str:
    if len(scripts(word)) < 2:
        return word
    for table, wanted in ((_TO_CYRILLIC, "cyrillic"), (_TO_LATIN, "latin")):
        if scripts(tried := word.translate(table)) == {wanted}:
            return tried
    return word


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return "latin" if name.startswith("LATIN") else "cyrillic" if name.startswith("CYRILLIC") else "other"
