"""Ids of rows as a browser sends them."""

MOST_DIGITS = 18
"""A 64-bit id has up to nineteen; no table of ours will come near."""


def row_id(text: str) -> int | None:
    """The id that somebody's browser sent, None for what can be none: no digits, or more than the database holds."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
