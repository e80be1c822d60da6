"""A square code as one SVG path: no picture file, sharp in print."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import segno

MARGIN = 4
"""The quiet zone around a code that stands alone, in modules: what the standard asks for."""


@dataclass(frozen=True)
class Square:
    """`path` is drawn in a box of `size` by `size` modules; `link` is what a phone reads."""

    path: str
    size: int
    link: str


@lru_cache(maxsize=8)
def square(link: str, margin: int = MARGIN) -> Square:
    """The code of an address, with enough redundancy for a crumpled sheet. `margin`: the quiet zone, in modules."""
    rows = [bytes(row) for row in segno.make(link, error="m", micro=False).matrix]
    return Square(path="".join(_runs(rows, margin)), size=len(rows) + 2 * margin, link=link)


def _runs(rows: list[bytes], margin: int) -> Iterator[str]:
    """Each run of dark modules in a row as one rectangle."""
    for y, row in enumerate(rows, start=margin):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield f"M{start + margin} {y}h{x - start}v1h-{x - start}z"
            x += 1
