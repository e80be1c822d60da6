"""The Python environment in .venv: made once, brought up to the lock when the lock changes, else left alone.

uv installs the lock in seconds; where it cannot be had, pip does the same, slower. Both check every hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ops.console import Refusal, say, warn
from ops.options import ROOT

OLDEST_PYTHON = (3, 11)
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
INSTALLER = "ops/installer.txt"
PIP_INSTALL = ("install", "--quiet", "--disable-pip-version-check", "--require-hashes")
LOCKS = {"run": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}


def check_python() -> None:
    """Refusal, with the command that helps, when this Python is too old or cannot make environments."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise Refusal(f"Python 3.11 or newer is needed, this is {found}; choose one: make run PYTHON=python3.12")
    try:
        import ensurepip  # noqa: F401  # Debian ships it apart from Python
        import venv  # noqa: F401
    except ImportError:
        raise Refusal(
            "Python's venv part is missing. Install it and try again: sudo apt-get install python3-venv"
        ) from None


def ensure(kind: str) -> None:
    """Make or update .venv: "run" for the product, "dev" with the tools of the tests besides.

    An environment that once got the tools keeps them. Raises Refusal when the packages cannot be had.
    """
    stamp = _read_stamp()
    if (VENV / "bin" / "pytest").exists():
        kind = "dev"
    wanted = {"kind": kind, "lock": _digest(kind), "python": sys.version.split()[0]}
    if stamp == wanted:
        return
    check_python()
    if not _usable():
        say("Making the Python environment …")
        shutil.rmtree(VENV, ignore_errors=True)
        _call([sys.executable, "-m", "venv", "--without-pip", str(VENV)], "The Python environment could not be made.")
    say("Installing packages (once, about half a minute) …")
    _install(kind)
    STAMP.write_text(json.dumps(wanted))


def inside() -> bool:
    """Whether this process already runs in .venv."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter(module: str, arguments: list[str]) -> None:
    """Go on in .venv, in place of this process."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", module, *arguments])


def lock() -> int:
    """Write the two locks anew from their .in files, for every Python from 3.11 on."""
    common = (
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-annotate",
        "--no-header",
        "--quiet",
    )
    for source, target in (
        ("requirements.in", "requirements.txt"),
        ("requirements-dev.in", "requirements-dev.txt"),
        ("ops/installer.in", INSTALLER),
    ):
        code = subprocess.call([PYTHON, "-m", "uv", "pip", "compile", *common, source, "-o", target], cwd=ROOT)
        if code:
            return code
    return 0


def _install(kind: str) -> None:
    locks = [INSTALLER, *LOCKS[kind]]
    if _fetch_uv():
        uv = [str(PYTHON), "-m", "uv", "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes"]
        # The certificates are the system's: a school's network may have its own.
        if subprocess.call([*uv, *locks], cwd=ROOT, env={"UV_SYSTEM_CERTS": "1", **os.environ}) == 0:
            return
        warn("uv could not install the packages; trying pip, which takes a minute …")
    own_pip = _own_pip()
    for name in LOCKS[kind]:
        _call([*own_pip, "-r", name], "The packages could not be installed; is this PC connected to the internet?")


def _fetch_uv() -> bool:
    """Whether uv is there now. The system's pip puts it in, which saves seconds; without one, the environment's own."""
    system_pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), *PIP_INSTALL, "-r", INSTALLER]
    if subprocess.call(system_pip, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return True
    return subprocess.call([*_own_pip(), "-r", INSTALLER], cwd=ROOT, stderr=subprocess.DEVNULL) == 0


def _own_pip() -> list[str]:
    """How the environment's own pip installs; it is put in now if it is missing."""
    _call(
        [str(PYTHON), "-m", "ensurepip", "--default-pip"], "The Python environment could not be made.", quietly=True
    )
    return [str(PYTHON), "-m", "pip", *PIP_INSTALL]


def _call(command: list[str], sentence: str, *, quietly: bool = False) -> None:
    if subprocess.call(command, cwd=ROOT, stdout=subprocess.DEVNULL if quietly else None) != 0:
        raise Refusal(sentence)


def _usable() -> bool:
    """Whether .venv holds this very Python; one left by a newer system or a broken start does not."""
    if not PYTHON.exists():
        return False
    probe = "import sys; print(sys.version.split()[0])"
    answer = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.split()[0]


def _digest(kind: str) -> str:
    parts = hashlib.sha256()
    for name in [INSTALLER, *LOCKS[kind]]:
        parts.update((ROOT / name).read_bytes())
    return parts.hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and PYTHON.exists() else {}
