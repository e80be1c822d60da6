"""A few processes that do the same work: started by forking, so that they share what was loaded, and kept alive."""

from __future__ import annotations

import logging
import mmap
import os
import signal
import struct
import time
from collections.abc import Callable

from ops.child import die_with_parent

log = logging.getLogger("talimger.server")
SILENT = 60.0
"""Seconds without a sign after which a process is taken for stuck."""
AT_ONCE, TRIES = 2.0, 5
"""A process that ends within so many seconds did not start; after so many in a row all end."""
ASKED = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
WATCHED = {*ASKED, signal.SIGCHLD}

Beat = Callable[[], None]


class Signs:
    """When each process was last seen, in memory that all share."""

    def __init__(self, count: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._memory = mmap.mmap(-1, 8 * count)

    def give(self, number: int) -> None:
        struct.pack_into("d", self._memory, 8 * number, self.clock())

    def age(self, number: int) -> float:
        """Seconds since the last sign."""
        return self.clock() - float(struct.unpack_from("d", self._memory, 8 * number)[0])


class Processes:
    """`work(beat)` runs in each of `count` processes until it is sent SIGTERM; it calls `beat` every second."""

    def __init__(self, count: int, work: Callable[[Beat], None], *, grace: float) -> None:
        self.count, self.work, self.grace = count, work, grace
        self.signs = Signs(count)
        self.running: dict[int, tuple[int, float]] = {}  # process → which one, started when
        self.failed = 0

    def run(self) -> int:
        """Keep them running until the end is asked for. 0, or 1 when they do not start."""
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        for number in range(self.count):
            self._start(number)
        while self.failed < TRIES:
            came = signal.sigtimedwait(WATCHED, 1.0)
            if came is not None and came.si_signo in ASKED:
                break
            self._bury()
            self._end_the_stuck()
        self._stop()
        return int(self.failed >= TRIES)

    def _start(self, number: int) -> None:
        self.signs.give(number)
        parent = os.getpid()
        if (child := os.fork()) != 0:
            self.running[child] = number, time.monotonic()
            return
        code = 1
        try:
            die_with_parent(parent)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
            self.work(lambda: self.signs.give(number))
            code = 0
        except BaseException:
            log.exception("A web process broke down")
        finally:
            logging.shutdown()
            os._exit(code)

    def _bury(self) -> None:
        """Start another one for each that ended."""
        while self.running:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child == 0:
                return
            number, started = self.running.pop(child)
            lived = time.monotonic() - started
            self.failed = self.failed + 1 if lived < AT_ONCE else 0
            log.warning("A web process ended (%s) and is started again", os.waitstatus_to_exitcode(status))
            if self.failed < TRIES:
                self._start(number)

    def _end_the_stuck(self) -> None:
        for child, (number, _started) in self.running.items():
            if self.signs.age(number) > SILENT:
                log.error("A web process has not moved for %d seconds and is ended", SILENT)
                os.kill(child, signal.SIGKILL)

    def _stop(self) -> None:
        """Ask all to end; whoever has not after the grace is ended."""
        for child in self.running:
            os.kill(child, signal.SIGTERM)
        deadline = time.monotonic() + self.grace + 1
        while self.running:
            child, _status = os.waitpid(-1, os.WNOHANG)
            if child:
                self.running.pop(child, None)
            elif time.monotonic() > deadline:
                break
            else:
                signal.sigtimedwait({signal.SIGCHLD}, 0.1)
        for child in self.running:
            os.kill(child, signal.SIGKILL)
