"""PostgreSQL, through the tools that come with it: pg_dump, pg_restore and psql."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
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


class Postgres:
    """Counts and dump see one and the same moment: the counting transaction lends its snapshot to pg_dump."""

    kind = "postgresql"
    name = "PostgreSQL"
    member = "database.pgdump"
    TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def dump(self, target: Path) -> Contents:
        tool = find_tool("pg_dump")
        with closing(self.connection.copy()) as own:
            own.set_autocommit(False)
            with own.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                (moment,) = cursor.fetchone()
                contents = _read(cursor)
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
        """One transaction of psql; it commits only after pg_restore has written out all of the snapshot."""
        begin = "SET lock_timeout = '60s';\nBEGIN;\n"
        if self.contents().rows:
            begin += "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
        self.connection.close()
        with tempfile.TemporaryDirectory() as folder, (Path(folder) / "said").open("w+") as said:
            wanted = Path(folder) / "wanted"
            wanted.write_text(SCHEMA_ENTRY.sub(";\\g<0>", _list(snapshot)))
            words = [find_tool("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
            psql = subprocess.Popen(
                words, env=self._environ(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
            )
            assert psql.stdin is not None
            script = ("--no-owner", "--no-privileges", f"--use-list={wanted}", "--file=-", str(snapshot))
            try:
                psql.stdin.write(begin.encode())
                with _reading(find_tool("pg_restore"), *script) as lines:
                    copyfileobj(lines, psql.stdin)
                psql.stdin.write(b"COMMIT;\n")
                psql.stdin.flush()
            except BrokenPipeError:
                pass  # psql has stopped and says why
            except BaseException:
                psql.kill()
                raise
            finally:
                with suppress(OSError):
                    psql.stdin.close()
                code = psql.wait()
            if code:
                said.seek(0)
                raise _failed("psql", said.read())

    def contents(self) -> Contents:
        with self.connection.cursor() as cursor:
            return _read(cursor)

    def clear(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")

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


def find_tool(name: str) -> str:
    """The newest one of this machine. DomainError, with the command that installs it, when there is none."""
    folder = find_binaries(name)
    if folder is None:
        raise DomainError(
            "no_tool",
            f"PostgreSQL's {name} is missing on this PC, so its records can be neither backed up nor restored. "
            "Install it with: sudo apt-get install postgresql-client",
        )
    return str(folder / name)


def _read(cursor: Any) -> Contents:
    def query(sql: str) -> list[tuple[Any, ...]]:
        cursor.execute(sql)
        return list(cursor.fetchall())

    return read_contents(query, Postgres.TABLES)


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
    return DomainError("tool_failed", f"{tool} failed: {lines[-1][:300]}")
