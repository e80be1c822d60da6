"""The two databases: a consistent snapshot as a file while others write, what a snapshot holds, and back again."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from common.errors import DomainError

Query = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Contents:
    """What a database holds: rows of each table, and the last migration of each app."""

    rows: dict[str, int]
    migrations: dict[str, str]


class Database(Protocol):
    """One of the two; `member` is the name of its snapshot in an archive."""

    kind: str
    name: str
    member: str

    def dump(self, target: Path) -> Contents:
        """Write a snapshot of one moment to the file, and say what it holds."""

    def rows_in(self, snapshot: Path) -> dict[str, int]:
        """Read a snapshot to its end: rows of each table. DomainError when it is not whole."""

    def load(self, snapshot: Path) -> None:
        """Put the snapshot in place of all there is, wholly or not at all."""

    def contents(self) -> Contents:
        """What is there now."""

    def clear(self) -> None:
        """Take away every table."""


def read_contents(query: Query, tables: str) -> Contents:
    """Count what the tables hold; `tables` is the query for their names."""
    names = sorted(str(name) for (name,) in query(tables))
    rows = {name: int(query(f'SELECT count(*) FROM "{name}"')[0][0]) for name in names}
    applied = (
        query("SELECT app, max(name) FROM django_migrations GROUP BY app") if "django_migrations" in rows else []
    )
    return Contents(rows, {str(app): str(name) for app, name in applied})


class Sqlite:
    """SQLite, through its online backup: one read transaction, which in WAL mode holds nobody up."""

    kind = "sqlite"
    name = "SQLite"
    member = "database.sqlite3"
    TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def dump(self, target: Path) -> Contents:
        with closing(sqlite3.connect(target)) as copy:
            self._live().backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        return self._contents_of(target)

    def rows_in(self, snapshot: Path) -> dict[str, int]:
        return self._contents_of(snapshot).rows

    def load(self, snapshot: Path) -> None:
        with closing(sqlite3.connect(snapshot)) as source:
            source.backup(self._live())

    def contents(self) -> Contents:
        live = self._live()
        return read_contents(lambda sql: live.execute(sql).fetchall(), self.TABLES)

    def clear(self) -> None:
        self.connection.close()
        path = Path(str(self.connection.settings_dict["NAME"]))
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)

    def _live(self) -> sqlite3.Connection:
        self.connection.ensure_connection()
        live: sqlite3.Connection = self.connection.connection
        return live

    def _contents_of(self, snapshot: Path) -> Contents:
        try:
            with closing(sqlite3.connect(snapshot)) as found:
                faults = found.execute("PRAGMA integrity_check(1)").fetchall()
                if faults == [("ok",)]:
                    return read_contents(lambda sql: found.execute(sql).fetchall(), self.TABLES)
        except sqlite3.DatabaseError as error:
            faults = [(error,)]
        raise DomainError("broken_database", f"The database is damaged: {faults[0][0]}.")
