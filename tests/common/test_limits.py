"""The limits end what takes too much, and are gone afterwards. Each runs in a process of its own."""

import subprocess
import sys

import pytest

PROBE = """
import resource, signal
from common.limits import LimitReached, limited
before = (resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU), signal.getsignal(signal.SIGALRM))
try:
    with limited({limits}):
        {work}
except LimitReached as error:
    print(error.kind)
else:
    print("done")
after = (resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU), signal.getsignal(signal.SIGALRM))
assert after == before and signal.getitimer(signal.ITIMER_REAL)[0] == 0
"""


@pytest.mark.parametrize(
    ("limits", "work", "outcome"),
    [
        ("memory_mb=64", "bytearray(400 * 1024 * 1024)", "memory"),
        ("cpu_seconds=1", "exec('while True: pass')", "processor"),
        ("wall_seconds=0.05", "signal.pause()", "time"),
        ("", "bytearray(1024)", "done"),
    ],
)
def test_limits(limits: str, work: str, outcome: str) -> None:
    probe = PROBE.format(limits=limits, work=work)
    ended = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=False)
    assert ended.stdout.strip() == outcome, ended.stderr
