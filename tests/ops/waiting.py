"""Waiting for real processes: until something holds, with a deadline far beyond what it takes."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

DEADLINE = 60.0


def until(condition: Callable[[], object], what: str, seconds: float = DEADLINE) -> None:
    """Return as soon as the condition holds; fail the test, saying what was waited for, when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"still not so after {seconds:.0f} s: {what}")
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be buried by its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def descendants(pid: int) -> list[int]:
    """All processes that stem from this one, children before grandchildren."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found
