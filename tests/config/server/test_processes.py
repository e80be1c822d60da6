"""The server as it is really started: deadlines on the clock, one process for another, a quick end."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.server.processes import SILENT, Processes, Signs
from ops.options import ROOT
from tests.ops.waiting import alive, descendants, until

GET = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class Started:
    """One `python -m config.server` with a listening socket of the test's own."""

    def __init__(self, var: Path, *words: str) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.log = (var / "log").open("w+b")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.server", "--fd", str(self.listener.fileno()), *words],
            cwd=ROOT,
            env={**environ, "VAR": str(var)},
            pass_fds=(self.listener.fileno(),),
            stderr=self.log,
        )

    def connect(self, source: str = "127.0.0.1") -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self.port), source_address=(source, 0))
        client.settimeout(60)
        return client

    def page(self, **headers: str) -> tuple[int, bytes]:
        """The health page: status and text."""
        with HTTPConnectionOnce(self.port) as asked:
            asked.request("GET", "/healthz", headers=headers)
            answer = asked.getresponse()
            return answer.status, answer.read()


class HTTPConnectionOnce(HTTPConnection):
    def __init__(self, port: int) -> None:
        super().__init__("127.0.0.1", port, timeout=60)

    def __enter__(self) -> "HTTPConnectionOnce":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with static files and an empty database."""
    folder = tmp_path_factory.mktemp("var")
    environ = {**{k: v for k, v in os.environ.items() if k != "DATABASE_URL"}, "VAR": str(folder)}
    subprocess.run([sys.executable, "manage.py", "prepare", "--only", "pages"], cwd=ROOT, env=environ, check=True)
    return folder


@pytest.fixture
def started(var: Path) -> Iterator[Callable[..., Started]]:
    running: list[Started] = []

    def make(*words: str) -> Started:
        running.append(Started(var, *words))
        return running[-1]

    yield make
    for one in running:
        one.process.kill()
        one.process.wait()
        one.listener.close()
        one.log.close()


@pytest.mark.process
def test_silent_and_dripping_connections_end_while_others_are_served(started: Callable[..., Started]) -> None:
    server = started("--deadline", "1")
    assert server.page() == (200, b"ok")
    silent = [server.connect() for _one in range(30)]
    heads = [server.connect("127.0.0.2") for _one in range(30)]
    bodies = [server.connect() for _one in range(30)]
    for one in heads:
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    for one in bodies:
        one.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nab")
    assert server.page() == (200, b"ok")
    for one in (*silent, *heads):
        assert one.recv(100) == b""  # ended by the server
    for one in bodies:
        assert one.recv(100_000).startswith(b"HTTP/1.1 408 ")
    assert server.page() == (200, b"ok")
    for one in (*silent, *heads, *bodies):
        one.close()


@pytest.mark.process
def test_one_that_is_killed_is_replaced_and_the_end_is_quick(started: Callable[..., Started]) -> None:
    server = started()
    assert server.page() == (200, b"ok")
    first = descendants(server.process.pid)
    assert len(first) == 2
    idle = server.connect()
    os.kill(first[0], signal.SIGKILL)
    until(lambda: set(map(alive, descendants(server.process.pid))) == {True}, "both run again")
    until(lambda: len(descendants(server.process.pid)) == 2, "both run again")
    assert server.page() == (200, b"ok")
    family = descendants(server.process.pid)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=60) == 0
    assert not any(map(alive, family))
    idle.close()


@pytest.mark.process
def test_the_processes_die_with_the_first_one(started: Callable[..., Started]) -> None:
    server = started()
    assert server.page() == (200, b"ok")
    family = descendants(server.process.pid)
    server.process.kill()
    until(lambda: not any(map(alive, family)), "nobody is left")


def test_a_process_is_stuck_when_it_gives_no_sign() -> None:
    now = [10.0]
    signs = Signs(2, lambda: now[0])
    signs.give(0)
    signs.give(1)
    now[0] += SILENT + 1
    signs.give(1)
    assert signs.age(0) > SILENT
    assert signs.age(1) == 0


@pytest.mark.process
def test_a_stuck_process_is_ended() -> None:
    """One that runs, but whose sign is old."""
    child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    keeper = Processes(1, lambda beat: None, grace=1)
    keeper.running[child.pid] = 0, 0.0
    keeper.signs.give(0)
    keeper._end_the_stuck()
    assert child.poll() is None
    keeper.signs.clock = lambda: 10.0**9
    keeper._end_the_stuck()
    assert child.wait(timeout=60) == -signal.SIGKILL
