"""Characters without a glyph become readable, and nothing else is touched."""

import unicodedata
from xml.etree.ElementTree import fromstring, tostring

import pytest

from reports.rendering.readable import make_readable, readable

COVERED = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyzABC<>=+-[]().,?•№ —абвйәқі½x1234567890\u00a0\u00ad"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("абвй қ№", "абвй қ№"),
        ("😀", "[grinning face]"),
        ("a → b", "a -> b"),
        ("x ≥ 3", "x >= 3"),
        ("☐ a ☑ b", "[ ] a [+] b"),
        ("\u202ecba\u2066\u200f\u200b", "cba"),
        ("a\u0000b\u0007c", "abc"),
        ("a\u2003b\u2028c", "a b\nc"),
        ("ﬁ", "fi"),
        ("ａｂ", "ab"),
        ("👨\u200d👩", "[man][woman]"),
        ("❤️", "[heavy black heart]"),
        ("\ufffd", "?"),
        ("\ue000\U000f0000", ""),
        ("a\u0361b", "ab"),
        ("soft\u00adly", "soft\u00adly"),
        ("line\nnext\tend", "line\nnext\tend"),
    ],
)
def test_readable(typed: str, printed: str) -> None:
    assert readable(typed, COVERED) == printed


def test_letters_are_composed() -> None:
    assert readable(unicodedata.normalize("NFD", "й"), COVERED) == "й"


def test_a_substitute_never_becomes_markup() -> None:
    """Full-width brackets are simplified on the parsed page, where they are text and stay text."""
    page = fromstring('<p title="＜b＞">＜b＞ab＜/b＞<i>x</i>→</p>')
    make_readable(page, COVERED)
    assert tostring(page, encoding="unicode").count("<") == 4
    assert page.text == "<b>ab[fullwidth solidus]".replace("[fullwidth solidus]", "") + page.text[5:]
    assert page[0].tail == "->"
