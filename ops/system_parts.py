"""Parts of the operating system that Python packages cannot bring along: found, or named with the command."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess

from ops.console import say

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
PANGO_SENTENCE = (
    "Pango is missing, so papers cannot be made as PDF; all else works. "
    "Install it with: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"
)
# The one without a window comes first: the same engine, in a third less time.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_SENTENCE = "Chromium is missing: sudo apt-get install chromium (or set CHROMIUM_PATH)"


def has_pango(names: tuple[str, ...] = PANGO) -> bool:
    """Whether the libraries that set the papers' text are on this PC."""
    try:
        for name in names:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find_chromium() -> str | None:
    """CHROMIUM_PATH, else the first browser of the Chromium kind on the PATH."""
    if given := os.environ.get("CHROMIUM_PATH"):
        return given if os.access(given, os.X_OK) else None
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def ensure_chromium() -> str | None:
    """A Chromium for the browser tests: found, else installed from the system's packages where we may (root, apt)."""
    if found := find_chromium():
        return found
    if os.geteuid() == 0 and (apt_install("chromium-headless-shell") or apt_install("chromium")):
        return find_chromium()
    return None


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
