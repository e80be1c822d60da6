"""The whole product, really started: a page answers, a second start joins, a kill leaves nobody behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ops import broker
from ops.options import ROOT
from ops.places import broker_socket
from tests.ops.waiting import alive, command_line, descendants, until

pytestmark = pytest.mark.process

# make run, two web workers with their master, the queue, and two Celery workers with a child of the pool at least.
FULL_HOUSE = 8
# A first start makes fonts and tables; on a busy machine that takes its time.
FIRST_START = 240.0


def free_port() -> int:
    """A port that nobody had a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Start:
    """One `make run` of the test, with what it said."""

    def __init__(self, var: Path, environ: dict[str, str] | None = None, *, port: int | None = None) -> None:
        self.port = port or free_port()
        self.said = var.parent / f"said-{self.port}-{os.urandom(3).hex()}"
        clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ops.run"],
                cwd=ROOT,
                env={**clean, "VAR": str(var), "PORT": str(self.port), **(environ or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def says(self, words: str) -> bool:
        """Whether the words stand in what it said; the test fails when it ended without them."""
        text = self.said.read_text()
        if words not in text and self.process.poll() is not None:
            pytest.fail(f"ended without saying {words!r}:\n{text}")
        return words in text

    def family(self) -> list[int]:
        """Itself and all that stem from it."""
        return [self.process.pid, *descendants(self.process.pid)]

    def commands(self) -> str:
        """The command lines of its family."""
        return "\n".join(map(command_line, self.family()))

    def page(self) -> int:
        """The status of the health page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=20) as answer:
            return int(answer.status)

    def end(self, number: signal.Signals) -> int:
        """Send a signal to it alone and wait for its end."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


Starter = Callable[..., Start]


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[Starter]:
    """Makes starts on one state folder; those that still run are ended afterwards."""
    started: list[Start] = []

    def make(environ: dict[str, str] | None = None, *, port: int | None = None) -> Start:
        started.append(Start(tmp_path / "var", environ, port=port))
        return started[-1]

    yield make
    for start in started:
        if start.process.poll() is None:
            start.end(signal.SIGKILL)


@pytest.mark.long
def test_a_start_and_its_ends(starter: Starter, tmp_path: Path) -> None:
    """One test, since a first start is dear: page, joining, taking over, Ctrl-C, and kill -9."""
    var = tmp_path / "var"
    first = starter()
    until(lambda: first.says("Ctrl-C stops everything"), "the first start greets", FIRST_START)
    assert f"http://127.0.0.1:{first.port}" in first.said.read_text()
    assert first.page() == 200
    until(lambda: first.commands().count("--queues papers") >= 2, "the papers' worker runs", FIRST_START)
    assert (var / "secret.key").stat().st_mode & 0o777 == 0o600
    assert var.stat().st_mode & 0o777 == 0o700
    assert len(first.family()) >= FULL_HOUSE
    # A demonstration answers nobody who came through something else.
    asked = urllib.request.Request(f"http://127.0.0.1:{first.port}/healthz", headers={"X-Forwarded-For": "192.0.2.7"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(asked, timeout=20)

    # A second start on the same folder brings its web server alone …
    second = starter()
    until(lambda: second.says("Ctrl-C stops everything"), "the second start greets")
    assert second.page() == 200
    assert "config.server" in second.commands()
    assert "celery" not in second.commands()
    assert "valkey" not in second.commands()

    # … and takes over queue and workers when the first is killed, which leaves nobody behind.
    family = first.family()
    first.end(signal.SIGKILL)
    until(lambda: not any(alive(pid) for pid in family), "nobody of the killed start is left")
    until(
        lambda: second.commands().count("--queues papers") >= 2, "the second start has the workers now", FIRST_START
    )
    assert broker.answers(broker_socket(var))

    # A polite end stops all in good order.
    family = second.family()
    assert second.end(signal.SIGINT) == 0
    assert second.says("Stopped.")
    until(lambda: not any(alive(pid) for pid in family), "nobody is left after Ctrl-C")
    assert not broker.listens(broker_socket(var))
    assert json.loads((var / "run" / "prepared.json").read_text())["kind"] in {"demo", "school"}


def test_a_taken_port_is_one_plain_sentence(starter: Starter) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        start = starter(port=port)
        assert start.process.wait(timeout=60) == 1
    said = start.said.read_text().splitlines()
    assert said == [
        f"Port {port} is taken by another program on this PC. "
        f"Stop that program or choose another port: make run PORT={port + 1}"
    ]


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"DEMO": "1", "LAN": "1"}, "A demonstration can be opened on this PC only"),
        ({"DEMO": "1", "PUBLIC_URL": "https://mentor.school.kz"}, "A demonstration can be opened on this PC only"),
        ({"PUBLIC_URL": "https://mentor.school.kz"}, "A demonstration can be opened on this PC only"),
        ({"DEMO": "0", "HOST": "0.0.0.0"}, "over plain http"),
        ({"DEMO": "0", "HOST": "203.0.113.7", "LAN": "1"}, "This PC has no address 203.0.113.7"),
    ],
)
def test_a_wrong_wish_is_refused_before_anything_is_made(
    starter: Starter, tmp_path: Path, environ: dict[str, str], words: str
) -> None:
    start = starter(environ)
    assert start.process.wait(timeout=60) == 1
    lines = start.said.read_text().splitlines()
    assert len(lines) == 1
    assert words in lines[0]
    assert not (tmp_path / "var").exists()
