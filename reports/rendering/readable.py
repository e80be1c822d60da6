"""Characters that the papers' fonts cannot draw, made readable: nothing typed ends as an empty box.

Typed text is printed as typed. Only what would otherwise print as a box, borrow a stranger's font, or turn the
paper's own words around is replaced: signs by their plain writing, other characters by their name in brackets,
marks of direction and invisible characters by nothing. Works on text and on a parsed page, never on HTML source: a
substitute such as “<=” must not become markup there.
"""

import unicodedata
from collections.abc import Set
from xml.etree.ElementTree import Element

PLAIN = {
    "→": "->", "←": "<-", "⇒": "=>", "↔": "<->", "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~", "√": "sqrt", "∞": "oo",
    "✓": "+", "✔": "+", "✗": "-", "✘": "-", "☐": "[ ]", "☑": "[+]", "☒": "[-]", "□": "[ ]", "■": "-", "▪": "-",
    "\ufffd": "?", "●": "•", "○": "o", "◦": "•", "★": "*", "☆": "*", "∙": "·", "⋅": "·",
}  # fmt: skip
KEPT_CONTROLS = "\n\t"


def readable(text: str, covered: Set[int]) -> str:
    """`text` in composed letters, with every character outside `covered` (code points) replaced as told above."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_one(character, covered) for character in composed)


def make_readable(page: Element, covered: Set[int]) -> None:
    """Replace in place, in every text and attribute of a parsed page."""
    for element in page.iter():
        if element.text:
            element.text = readable(element.text, covered)
        if element.tail:
            element.tail = readable(element.tail, covered)
        for name, value in element.attrib.items():
            element.attrib[name] = readable(value, covered)


def _one(character: str, covered: Set[int]) -> str:
    category = unicodedata.category(character)
    if character in KEPT_CONTROLS:
        return character
    if category in {"Cc", "Cf", "Cs", "Co", "Cn"} and character != "\u00ad":  # a soft hyphen is a writer's wish
        return ""
    if ord(character) in covered:
        return character
    if character in PLAIN:
        return PLAIN[character]
    if category == "Zs":
        return " "
    if category in {"Zl", "Zp"}:
        return "\n"
    if unicodedata.combining(character) or 0xFE00 <= ord(character) <= 0xFE0F:
        return ""
    simpler = unicodedata.normalize("NFKC", character)
    if simpler != character and all(ord(letter) in covered for letter in simpler):
        return simpler
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"
