"""The runs of pytest in `make test`, and what each of them counted."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# pytest: no test was collected. A suite without tests yet is no failure of theirs.
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Suite:
    """One run: its headline, and which tests (a marker expression). Two processes share them."""

    name: str
    markers: str

    def command(self, report: Path) -> list[str]:
        """The command line; `report` gets the counts."""
        words = [sys.executable, "-m", "pytest", "-m", self.markers, f"--junitxml={report}"]
        # In their order ("load"), as tests that commit leave empty tables behind and so stand after all others.
        return [*words, "-n", "2", "--dist", "load"]


@dataclass(frozen=True)
class Count:
    """How many tests passed, failed (errors too) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        line = f"{self.passed} passed, {self.failed} failed"
        return f"{line}, {self.skipped} skipped" if self.skipped else line


def count(report: Path) -> Count:
    """The counts of a run; one failure when it broke off before it could write any."""
    try:
        suites = ET.parse(report).getroot().iter("testsuite")
        total = Count()
        for suite in suites:
            ran, failed, errors, skipped = (
                int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
            )
            total += Count(ran - failed - errors - skipped, failed + errors, skipped)
    except (OSError, ET.ParseError):
        return Count(failed=1)
    return total


def plan(environ: Mapping[str, str]) -> tuple[list[Suite], list[Suite]]:
    """The suites on SQLite, in order, and those on PostgreSQL. FULL_MATRIX=1 adds the full page matrix."""
    matrix = "" if environ.get("FULL_MATRIX") == "1" else " and not full"
    quick = f"not browser{matrix}"
    sqlite = [
        Suite("tests on SQLite", f"{quick} and not postgres"),
        Suite("tests in the browser", f"browser{matrix}"),
    ]
    return sqlite, [Suite("tests on PostgreSQL", f"{quick} and not process and not once")]
