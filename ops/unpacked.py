"""Packages of the system for whoever is not root: fetched and checked by apt as ever, but unpacked into a folder.

apt keeps all it writes in a state of its own there, so nothing of the system is touched and no lock is waited for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from ops.console import say

# What dpkg has installed.
INSTALLED = Path("/var/lib/dpkg/status")
OPTIONS = (
    "Dir::State={state}",
    "Dir::State::lists={state}/lists",
    "Dir::State::status={state}/status",
    "Dir::Cache={state}",
    "Dir::Cache::archives={state}/archives",
    "Debug::NoLocking=1",
    "APT::Sandbox::User=",
    "Acquire::Retries=2",
)


def unpack(folder: Path, *packages: str) -> bool:
    """Unpack the packages, with all they need that this PC lacks, into `folder`; once done, it stays.

    False, and no folder, where there is no apt, or where it does not know the packages or reaches no server.
    """
    state = folder / "apt"
    if folder.is_dir() and not state.exists():
        return True
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb") and INSTALLED.exists()):
        return False
    say(f"Fetching {' '.join(packages)} …")
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("lists", "archives"):
        (state / name / "partial").mkdir(parents=True)
    shutil.copyfile(INSTALLED, state / "status")
    apt = ["apt-get", "--yes", "--quiet"]
    for option in OPTIONS:
        apt += ["-o", option.format(state=state)]
    done = (
        _went_well(*apt, "update")
        and _went_well(*apt, "install", "--no-install-recommends", "--download-only", *packages)
        and all(
            _went_well("dpkg-deb", "--extract", str(package), str(folder))
            for package in sorted((state / "archives").glob("*.deb"))
        )
    )
    shutil.rmtree(state if done else folder, ignore_errors=True)
    return done


def surroundings(folder: Path) -> dict[str, str]:
    """The environment in which a program finds the libraries and fonts that were unpacked into `folder`."""
    libraries = sorted({str(found.parent) for found in folder.glob("**/*.so*")})
    found = {}
    if libraries:
        before = os.environ.get("LD_LIBRARY_PATH")
        found["LD_LIBRARY_PATH"] = ":".join([*libraries, *([before] if before else [])])
    if (folder / "etc" / "fonts").is_dir():
        found["FONTCONFIG_PATH"] = str(folder / "etc" / "fonts")
        found["XDG_DATA_HOME"] = str(folder / "usr" / "share")
    return found


def _went_well(*command: str) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
