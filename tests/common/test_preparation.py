"""What a start brings up to date, and what it leaves alone when it is so already."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from common import installation, preparation


@pytest.fixture
def static_root(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    return settings.STATIC_ROOT


def test_static_files_are_collected_once(static_root: Path) -> None:
    assert preparation.collect_static()
    assert (static_root / "vendor/bootstrap/bootstrap.min.css").exists()
    assert not preparation.collect_static()


def test_a_changed_file_is_collected_again(static_root: Path, settings: Any, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "note.txt").write_text("one")
    settings.STATICFILES_DIRS = [own]
    assert preparation.collect_static()
    (own / "note.txt").write_text("another")
    later = (own / "note.txt").stat().st_mtime + 5  # Django compares whole seconds
    os.utime(own / "note.txt", (later, later))
    assert preparation.collect_static()
    assert (static_root / "note.txt").read_text() == "another"


@pytest.mark.django_db
def test_tables_that_are_up_to_date_are_left_alone() -> None:
    assert not preparation.migrate()


@pytest.mark.django_db
def test_a_school_is_told_its_code_until_it_is_set_up(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    told = preparation.tables(demo=False)
    assert told["kind"] == "school"
    assert "/setup" in told["setup"]
    assert preparation.tables(demo=None)["kind"] == "school"
    with pytest.raises(CommandError, match="school's data"):
        preparation.tables(demo=True)


@pytest.mark.django_db
def test_a_demonstration_stays_one_and_is_told_nothing(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    settings.VAR = tmp_path
    monkeypatch.setattr("common.management.commands.install.get_commands", dict)  # no invented people here
    assert preparation.tables(demo=None) == {"kind": "demo", "setup": ""}
    assert installation.is_demo()
    with pytest.raises(CommandError, match="cannot be turned into a school"):
        preparation.tables(demo=False)


@pytest.mark.django_db
def test_the_command_reports_into_a_file(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    call_command("prepare", "--only", "tables", "--school", "--report", str(tmp_path / "told.json"))
    assert '"kind": "school"' in (tmp_path / "told.json").read_text()
