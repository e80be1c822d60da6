"""Keeps the children of `make run` alive, and ends them in good order.

Each child has a process group of its own (a Ctrl-C in the terminal reaches the supervisor alone), a log file, and the
kernel's promise to die with the supervisor (ops.child). One that ends is started again, later each time.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from ops.console import say, warn

LOG_BYTES = 5_000_000


@dataclass(frozen=True)
class Service:
    """One child: what a person calls it and what it runs (see ops.child for the two forms of `argv`)."""

    name: str
    title: str
    argv: Sequence[str]
    pass_fds: tuple[int, ...] = ()
    once: bool = False  # a piece of work: done when it ends well


@dataclass
class Backoff:
    """Seconds to wait before a new start: 1, 2, 4 … 30. Whoever lived a minute starts afresh."""

    failures: int = 0

    def after(self, lived: float) -> float:
        """The wait after a life of `lived` seconds."""
        if lived >= 60:
            self.failures = 0
        self.failures += 1
        return float(min(2 ** (self.failures - 1), 30))


@dataclass
class _Child:
    service: Service
    backoff: Backoff = field(default_factory=Backoff)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    done: bool = False


class Supervisor:
    """Starts services, watches them, stops them: all together, and then the broker they talk to.

    Used from the main thread alone: the kernel ties a child to the thread that made it.
    """

    def __init__(self, *, folder: Path, environ: Mapping[str, str], root: Path) -> None:
        self.logs = folder / "logs"
        self.environ = dict(environ)
        self.root = root
        self.children: list[_Child] = []
        self.stops_asked = 0
        self._wake_read, self._wake_write = os.pipe()
        for end in (self._wake_read, self._wake_write):
            os.set_blocking(end, False)
        self._signals = {signal.SIGINT, signal.SIGTERM}
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # under nohup a closed terminal changes nothing
            self._signals.add(signal.SIGHUP)

    def listen_to_signals(self) -> None:
        """Ctrl-C, a polite kill and a closed terminal ask for the end; a child's end wakes the loop."""
        for number in self._signals:
            signal.signal(number, self._asked)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)

    def start(self, service: Service) -> None:
        """Start a child and keep it running from now on."""
        child = _Child(service)
        self.children.append(child)
        self._spawn(child)

    def runs(self, name: str) -> bool:
        """Whether a service of this name is being kept."""
        return any(child.service.name == name for child in self.children)

    def is_done(self, name: str) -> bool:
        """Whether a piece of work has ended well."""
        return any(child.service.name == name and child.done for child in self.children)

    def wait_until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Keep the children going until the condition holds: True; False when time is up or the end was asked for."""
        deadline = time.monotonic() + seconds
        while not condition():
            if self.stops_asked or time.monotonic() > deadline:
                return False
            self.tick()
            self._sleep(0.05)
        return True

    def run(self, every_second: Callable[[], None]) -> None:
        """Watch the children until somebody asks for the end."""
        while not self.stops_asked:
            every_second()
            self.tick()
            self._sleep(1.0)

    def tick(self) -> None:
        """Notice who ended and start again whose wait is over."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self._clear_group(child.process)
                if child.service.once and child.process.returncode == 0:
                    child.process, child.done = None, True
                    continue
                wait = child.backoff.after(now - child.started)
                warn(
                    f"{child.service.title} stopped ({_ending(child.process.returncode)}); "
                    f"starting it again in {wait:.0f} s. Its log: {self._log(child.service)}"
                )
                child.process, child.due = None, now + wait
            if child.process is None and not child.done and now >= child.due:
                self._spawn(child)

    def stop(self, seconds: float = 8.0) -> None:
        """End all within about `seconds`; whoever is slower, or a second Ctrl-C, is ended at once."""
        asked = self.stops_asked
        deadline = time.monotonic() + seconds
        for layer in self._layers():
            for child in layer:
                _signal(child.process, signal.SIGTERM)
            while any(_alive(child.process) for child in layer):
                if time.monotonic() > deadline or self.stops_asked > max(asked, 1):
                    break
                self._sleep(0.05)
            for child in layer:
                if child.process is not None:
                    self._clear_group(child.process)
        self.children.clear()

    def _layers(self) -> list[list[_Child]]:
        """Who stops together: first all that talk to the broker, then the broker."""
        alive = [child for child in self.children if child.process is not None]
        broker = [child for child in alive if child.service.name == "broker"]
        return [[child for child in alive if child not in broker], broker]

    def _spawn(self, child: _Child) -> None:
        service = child.service
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = self._log(service)
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".old.log"))
        with log.open("ab") as output:
            child.process = subprocess.Popen(
                [sys.executable, "-m", "ops.child", str(os.getpid()), *service.argv],
                cwd=self.root,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=service.pass_fds,
                process_group=0,
            )
        child.started = time.monotonic()

    def _log(self, service: Service) -> Path:
        return self.logs / f"{service.name}.log"

    @staticmethod
    def _clear_group(process: subprocess.Popen[bytes]) -> None:
        """End at once whoever is left of a child and of those it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _sleep(self, seconds: float) -> None:
        """Wait, but no longer than until the next signal."""
        if select.select([self._wake_read], [], [], seconds)[0]:
            os.read(self._wake_read, 4096)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self.stops_asked += 1
        if self.stops_asked == 1:
            say("\nStopping …")


def _alive(process: subprocess.Popen[bytes] | None) -> bool:
    return process is not None and process.poll() is None


def _signal(process: subprocess.Popen[bytes] | None, number: signal.Signals) -> None:
    if process is not None and process.poll() is None:
        process.send_signal(number)


def _ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
