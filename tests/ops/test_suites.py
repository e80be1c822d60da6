"""How `make test` counts, and that nothing that did not run goes unnamed."""

import sys
from pathlib import Path

import pytest

from ops import suites
from ops.suites import Count, Suite
from ops.test import Session

REPORT = '<testsuites><testsuite tests="10" failures="1" errors="2" skipped="3"/></testsuites>'


def test_counts_come_from_the_report(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert suites.count(report) == Count(passed=4, failed=3, skipped=3)
    assert str(Count(4, 3, 3)) == "4 passed, 3 failed, 3 skipped"
    assert str(Count(4, 0)) == "4 passed, 0 failed"


def test_a_run_that_broke_off_is_a_failure(tmp_path: Path) -> None:
    assert suites.count(tmp_path / "absent.xml") == Count(failed=1)
    (tmp_path / "half.xml").write_text("<testsuites>")
    assert suites.count(tmp_path / "half.xml") == Count(failed=1)


def test_the_full_matrix_is_added_on_demand() -> None:
    for environ, words in (({}, True), ({"FULL_MATRIX": "1"}, False)):
        sqlite, postgres = suites.plan(environ)
        assert all(("not full" in suite.markers) is words for suite in [*sqlite, *postgres])


def test_every_test_belongs_to_a_suite() -> None:
    """Browser tests run on SQLite, tests that need PostgreSQL there, processes once; all else on both."""
    sqlite, postgres = suites.plan({})
    assert [suite.markers.split(" and ")[0] for suite in sqlite] == ["not browser", "browser"]
    assert "not postgres" in sqlite[0].markers
    assert "postgres" not in postgres[0].markers


@pytest.mark.parametrize(("ci", "code", "line"), [("", 0, "1 passed, 0 failed"), ("true", 1, "1 passed, 1 failed")])
def test_what_could_not_run_is_named_and_fails_in_ci(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], ci: str, code: int, line: str
) -> None:
    session = Session(tmp_path, {"CI": ci})
    session.check("a check", [sys.executable, "-c", ""], {})
    session.absent.append("tests in the browser: Chromium is missing")
    assert session.finish() == code
    told = capfd.readouterr().out.splitlines()
    assert "COULD NOT RUN: tests in the browser: Chromium is missing" in told
    assert told[-1] == line


def test_a_check_that_fails_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    session = Session(tmp_path, {})
    session.check("types", [sys.executable, "-c", "raise SystemExit(2)"], {})
    assert session.finish() == 1
    assert "FAILED: types" in capfd.readouterr().out.splitlines()


@pytest.mark.parametrize(("code", "line"), [(0, "1 passed, 0 failed"), (2, "0 passed, 1 failed")])
def test_a_check_beside_others_is_told_after_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], code: int, line: str
) -> None:
    session = Session(tmp_path, {})
    words = [sys.executable, "-c", f"print('said'); raise SystemExit({code})"]
    with session.beside("types", words, {}):
        print("others")  # noqa: T201
    assert session.finish() == int(code != 0)
    told = capfd.readouterr().out.splitlines()
    assert told.index("others") < told.index("── types") < told.index("said")
    assert ("FAILED: types" in told) is bool(code)
    assert told[-1] == line


def test_a_persons_own_settings_do_not_reach_the_tests(tmp_path: Path) -> None:
    session = Session(tmp_path, {"VAR": "/srv/school", "REDIS_URL": "redis://other", "DEMO": "0", "PATH": "/bin"})
    assert session.environ == {"PATH": "/bin", "VAR": str(tmp_path / "var")}


def test_a_suite_that_found_nothing_is_named(tmp_path: Path) -> None:
    session = Session(tmp_path, {})

    class Empty(Suite):
        def command(self, report: Path) -> list[str]:
            return [sys.executable, "-c", "raise SystemExit(5)"]

    session.suite(Empty("tests in the browser", "browser"))
    assert session.absent == ["tests in the browser: there is none"]
