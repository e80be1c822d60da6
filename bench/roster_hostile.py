"""Files made to be dear to read: how much longer twice the size takes. The bound is 2.2 for each kind.

    .venv/bin/python -m bench.roster_hostile

Each file is read and compared as the worker does it; the school of the last kind is full of namesakes. Seconds of the
processor, the least of several turns, since a busy machine only adds.
"""

import gc
import os
import sys
import time
from collections.abc import Callable

BOUND = 2.2
TURNS = 5
AT_LEAST = 0.02
"""Seconds under which a difference says nothing."""

NAMESAKES = 1500


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from tests.schools.roster import hostile

    missed = 0
    print(f"{'kind':<45} {'KB':>8} {'once s':>8} {'twice s':>8}  ratio")
    for kind, (make, size) in hostile.KINDS.items():
        missed += _measure(kind, make, size, hostile.outcome)
    missed += _measure("namesakes of a large school", _namesakes, NAMESAKES, _among_namesakes)
    print(f"{missed} over the bound of {BOUND}")
    return int(missed > 0)


def _measure(kind: str, make: Callable[[int], bytes], size: int, read: Callable[[bytes], str]) -> bool:
    once, twice = make(size), make(2 * size)
    first, second = _least(read, once), _least(read, twice)
    ratio = second / max(first, AT_LEAST)
    over = ratio > BOUND
    print(
        f"{kind:<45} {len(twice) / 1024:>8.1f} {first:>8.3f} {second:>8.3f}  {ratio:>5.2f}{'  over' if over else ''}"
    )
    return over


def _least(read: Callable[[bytes], str], content: bytes) -> float:
    """Of several turns; collecting garbage falls on one or the other by chance, so it waits."""
    found = []
    for _turn in range(TURNS):
        gc.collect()
        gc.disable()
        start = time.process_time()
        read(content)
        found.append(time.process_time() - start)
        gc.enable()
    return min(found)


def _namesakes(count: int) -> bytes:
    from tests.schools.roster import hostile

    return hostile.people(count, lambda at: ("", *hostile.PERSON[1:9], f"{at % 28 + 1}.08.2025"))


def _among_namesakes(content: bytes) -> str:
    """The school grows with the file."""
    from tests.schools.roster import hostile

    many = len(content) > len(_namesakes(NAMESAKES)) * 1.2
    return hostile.outcome(content, namesakes=NAMESAKES * (2 if many else 1))


if __name__ == "__main__":
    sys.exit(main())
