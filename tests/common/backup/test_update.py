"""`make backup`, `make restore` and `make update` as they are typed; the update that fails leaves all as it was."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ops import backup
from ops.broker import FileLock
from ops.console import Refusal
from ops.options import ROOT, read_options
from tests.common.backup.conftest import Kept
from tests.common.backup.test_migration import migrate

SPOILED = {"DJANGO_SETTINGS_MODULE": "tests.common.backup.spoiled.settings"}


def typed(command: str, var: Path, environ: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """What `make COMMAND` runs."""
    clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    clean |= {"DJANGO_SETTINGS_MODULE": "tests.common.backup.spoiled.quick", "VAR": str(var), **environ}
    return subprocess.run(
        [sys.executable, "-m", "ops.backup", command],
        cwd=ROOT, env=clean, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def armed(kept: Kept) -> int:
    """Deadlines that have a next step: a migration gave it to them."""
    with kept.connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM mentoring_deadline WHERE next_on IS NOT NULL")
        (number,) = cursor.fetchone()
    return int(number)


@pytest.mark.process
@pytest.mark.django_db
def test_an_update_that_fails_is_backed_out(kept: Kept) -> None:
    var = kept.place.files.parent
    before, files = kept.everything(), kept.files()
    kept.connection.close()
    done = typed("update", var, SPOILED)
    assert done.returncode == 1, done.stdout
    assert "the new version gave up halfway" in done.stderr
    (archive,) = (var / "backups").glob("*.tar.gz")
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("All records, files and the key are as they were before the update")
    assert str(archive) in last
    assert "git checkout ORIG_HEAD" in last
    assert kept.everything() == before
    assert kept.files() == files
    assert (var / "secret.key").read_text() == "a key that nobody guesses"


@pytest.mark.process
@pytest.mark.django_db
def test_an_update_goes_forward_and_its_backup_restores(kept: Kept, tmp_path: Path) -> None:
    var = kept.place.files.parent
    migrate(kept, [("mentoring", "0010_reminders")])
    assert not armed(kept)
    kept.connection.close()
    done = typed("update", var, {})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("Updated. Start it again: make run")
    assert armed(kept)
    (archive,) = (var / "backups").glob("*.tar.gz")
    restored = tmp_path / "restored"
    done = typed("restore", restored, {"FILE": str(archive)})
    assert done.returncode == 0, done.stderr
    assert (restored / "secret.key").read_text() == "a key that nobody guesses"
    assert (restored / "db.sqlite3").exists()


def test_nothing_is_updated_while_it_runs(tmp_path: Path) -> None:
    options = read_options({"VAR": str(tmp_path)})
    running = FileLock(options.run_folder / "owner.lock")
    assert running.take()
    with pytest.raises(Refusal, match="It is running. End it with Ctrl-C"):
        backup.update(options, {})
    running.free()
    updating = backup.update_lock(options)
    assert updating.take()
    with pytest.raises(Refusal, match="An update of this folder is running already"):
        backup.update(options, {})


def test_what_cannot_be_is_said_before_anything_is_made(tmp_path: Path) -> None:
    options = read_options({"VAR": str(tmp_path / "none")})
    for command in (backup.backup, backup.update):
        with pytest.raises(Refusal, match="There is nothing in"):
            command(options, {})
    with pytest.raises(Refusal, match="Name the archive: make restore FILE="):
        backup.restore(options, {})
    with pytest.raises(Refusal, match="There is no file"):
        backup.restore(options, {"FILE": str(tmp_path / "talimger.tar.gz")})
    assert not options.var.exists()


@pytest.mark.parametrize(
    ("failing", "ran", "words"),
    [
        ({"backup"}, ["backup"], "Without a backup nothing is updated"),
        ({"tables"}, ["backup", "tables", "back out"], "are as they were before the update"),
        ({"pages"}, ["backup", "tables", "pages", "back out"], "are as they were before the update"),
        (
            {"tables", "back out"},
            ["backup", "tables", "back out"],
            "The records could not be put back. They are whole in",
        ),
    ],
    ids=lambda value: ", ".join(sorted(value)) if isinstance(value, set) else None,
)
def test_whatever_fails_the_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: set[str], ran: list[str], words: str
) -> None:
    seen: list[str] = []

    def manage(_: Mapping[str, str], command: str, *rest: str) -> int:
        step = {"prepare": rest[-1], "restore": "back out"}.get(command, command)
        seen.append(step)
        if step == "backup":
            Path(rest[-1]).write_text("/backups/talimger-1.tar.gz")
        return int(step in failing)

    monkeypatch.setattr(backup, "_manage", manage)
    with pytest.raises(Refusal, match=words) as refused:
        backup.update(read_options({"VAR": str(tmp_path)}), {})
    assert seen == ran
    if "back out" in ran:
        assert "/backups/talimger-1.tar.gz" in str(refused.value)
    assert backup.update_lock(read_options({"VAR": str(tmp_path)})).take()
