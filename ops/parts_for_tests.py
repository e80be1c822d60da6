"""What `make test` needs of the system and this PC lacks: installed where we may (root), else unpacked beside .venv's
packages. PostgreSQL is another matter: it comes as a Python package (`ops/postgres.py`).
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from ops.console import say
from ops.options import ROOT
from ops.system_parts import PANGO, PANGO_PACKAGES, find_chromium, has_libraries
from ops.unpacked import surroundings, unpack

# Gone with the environment, and made anew with it.
UNPACKED = ROOT / ".venv" / "system"
# The one without a window first; older systems have the whole browser only.
BROWSERS = ("chromium-headless-shell", "chromium")
# What the papers need, and the program that drives the browser: shared libraries, and the packages they come in.
LIBRARIES = {PANGO: PANGO_PACKAGES, ("libatomic.so.1",): ("libatomic1",)}
LIBRARIES_SENTENCE = "Libraries are missing: sudo apt-get install " + " ".join(sum(LIBRARIES.values(), ()))


def ensure_chromium(unpacked: Path = UNPACKED) -> str | None:
    """The path of a Chromium for the browser tests, or None where it cannot be had."""
    if found := find_chromium():
        return found
    if _is_root():
        return find_chromium() if any(apt_install(name) for name in BROWSERS) else None
    for name in BROWSERS:
        folder = unpacked / name
        program = folder / "usr" / "lib" / "chromium" / name
        if unpack(folder, name) and program.exists():
            return _launcher(unpacked / f"{name}.sh", program, surroundings(folder))
    return None


def ensure_libraries(unpacked: Path = UNPACKED) -> dict[str, str] | None:
    """The environment in which all `LIBRARIES` are found: empty where the system has them, None where one cannot be had."""
    packages = [name for names, wanted in LIBRARIES.items() if not has_libraries(*names) for name in wanted]
    if not packages:
        return {}
    if _is_root():
        return {} if apt_install(*packages) else None
    folder = unpacked / "libraries"
    return surroundings(folder) if unpack(folder, *packages) else None


def apt_install(*packages: str) -> bool:
    """Install system packages without questions; False where there is no apt-get or it fails."""
    if not shutil.which("apt-get"):
        return False
    say(f"Installing {' '.join(packages)} …")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "--quiet"], install):
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    return done.returncode == 0


def _is_root() -> bool:
    return os.geteuid() == 0


def _launcher(script: Path, program: Path, environ: dict[str, str]) -> str | None:
    """A script that starts the program in its surroundings, if it starts there at all."""
    given = [f"{name}={shlex.quote(value)}" for name, value in environ.items()]
    script.write_text("\n".join(["#!/bin/sh", *given, *(f"export {name}" for name in environ),
                                  f'exec {shlex.quote(str(program))} "$@"', ""]))  # fmt: skip
    script.chmod(0o755)
    tried = subprocess.run([str(script), "--version"], capture_output=True, check=False)
    return str(script) if tried.returncode == 0 else None
