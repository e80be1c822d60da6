"""`make test`: everything that must hold, each step under a headline with its time, and the sum at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ops import postgres, suites, venv
from ops.checks import CHECKS
from ops.console import Refusal, say, warn
from ops.options import NO, ROOT
from ops.parts_for_tests import LIBRARIES_SENTENCE, ensure_chromium, ensure_libraries
from ops.suites import Count, Suite
from ops.system_parts import CHROMIUM_SENTENCE

# The tests' own settings: whatever the person has exported for a running installation must not reach them. Nor that
# Python shall keep nothing compiled: a hundred processes would each read all sources anew.
NOT_OURS = ("VAR", "HOST", "PORT", "PUBLIC_URL", "LAN", "DEMO", "DEBUG", "DATABASE_URL", "REDIS_URL", "SECRET_KEY",
            "ALLOWED_HOSTS", "BEHIND_FRONT", "PYTHONDONTWRITEBYTECODE")  # fmt: skip


class Session:
    """One `make test`: runs steps, remembers what failed and what could not run."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.folder = folder
        self.environ = {name: value for name, value in environ.items() if name not in NOT_OURS}
        self.environ["VAR"] = str(folder / "var")
        self.total = Count()
        self.failed: list[str] = []
        self.absent: list[str] = []

    def step(self, name: str, command: list[str], environ: Mapping[str, str] | None = None) -> int:
        """Run one command under its headline; its exit code."""
        say(f"\n── {name}")
        began = time.monotonic()
        code = subprocess.call(command, cwd=ROOT, env={**self.environ, **(environ or {})}, stdin=subprocess.DEVNULL)
        say(f"── {name}: {'ok' if code == 0 else f'exit code {code}'}, {time.monotonic() - began:.1f} s")
        return code

    def check(self, name: str, command: list[str], environ: Mapping[str, str]) -> None:
        """A step that counts as one test."""
        self._count(name, self.step(name, command, environ))

    @contextmanager
    def beside(self, name: str, command: list[str], environ: Mapping[str, str]) -> Iterator[None]:
        """A check on the second core while others run; what it says comes after them."""
        began = time.monotonic()
        environ = {**self.environ, **environ}
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
            )
            try:
                yield
                code = process.wait()
            finally:
                process.kill()
            said.seek(0)
            say(f"\n── {name}")
            say(said.read().decode(errors="replace").rstrip())
        say(
            f"── {name}: {'ok' if code == 0 else f'exit code {code}'}, {time.monotonic() - began:.1f} s beside others"
        )
        self._count(name, code)

    def _count(self, name: str, code: int) -> None:
        self.total += Count(failed=1) if code else Count(passed=1)
        if code:
            self.failed.append(name)

    def suite(self, suite: Suite, environ: Mapping[str, str] | None = None) -> None:
        """A run of pytest. One that found nothing to run is named among what did not run."""
        report = self.folder / f"{suite.name.replace(' ', '-')}.xml"
        code = self.step(suite.name, suite.command(report), environ)
        if code == suites.NOTHING_COLLECTED:
            self.absent.append(f"{suite.name}: there is none")
            return
        counted = suites.count(report)
        if code and not counted.failed:
            counted += Count(failed=1)
        self.total += counted
        if code:
            self.failed.append(suite.name)

    def finish(self) -> int:
        """The end of the output: what failed, what could not run, the counts. In CI nothing may be left out."""
        in_ci = (self.environ.get("CI") or "").lower() not in {"", *NO}
        say()
        for name in self.failed:
            say(f"FAILED: {name}")
        for name in self.absent:
            say(f"COULD NOT RUN: {name}")
        if self.absent and in_ci:
            self.total += Count(failed=len(self.absent))
        say(str(self.total))
        return 1 if self.total.failed else 0


def run(folder: Path, environ: Mapping[str, str]) -> int:
    """All steps, in order. What the machine lacks is left out and named."""
    session = Session(folder, environ)
    chromium = ensure_chromium()
    if (surroundings := ensure_libraries()) is None:
        session.absent.append(LIBRARIES_SENTENCE)
    session.environ.update(surroundings or {})
    with ExitStack() as beside:
        for check in sorted(CHECKS, key=lambda check: not check.beside):
            if check.beside:
                beside.enter_context(session.beside(check.name, list(check.command), check.environ))
            else:
                session.check(check.name, list(check.command), check.environ)
    on_sqlite, on_postgres = suites.plan(environ)
    for suite in on_sqlite:
        if "not browser" in suite.markers:
            session.suite(suite)
        elif chromium:
            session.suite(suite, {"CHROMIUM_PATH": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"})
        else:
            session.absent.append(f"{suite.name}: {CHROMIUM_SENTENCE}")
    with ExitStack() as stack:
        try:
            url = _postgres(stack)
        except (Refusal, subprocess.CalledProcessError) as problem:
            session.absent.extend(f"{suite.name}: {problem}" for suite in on_postgres)
        else:
            for suite in on_postgres:
                session.suite(suite, {"DATABASE_URL": url, "ONLY_WITH_DATABASE": "1"})
    return session.finish()


def _postgres(stack: ExitStack) -> str:
    binaries = postgres.find_binaries()
    if binaries is None:
        raise Refusal("PostgreSQL is missing: sudo apt-get install postgresql")
    return stack.enter_context(postgres.temporary(binaries))


def main() -> int:
    """Make the environment with the tools, then run everything; 0 when all held."""
    try:
        if not venv.inside():
            venv.check_python()
            venv.ensure("dev")
            venv.enter("ops.test", [])
        with tempfile.TemporaryDirectory(prefix="talimger-test-") as folder:
            return run(Path(folder), os.environ)
    except Refusal as refusal:
        warn(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
