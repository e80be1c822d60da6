"""Files that were damaged on their way, and formats that a pattern would look through again from each sign."""

import struct

import pytest

from schools.roster.reading import Unreadable, read
from schools.roster.reading.styles import LONGEST_FORMAT, NO_LETTERS, is_date
from tests.schools.roster.books import book

LINE = ("Омарова", "Гүлнара", "Сапарқызы")
SUM = struct.Struct("<I")


def test_a_part_that_does_not_have_its_sum_is_not_read() -> None:
    content = bytearray(book([LINE]))
    read(bytes(content))
    entry = content.find(b"PK\x01\x02")
    while entry >= 0:
        SUM.pack_into(content, entry + 16, 1)
        entry = content.find(b"PK\x01\x02", entry + 4)
    with pytest.raises(Unreadable, match="broken"):
        read(bytes(content))


def test_an_open_bracket_in_a_format_is_looked_through_once() -> None:
    """From each bracket to the next one, not to the end of the format."""
    assert NO_LETTERS.match("[" * LONGEST_FORMAT) is None
    assert r"[^\[\]]" in NO_LETTERS.pattern
    assert not is_date("[" * LONGEST_FORMAT)
    assert is_date("[$-419]dd.mm.yyyy")
    assert not is_date("[Red]0.00")
