"""Back up, restore into an empty place, and put the database back after an update that failed."""

import os
import sqlite3
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader

from common.backup import archive, keep
from common.backup.archive import Manifest
from common.backup.place import Place
from common.errors import DomainError
from common.mail import restored


@dataclass(frozen=True)
class Made:
    """An archive that was written and read back; `rotten` are files whose content is no longer what their name says."""

    path: Path
    manifest: Manifest
    rotten: tuple[str, ...]


def back_up(*, place: Place, now: datetime) -> Made:
    """Write an archive of this moment and read it back before it gets its name; then let the oldest go.

    The database comes first, the files after it: they are written before the rows that name them, and never change,
    so all that the snapshot names is there. DomainError in plain words when anything fails; then nothing is left of it.
    """
    with _in_words("The backup could not be made", "Earlier backups are untouched."), place.alone() as drafts:
        snapshot = drafts / place.database.member
        contents = place.database.dump(snapshot)
        if not contents.rows:
            raise DomainError("nothing", "There is nothing to back up yet: the database is empty.")
        about = Manifest(
            made_at=now,
            version=_version(),
            commit=_commit(),
            database=place.database.kind,
            rows=contents.rows,
            migrations=contents.migrations,
        )
        sources = [(place.database.member, snapshot), *place.kept_files()]
        if place.key:
            sources.append((archive.KEY, place.key))
        draft = drafts / "archive"
        manifest = archive.write(draft, sources, about)
        if archive.check(draft) != manifest or place.database.rows_in(snapshot) != contents.rows:
            raise DomainError("not_whole", "What was written could not be read back; look after this PC's disk.")
        path = keep.name_for(now, place.backups)
        _settle(draft, path)
        keep.trim(place.backups)
    rotten = tuple(name for name, member in manifest.files.items() if not name.endswith(f"/{member.sha256}"))
    return Made(path, manifest, rotten)


def restore(*, place: Place, path: Path, now: datetime) -> Manifest:
    """Put an archive into an empty place and hold all of it against the manifest. DomainError in plain words.

    What it wrote before it failed is taken away again. Mails that waited in it are held (`common.mail.restored`).
    """
    with _in_words("The archive could not be restored", "The place is as it was."), place.alone() as drafts:
        try:
            _require_empty(place)
            manifest = _read(place, path)
        except BaseException:
            _forget_new_key(place)
            raise
        try:
            snapshot = drafts / place.database.member
            own = {place.database.member: snapshot}
            if place.key:
                own[archive.KEY] = place.key_draft
            archive.extract(path, manifest, lambda name: own.get(name) or place.of_member(name))
            _load(place, snapshot, manifest)
            for name, member in manifest.files.items():
                target = place.of_member(name)
                if target is None or archive.measure(target) != member:
                    raise DomainError("not_whole", f"{name} is not what was written; look after this PC's disk.")
            if place.key and archive.KEY in manifest.members:
                os.replace(place.key_draft, place.key)
            restored.hold(place.files.parent, max(manifest.made_at, now))
        except BaseException:
            _empty(place, manifest)
            raise
        return manifest


def back_out(*, place: Place, path: Path) -> Manifest:
    """Put the database back as the archive has it, in place of what is there; files and key stay as they are."""
    with _in_words("The database could not be put back", f"The backup is whole: {path}"), place.alone() as drafts:
        manifest = _read(place, path)
        snapshot = drafts / place.database.member
        archive.extract(path, manifest, {place.database.member: snapshot}.get)
        _load(place, snapshot, manifest)
        return manifest


def _read(place: Place, path: Path) -> Manifest:
    """The manifest of an archive that is whole and fits here."""
    manifest = archive.check(path)
    if manifest.database != place.database.kind:
        other = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(manifest.database, manifest.database)
        raise DomainError(
            "other_database",
            f"The archive holds a {other} database, and this place keeps its records in {place.database.name}. "
            f"Restore it where DATABASE_URL leads to {other}. Nothing was changed.",
        )
    archive.refuse_unknown(manifest.migrations, MigrationLoader(None).disk_migrations)
    return manifest


def _load(place: Place, snapshot: Path, manifest: Manifest) -> None:
    """Snapshot and database must both hold what the manifest says."""
    if place.database.rows_in(snapshot) != manifest.rows:
        raise DomainError("damaged", "The archive's records are not those it was made of; take another archive.")
    place.database.load(snapshot)
    if place.database.contents().rows != manifest.rows:
        raise DomainError("not_whole", "The database does not hold what was written; look after this PC's disk.")


def _require_empty(place: Place) -> None:
    found = [
        what
        for what, there in (
            ("the database has records", any(place.database.contents().rows.values())),
            (f"there are files in {place.files}", any(place.files.rglob("*"))),
            (f"there is a key, {place.key}", place.key is not None and place.key.exists() and not place.key_is_new),
        )
        if there
    ]
    if found:
        raise DomainError(
            "not_empty",
            f"A backup is restored into an empty place only, and here {' and '.join(found)}. Nothing was changed. "
            "Choose a new folder (make restore FILE=… VAR=~/restored) or an empty database.",
        )


def _empty(place: Place, manifest: Manifest) -> None:
    """Take away what a restore wrote into a place that was empty."""
    place.database.clear()
    for name in manifest.files:
        if target := place.of_member(name):
            target.unlink(missing_ok=True)
            if target.parent.is_dir() and not any(target.parent.iterdir()):
                target.parent.rmdir()
    restored.forget(place.files.parent)
    _forget_new_key(place)


def _forget_new_key(place: Place) -> None:
    """This process made a key when it started; with it the place would no longer be empty."""
    if place.key and place.key_is_new:
        place.key.unlink(missing_ok=True)
    place.key_draft.unlink(missing_ok=True)


@contextmanager
def _in_words(what: str, kept: str) -> Iterator[None]:
    """Whatever the disk or the database says becomes one plain sentence."""
    try:
        yield
    except OSError as error:
        about = f" ({error.filename})" if error.filename else ""
        raise DomainError("failed", f"{what}: {error.strerror or error}{about}. {kept}") from error
    except (sqlite3.Error, DatabaseError) as error:
        raise DomainError("failed", f"{what}: {error}. {kept}") from error
    except DomainError as error:
        if error.code in {"tool_failed", "broken_database", "not_whole"}:
            raise DomainError(error.code, f"{what}: {error} {kept}") from error
        raise


def _settle(draft: Path, path: Path) -> None:
    """The archive gets its name once it is surely on the disk."""
    _to_disk(draft)
    os.rename(draft, path)
    _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _commit() -> str:
    """The commit of a git checkout, else ""."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
