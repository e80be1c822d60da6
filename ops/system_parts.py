"""Parts of the operating system that Python packages cannot bring along: found, or named with the command."""

from __future__ import annotations

import ctypes
import os
import shutil

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
PANGO_SENTENCE = (
    "Pango is missing, so papers cannot be made as PDF; all else works. "
    f"Install it with: sudo apt-get install {' '.join(PANGO_PACKAGES)}"
)
# The one without a window comes first: the same engine, in a third less time.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_SENTENCE = "Chromium is missing: sudo apt-get install chromium (or set CHROMIUM_PATH)"


def has_libraries(*names: str) -> bool:
    """Whether this PC has all these shared libraries."""
    try:
        for name in names:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_pango() -> bool:
    """Whether the libraries that set the papers' text are on this PC."""
    return has_libraries(*PANGO)


def find_chromium() -> str | None:
    """CHROMIUM_PATH, else the first browser of the Chromium kind on the PATH."""
    if given := os.environ.get("CHROMIUM_PATH"):
        return given if os.access(given, os.X_OK) else None
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)
