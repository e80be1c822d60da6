"""A square code as one SVG path: no picture file, sharp in print."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class Square:
    """`path` is drawn in a box of `size` by `size` modules, with a quiet margin; `link` is what a phone reads."""

    path: str
    size: int
    link: str


MARGIN = 4  # modules; what the standard asks for


def square(link: str) -> Square:
    """The code of an address, with enough redundancy for a crumpled sheet."""
    rows = [bytes(row) for row in segno.make(link, error="m", micro=False).matrix]
    return Square(path="".join(_runs(rows)), size=len(rows) + 2 * MARGIN, link=link)


def _runs(rows: list[bytes]) -> list[str]:
    """Each run of dark modules in a row as one rectangle."""
    runs = []
    for y, row in enumerate(rows, start=MARGIN):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start + MARGIN} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return runs
