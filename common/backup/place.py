"""One installation as its backups see it: what is taken along, where archives lie, and who may touch them now."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.db import connection

from common.backup.archive import KEY, MEMBER
from common.backup.databases import Database, Sqlite
from common.backup.postgres import Postgres
from common.errors import DomainError
from ops.broker import FileLock

DRAFT = ".draft-"


@dataclass(frozen=True)
class Place:
    """Database, files and key; `key` is None when the environment brings it, `key_is_new` when this process made it."""

    database: Database
    files: Path
    key: Path | None
    key_is_new: bool
    backups: Path
    lock: Path

    @classmethod
    def here(cls) -> "Place":
        """This installation."""
        return cls(
            database=Postgres(connection) if connection.vendor == "postgresql" else Sqlite(connection),
            files=Path(settings.FILES_ROOT),
            key=settings.KEY_FILE,
            key_is_new=settings.KEY_IS_NEW,
            backups=Path(settings.BACKUPS_ROOT),
            lock=Path(settings.VAR) / "run" / "backup.lock",
        )

    @property
    def key_draft(self) -> Path:
        """Where a key waits until everything else is restored."""
        return self.files.with_name(f"{DRAFT}{KEY}")

    def kept_files(self) -> Iterator[tuple[str, Path]]:
        """Each paper and upload with its name in an archive. One that is being written has another name yet."""
        for path in sorted(self.files.glob("??/*")):
            name = f"files/{path.parent.name}/{path.name}"
            if MEMBER.fullmatch(name) and path.is_file():
                yield name, path

    def of_member(self, name: str) -> Path | None:
        """Where a file of an archive belongs."""
        return self.files.joinpath(*name.split("/")[1:]) if name.startswith("files/") else None

    @contextmanager
    def alone(self) -> Iterator[Path]:
        """A private folder for drafts, beside the archives; gone afterwards. DomainError when another is at work."""
        lock = FileLock(self.lock)
        if not lock.take():
            raise DomainError(
                "busy", "A backup or a restore is running already. This one did nothing; wait until that has ended."
            )
        try:
            self.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.backups.chmod(0o700)
            for left in self.backups.glob(f"{DRAFT}*"):  # of one that was killed
                shutil.rmtree(left, ignore_errors=True)
            folder = Path(mkdtemp(prefix=DRAFT, dir=self.backups))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            lock.free()
