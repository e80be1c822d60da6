"""PostgreSQL, through the tools that come with it: pg_dump and pg_restore."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import pq

from common.backup.databases import Contents, read_contents
from common.errors import DomainError
from ops.postgres import find_binaries

COPY = re.compile(rb'COPY public\."?([^" ]+)"? \(.*\) FROM stdin;\n')
END_OF_COPY = b"\\.\n"
# The schema itself is there before its tables are put back.
SCHEMA_ENTRY = re.compile(r"^\d+;.* SCHEMA - public |^\d+;.* COMMENT - SCHEMA public ", re.MULTILINE)

ASIDE = "before_restore"


class Postgres:
    """Counts and dump see one and the same moment: the counting transaction lends its snapshot to pg_dump."""

    kind = "postgresql"
    name = "PostgreSQL"
    member = "database.pgdump"
    TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def dump(self, target: Path) -> Contents:
        server = self._version()
        tool = find_tool("pg_dump", server)
        find_tool("pg_restore")  # reads it back
        _require_as_new_as(tool, server)
        with closing(self.connection.copy()) as own:
            own.set_autocommit(False)
            lender = Postgres(own)
            lender._query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            ((moment,),) = lender._query("SELECT pg_export_snapshot()")
            contents = lender.contents()
            form = ("--format=custom", "--no-owner", "--no-privileges")
            self._run(tool, *form, f"--snapshot={moment}", f"--file={target}")
            own.rollback()
        return contents

    def rows_in(self, snapshot: Path) -> dict[str, int]:
        rows = dict.fromkeys(_tables_listed(snapshot), 0)
        table = ""
        with _reading(find_tool("pg_restore"), "--data-only", "--file=-", str(snapshot)) as lines:
            for line in lines:
                if table:
                    if line == END_OF_COPY:
                        table = ""
                    else:
                        rows[table] += 1
                elif found := COPY.fullmatch(line):
                    table = found[1].decode()
        return rows

    def load(self, snapshot: Path) -> None:
        """By pg_restore itself and not through psql, which would obey commands to the shell inside of a snapshot."""
        with self._aside(), tempfile.TemporaryDirectory() as folder:
            wanted = Path(folder) / "wanted"
            wanted.write_text(SCHEMA_ENTRY.sub(";\\g<0>", _list(snapshot)))
            whole = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
            database = f"--dbname={self.connection.settings_dict['NAME']}"
            self._run(
                find_tool("pg_restore", self._version()), *whole, f"--use-list={wanted}", database, str(snapshot)
            )

    def contents(self) -> Contents:
        return read_contents(self._query, self.TABLES)

    def clear(self) -> None:
        self._query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """What is there steps aside; it goes when the new stands, and comes back when that fails.

        Extensions are one to a database, so they stay with the tables that are in use.
        """
        if not self.contents().rows:
            yield
            return
        extensions = self._query("SELECT extname FROM pg_extension WHERE extnamespace = 'public'::regnamespace")
        moved = "".join(f'; ALTER EXTENSION "{name}" SET SCHEMA %s' for (name,) in extensions)
        self._query(f"ALTER SCHEMA public RENAME TO {ASIDE}; CREATE SCHEMA public" + moved.replace("%s", "public"))
        try:
            yield
        except BaseException:
            back = f"; DROP SCHEMA public CASCADE; ALTER SCHEMA {ASIDE} RENAME TO public"
            self._query("SELECT 1" + moved.replace("%s", ASIDE) + back)
            raise
        self._query(f"DROP SCHEMA {ASIDE} CASCADE")

    def _version(self) -> int:
        self.connection.ensure_connection()
        return int(self.connection.connection.info.server_version) // 10000

    def _query(self, sql: str) -> list[tuple[Any, ...]]:
        """Several statements in one string are one transaction."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []

    def _run(self, *words: str) -> None:
        done = subprocess.run(words, env=self._environ(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise _failed(Path(words[0]).name, done.stderr)

    def _environ(self) -> dict[str, str]:
        """The connection's own parameters, as the tools read them; no password stands on a command line."""
        names = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
        environ = dict(os.environ)
        for name, value in self.connection.get_connection_params().items():
            if value not in (None, "") and (variable := names.get(name)):
                environ[variable.decode()] = str(value)
        return environ


def find_tool(name: str, server: int = 0) -> str:
    """The one of the server's version, else the newest. DomainError, with what installs it, when there is none."""
    fitting = Path(f"/usr/lib/postgresql/{server}/bin/{name}")
    if fitting.exists():
        return str(fitting)
    folder = find_binaries(name)
    if folder is None:
        raise DomainError(
            "no_tool",
            f"PostgreSQL's {name} is missing on this PC, so its records can be neither backed up nor restored. "
            "Install it with: sudo apt-get install postgresql-client",
        )
    return str(folder / name)


def _list(snapshot: Path) -> str:
    with _reading(find_tool("pg_restore"), "--list", str(snapshot)) as lines:
        return lines.read().decode()


def _tables_listed(snapshot: Path) -> list[str]:
    return re.findall(r"^\d+; \d+ \d+ TABLE public (\S+) ", _list(snapshot), re.MULTILINE)


@contextmanager
def _reading(*words: str) -> Iterator[IO[bytes]]:
    """What a tool writes out. DomainError with its own words when it fails, also at the very end."""
    with tempfile.TemporaryFile("w+") as said:
        tool = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=said)
        assert tool.stdout is not None
        try:
            yield tool.stdout
        except BaseException:
            tool.kill()
            raise
        finally:
            tool.stdout.close()
            code = tool.wait()
        if code:
            said.seek(0)
            raise _failed(Path(words[0]).name, said.read())


def _failed(tool: str, said: str) -> DomainError:
    lines = said.strip().splitlines() or ["it did not say why"]
    telling = next((line for line in lines if "error:" in line.lower()), lines[-1])
    return DomainError("tool_failed", f"{tool} failed: {telling[:300].rstrip('.')}.")


def _require_as_new_as(tool: str, server: int) -> None:
    """pg_dump reads no server that is newer than itself."""
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+", said)
    if found and int(found[0]) < server:
        raise DomainError(
            "old_tool",
            f"PostgreSQL's pg_dump on this PC is version {found[0]}, and the server is version {server}, which it cannot "
            f"read. Install that version's: sudo apt-get install postgresql-client-{server}",
        )
