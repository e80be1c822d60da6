"""Dump, drop, restore: the same rows, the same files, the same key; of one moment while others write."""

import os
import resource
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command

from common import installation
from common.backup import archive, services
from common.backup.place import Place
from common.errors import DomainError
from common.tasks import backup
from ops.broker import FileLock
from tests.common.backup.conftest import Kept
from tests.conftest import TODAY_NOON

pytestmark = pytest.mark.django_db


def write_pairs(kept: Kept, started: Event, stop: Event) -> None:
    """Two rows in each transaction, until it is told to stop: no moment has an odd number of them."""
    with closing(kept.connection.copy()) as own:
        own.ensure_connection()
        while not stop.is_set():
            own.set_autocommit(False)
            with own.cursor() as cursor:
                for _ in range(2):
                    cursor.execute(
                        "INSERT INTO common_auditentry (at, actor_name, capacity, request_id, action, subject_kind,"
                        " subject_id, changes, private) VALUES (%s, 'Сәуле Жақсылыққызы', '', '', 'pair', '', 1, '{}', %s)",
                        [TODAY_NOON, False],
                    )
            own.commit()
            own.set_autocommit(True)
            started.set()


def test_a_restored_place_is_the_same_to_the_last_row_and_byte(kept: Kept, empty: Kept) -> None:
    before, files = kept.everything(), kept.files()
    assert sum(map(len, before.values())) > 500
    assert files
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    shutil.rmtree(kept.place.files)
    kept.place.database.clear()
    manifest = services.restore(place=empty.place, path=made.path, now=TODAY_NOON)

    assert empty.everything() == before
    assert manifest.rows == {name: len(rows) for name, rows in before.items()}
    assert empty.files() == files
    assert {name: archive.measure(empty.place.files / name[6:]) for name in manifest.files} == manifest.files
    assert empty.place.key is not None
    assert empty.place.key.read_text() == "a key that nobody guesses"
    assert empty.place.key.stat().st_mode & 0o777 == 0o600


def test_an_archive_is_private_and_lies_alone(kept: Kept) -> None:
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    assert made.path.name == "talimger-2026-12-03-150000.tar.gz"
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert kept.place.backups.stat().st_mode & 0o777 == 0o700
    assert list(kept.place.backups.iterdir()) == [made.path]


def test_the_snapshot_is_of_one_moment_while_another_writes(kept: Kept, empty: Kept) -> None:
    started, stop = Event(), Event()
    writer = Thread(target=write_pairs, args=(kept, started, stop))
    writer.start()
    try:
        assert started.wait(20)
        made = services.back_up(place=kept.place, now=TODAY_NOON)
    finally:
        stop.set()
        writer.join(20)
    services.restore(place=empty.place, path=made.path, now=TODAY_NOON)
    with empty.connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_auditentry WHERE action = 'pair'")
        (pairs,) = cursor.fetchone()
    assert pairs > 0
    assert pairs % 2 == 0


def test_an_installation_that_lives_is_not_overwritten(kept: Kept) -> None:
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    before = kept.everything()
    with pytest.raises(DomainError, match="empty place only.*records.*files.*key") as refused:
        services.restore(place=kept.place, path=made.path, now=TODAY_NOON)
    assert refused.value.code == "not_empty"
    assert kept.everything() == before


@pytest.mark.parametrize("there", ["files", "key"])
def test_a_file_or_a_key_alone_is_enough_to_refuse(kept: Kept, empty: Kept, there: str) -> None:
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    left = empty.place.files / "ab" / "left" if there == "files" else empty.place.key
    assert left is not None
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("of before")
    with pytest.raises(DomainError, match=there):
        services.restore(place=empty.place, path=made.path, now=TODAY_NOON)
    assert left.read_text() == "of before"


def test_a_key_that_the_restoring_process_made_itself_gives_way(kept: Kept, empty: Kept) -> None:
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    place = replace(empty.place, key_is_new=True)
    assert place.key is not None
    place.key.write_text("made a moment ago")
    services.restore(place=place, path=made.path, now=TODAY_NOON)
    assert place.key.read_text() == "a key that nobody guesses"


def test_a_restore_that_fails_leaves_the_place_empty(
    kept: Kept, empty: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.back_up(place=kept.place, now=TODAY_NOON)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("common.backup.archive.measure", full)
        with pytest.raises(DomainError, match="could not be restored: No space left on device"):
            services.restore(place=empty.place, path=made.path, now=TODAY_NOON)
    assert empty.files() == {}
    services.restore(place=empty.place, path=made.path, now=TODAY_NOON)
    assert empty.files() == kept.files()


def test_a_full_disk_leaves_no_half_archive(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = services.back_up(place=kept.place, now=TODAY_NOON).path
    bytes_of = earlier.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("common.backup.services.os.fsync", full)
        with pytest.raises(DomainError) as refused:
            services.back_up(place=kept.place, now=TODAY_NOON + timedelta(days=1))
    assert str(refused.value) == (
        "The backup could not be made: No space left on device. Earlier backups are untouched."
    )
    assert list(kept.place.backups.iterdir()) == [earlier]
    assert earlier.read_bytes() == bytes_of


@pytest.mark.parametrize("largest", [64 * 1024, 2 * 1024 * 1024], ids=["at the snapshot", "at the archive"])
def test_where_nothing_more_can_be_written_nothing_is_left(kept: Kept, largest: int) -> None:
    earlier = services.back_up(place=kept.place, now=TODAY_NOON).path
    (kept.place.files / "ab").mkdir(exist_ok=True)
    (kept.place.files / "ab" / ("ab" * 32)).write_bytes(os.urandom(3 * 1024 * 1024))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        with pytest.raises(DomainError, match=r"^The backup could not be made: .* Earlier backups are untouched\.$"):
            services.back_up(place=kept.place, now=TODAY_NOON + timedelta(days=1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(kept.place.backups.iterdir()) == [earlier]
    archive.check(earlier)


def test_of_two_at_once_the_second_says_so(kept: Kept) -> None:
    first = FileLock(kept.place.lock)
    assert first.take()
    with pytest.raises(DomainError, match="running already"):
        services.back_up(place=kept.place, now=TODAY_NOON)
    first.free()
    left = kept.place.backups / ".draft-of-a-killed-one"
    left.mkdir(parents=True)
    assert services.back_up(place=kept.place, now=TODAY_NOON).path.exists()
    assert not left.exists()


def test_a_file_that_rotted_is_taken_and_named(kept: Kept, empty: Kept) -> None:
    name, path = next(kept.place.kept_files())
    path.write_bytes(b"no longer what it was")
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    assert made.rotten == (name,)
    services.restore(place=empty.place, path=made.path, now=TODAY_NOON)
    assert b"no longer what it was" in empty.files().values()


def test_a_key_from_the_environment_is_in_no_archive(
    kept: Kept, keyless: Kept, as_default: Callable[[Kept], None], capsys: pytest.CaptureFixture[str]
) -> None:
    as_default(replace(kept, place=replace(kept.place, key=None)))
    call_command("backup")
    assert "no key" in capsys.readouterr().out
    (path,) = kept.place.backups.iterdir()
    assert archive.KEY not in archive.check(path).members
    as_default(keyless)
    call_command("restore", str(path))
    assert "The archive holds no key. Set the SECRET_KEY of before" in capsys.readouterr().out


def test_the_commands_tell_what_they_did_and_what_they_refuse(
    kept: Kept, empty: Kept, as_default: Callable[[Kept], None], capsys: pytest.CaptureFixture[str]
) -> None:
    as_default(kept)
    report = kept.place.files.parent / "report"
    call_command("backup", "--report", str(report))
    said = capsys.readouterr().out
    assert "Backed up and read back" in said
    assert "and the key" in said
    with pytest.raises(CommandError, match="empty place only"):
        call_command("restore", report.read_text())
    as_default(empty)
    with pytest.raises(CommandError, match="nothing to back up yet"):
        call_command("backup")
    with pytest.raises(CommandError, match="No such file"):
        call_command("restore", "/nowhere/talimger.tar.gz")
    call_command("restore", report.read_text())
    assert "Restored and checked" in capsys.readouterr().out
    assert empty.everything() == kept.everything()


def test_the_night_makes_one_and_a_demonstration_none(kept: Kept, as_default: Callable[[Kept], None]) -> None:
    as_default(kept)
    installation.install(demo=False, now=TODAY_NOON)
    backup()
    assert len(list(Place.here().backups.iterdir())) == 1
    with kept.connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_installation")
    installation.install(demo=True, now=TODAY_NOON)
    backup()
    assert len(list(Place.here().backups.iterdir())) == 1


def test_a_failed_update_is_put_back(kept: Kept) -> None:
    """As `make update` does it: rows gone, a table changed, another one made since the backup."""
    before, files = kept.everything(), kept.files()
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    with kept.connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_auditentry")
        cursor.execute("ALTER TABLE common_pulse ADD COLUMN half_done integer")
        cursor.execute("CREATE TABLE of_the_new_version (id integer primary key)")
    services.back_out(place=kept.place, path=made.path)
    assert kept.everything() == before
    assert kept.files() == files


@pytest.mark.postgres
def test_what_stepped_aside_comes_back_when_the_new_does_not_stand(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    before = kept.everything()

    def broken(*_: object) -> None:
        raise DomainError("tool_failed", "pg_restore failed: the server went away.")

    with monkeypatch.context() as patched:
        patched.setattr("common.backup.postgres.Postgres._run", broken)
        with pytest.raises(DomainError, match="could not be put back: pg_restore failed") as refused:
            services.back_out(place=kept.place, path=made.path)
    assert str(made.path) in str(refused.value)
    assert kept.everything() == before
    services.back_out(place=kept.place, path=made.path)
    assert kept.everything() == before
