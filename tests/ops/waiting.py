"""Waiting for real processes: until something holds, with a deadline far beyond what it takes."""

import os
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


def told(path: str) -> str:
    """What the kernel tells of a process there; nothing when the process ended before or while it was asked."""
    try:
        return Path(path).read_bytes().decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be buried by its parent does not."""
    state = told(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return bool(state) and state[0] not in "ZX"


def command_line(pid: int) -> str:
    """The command with its arguments; empty for one that ended or only waits to be buried."""
    return told(f"/proc/{pid}/cmdline").replace("\0", " ")


def descendants(pid: int) -> list[int]:
    """All processes that stem from this one, children before grandchildren."""
    found: list[int] = []
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return found
    for task in (f"/proc/{pid}/task/{name}" for name in tasks):
        for child in map(int, told(f"{task}/children").split()):
            found += [child, *descendants(child)]
    return found
