"""A small installation in a database of its own, with files and a key, on the database that the tests run on."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import ConnectionHandler, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

from common.backup.databases import Sqlite
from common.backup.place import Place
from common.backup.postgres import Postgres
from tests.conftest import TODAY_NOON
from tests.factories.world import make_world

_numbers = count(1)
Everything = dict[str, list[str]]


@dataclass(frozen=True)
class Kept:
    """A place of the tests, and all of its rows, to compare."""

    place: Place
    connection: BaseDatabaseWrapper

    def everything(self) -> Everything:
        """Every row of every table, column by column, in an order that does not depend on where it lies."""
        return self.rows_of(self.tables())

    def rows_of(self, wanted: dict[str, list[str]]) -> Everything:
        """The rows of these tables, with these columns alone."""
        rows = {}
        with self.connection.cursor() as cursor:
            for table, names in wanted.items():
                cursor.execute(f"SELECT {', '.join(map(self.connection.ops.quote_name, names))} FROM {table}")
                rows[table] = sorted(map(repr, cursor.fetchall()))
        return rows

    def tables(self) -> dict[str, list[str]]:
        """Each table with its columns."""
        columns = {}
        with self.connection.cursor() as cursor:
            for name in self.place.database.contents().rows:
                cursor.execute(f"SELECT * FROM {name} LIMIT 0")
                columns[name] = [column[0] for column in cursor.description]
        return columns

    def files(self) -> dict[str, bytes]:
        """Every file by its name."""
        return {path.name: path.read_bytes() for path in self.place.files.rglob("*") if path.is_file()}


def _database(name: str) -> BaseDatabaseWrapper:
    """A connection of its own to another database of the same kind."""
    wanted = {**connection.settings_dict, "NAME": name}
    if connection.vendor == "sqlite":
        wanted["OPTIONS"] = {"timeout": 20, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF"}
    return ConnectionHandler({"default": wanted})["default"]


def _maintain(sql: str) -> None:
    with closing(connection.copy()) as server:
        server.settings_dict = {**server.settings_dict, "NAME": "postgres"}
        with server.cursor() as cursor:
            cursor.execute(sql)


@contextmanager
def _new_database(folder: Path, template: str | None) -> Iterator[BaseDatabaseWrapper]:
    """An empty database, or on PostgreSQL a copy of another one; gone afterwards."""
    if connection.vendor == "sqlite":
        made = _database(str(folder / "db.sqlite3"))
    else:
        name = f"{connection.settings_dict['NAME']}_backup_{next(_numbers)}"
        _maintain(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"')
        made = _database(name)
    try:
        yield made
    finally:
        made.close()
        if connection.vendor == "postgresql":
            _maintain(f'DROP DATABASE "{name}" WITH (FORCE)')


def _kept(made: BaseDatabaseWrapper, folder: Path) -> Kept:
    database = Postgres(made) if made.vendor == "postgresql" else Sqlite(made)
    place = Place(database, folder / "files", folder / "secret.key", False, folder / "backups", folder / "run/lock")
    return Kept(place, made)


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Built once for a module, committed; the tests work on copies of it."""
    folder = tmp_path_factory.mktemp("installation")
    with django_db_blocker.unblock():
        own = connections["default"]
        own.ensure_connection()
        if own.vendor == "sqlite":
            with closing(sqlite3.connect(folder / "db.sqlite3")) as copy:
                own.connection.backup(copy)
        own.close()
        with _new_database(folder, own.settings_dict["NAME"]) as made:
            connections["default"] = made
            try:
                with (
                    time_machine.travel(TODAY_NOON, tick=True),
                    override_settings(
                        FILES_ROOT=folder / "files",
                        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
                    ),
                ):
                    make_world()
            finally:
                connections["default"] = own
            (folder / "secret.key").write_text("a key that nobody guesses")
            made.close()
            yield _kept(made, folder)


@pytest.fixture
def kept(_world: Kept, django_db_blocker: Any, tmp_path: Path) -> Iterator[Kept]:
    """A copy of the world for one test."""
    folder = tmp_path / "kept"
    shutil.copytree(_world.place.files.parent, folder)
    _world.connection.close()
    with django_db_blocker.unblock(), _new_database(folder, str(_world.connection.settings_dict["NAME"])) as made:
        yield _kept(made, folder)


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Kept]:
    """A place with nothing in it."""
    folder = tmp_path / "empty"
    folder.mkdir()
    with django_db_blocker.unblock(), _new_database(folder, None) as made:
        yield _kept(made, folder)


@pytest.fixture
def as_default(django_db_blocker: Any, settings: Any) -> Iterator[Callable[[Kept], None]]:
    """Makes a place this installation, for commands and tasks."""
    own = connections["default"]

    def take(kept: Kept) -> None:
        connections["default"] = kept.connection
        settings.VAR = kept.place.files.parent
        settings.FILES_ROOT = kept.place.files
        settings.BACKUPS_ROOT = kept.place.backups
        settings.KEY_FILE = kept.place.key
        settings.KEY_IS_NEW = kept.place.key_is_new

    yield take
    connections["default"] = own


@pytest.fixture
def keyless(empty: Kept) -> Kept:
    """An empty place whose key comes from the environment."""
    return replace(empty, place=replace(empty.place, key=None))
