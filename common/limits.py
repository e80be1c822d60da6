"""Limits on a process that does heavy work: memory, processor time and time on the clock.

Papers are made and lists are read inside the Celery pool's child, so the child itself is limited: a text that makes the
layout explode, or a hostile file, ends as one failed job with a plain reason, not as a machine that stands still.
"""

import logging
import math
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

logger = logging.getLogger(__name__)

MEMORY_MB = 1024
CPU_SECONDS = 60
WALL_SECONDS = 90


class LimitReached(Exception):
    """The work took more than it may. `kind` is `memory`, `processor` or `time`."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"The limit was reached: {kind}")
        self.kind = kind


@contextmanager
def limited(
    *, memory_mb: int = MEMORY_MB, cpu_seconds: int = CPU_SECONDS, wall_seconds: float = WALL_SECONDS
) -> Iterator[None]:
    """Run the block under the limits, counted from what the process uses already; they end with the block.

    Works in the main thread of a Unix process, where signals arrive: a pool child is one. Raises `LimitReached`.
    The hard limits stay untouched, so that a warm child goes on to its next job.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    memory, cpu = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)
    handlers = {number: signal.signal(number, _stop) for number in (signal.SIGALRM, signal.SIGXCPU)}
    try:
        _lower(resource.RLIMIT_AS, _address_space() + memory_mb * 1024 * 1024)
        _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + cpu_seconds)
        signal.setitimer(signal.ITIMER_REAL, wall_seconds)
        yield
    except MemoryError as error:
        raise LimitReached("memory") from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, memory)
        resource.setrlimit(resource.RLIMIT_CPU, cpu)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise LimitReached("time" if number == signal.SIGALRM else "processor")


def _lower(what: int, soft: int) -> None:
    """Set the soft limit, never above what the process was started with."""
    current, hard = resource.getrlimit(what)
    known = [limit for limit in (current, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(what, (min([soft, *known]), hard))


def _address_space() -> int:
    """Bytes of address space in use now; Linux tells, elsewhere the limit counts from nothing."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        logger.warning("The size of this process is not known: the memory limit counts from nothing")
        return 0
    return pages * resource.getpagesize()
