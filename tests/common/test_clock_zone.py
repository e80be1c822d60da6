"""The time zone does not trust the system."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

SCRIPT = """
import zoneinfo
from datetime import datetime
assert zoneinfo.ZoneInfo("Asia/Almaty").utcoffset(datetime(2026, 12, 1)).seconds == 6 * 3600, "the system is old"
import common.clock
print(zoneinfo.ZoneInfo("Asia/Almaty").utcoffset(datetime(2026, 12, 1)))
"""


def test_almaty_is_five_hours_ahead_even_where_the_system_says_six(tmp_path: Path) -> None:
    """The zone files of the system are those of before March 2024."""
    old = zone_of_six_hours()
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Almaty").write_bytes(old)
    environ = {**os.environ, "PYTHONTZPATH": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "5:00:00"


def zone_of_six_hours() -> bytes:
    """A zone file (RFC 8536) with one offset, six hours."""
    counts = (0, 0, 0, 0, 1, 4)
    head = b"TZif" + b"\0" * 16 + b"".join(number.to_bytes(4, "big") for number in counts)
    return head + (6 * 3600).to_bytes(4, "big") + b"\0" + b"\0" + b"+06\0"
