"""Where the broker's socket lies: under VAR, or in a short place when that path is too long for a socket."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from ops.console import Refusal

# sun_path of <sys/un.h> holds 108 bytes, the closing zero among them.
LONGEST_SOCKET_PATH = 107


def broker_socket(var: Path) -> Path:
    """The socket of the broker that belongs to this VAR; the same answer in every process of one person.

    Refusal, with the numbers, when even the short place is too long.
    """
    usual = var / "run" / "broker.sock"
    if _fits(usual):
        return usual
    name = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) / "talimger" if runtime else Path(tempfile.gettempdir()) / f"talimger-{os.getuid()}"
    short = folder / f"{name}.sock"
    if _fits(short):
        return short
    raise Refusal(
        f"The broker's socket cannot have a path of {len(os.fsencode(usual))} bytes ({usual}); the system allows "
        f"{LONGEST_SOCKET_PATH}. Choose a shorter folder: make run VAR=/srv/talimger"
    )


def broker_url(var: Path) -> str:
    """The same socket as Celery's address."""
    return "redis+socket://" + quote(str(broker_socket(var)))


def make_private(folder: Path) -> None:
    """Make the folder for its owner alone. Refusal when somebody else made it first (it may lie under /tmp)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or not folder.is_dir() or folder.is_symlink():
        raise Refusal(f"{folder} belongs to somebody else; remove it or choose a shorter VAR.")
    folder.chmod(0o700)


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
