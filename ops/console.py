"""What a person at the terminal is told: short lines, and one plain sentence when something cannot be."""

from __future__ import annotations

import sys


class Refusal(Exception):
    """Nothing was started, and this sentence says why and what to do about it."""


def say(line: str = "") -> None:
    """One line, shown at once even when the output goes into a file."""
    print(line, flush=True)


def warn(line: str) -> None:
    """One line on the error stream: something to know that does not stop the work."""
    print(line, file=sys.stderr, flush=True)
