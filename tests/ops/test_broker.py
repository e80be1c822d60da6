"""The embedded broker keeps what is queued through a kill -9, is joined when alive, and makes way when dead."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery

from ops import broker
from ops.options import ROOT
from ops.places import broker_socket, broker_url
from tests.ops.waiting import until

pytestmark = pytest.mark.process

MESSAGES = 500
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A state folder with a space in its name and a path short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="мы и ", dir="/tmp") as made:
        yield Path(made)


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts a server as the supervisor does; whatever still runs is killed afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def run() -> "subprocess.Popen[bytes]":
        socket = broker_socket(folder)
        assert broker.make_way(socket)
        argv = broker.command(broker.binary(), socket, folder / "run" / "broker")
        guarded = [sys.executable, "-m", "ops.child", str(os.getpid()), *argv]
        started.append(subprocess.Popen(guarded, cwd=ROOT, stdout=subprocess.DEVNULL))
        until(lambda: broker.answers(socket), "the server answers")
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def test_what_is_queued_survives_a_kill(start: Start, folder: Path) -> None:
    server = start()
    app = Celery(broker=broker_url(folder))
    for number in range(MESSAGES):
        app.send_task("deadlines.sweep", args=[number], queue="main", ignore_result=True)
    app.close()
    server.kill()
    server.wait()
    start()
    with Celery(broker=broker_url(folder)).connection_for_read() as connection:
        waiting = connection.SimpleQueue("main")
        assert waiting.qsize() == MESSAGES
        assert waiting.get(timeout=10).headers["task"] == "deadlines.sweep"
        waiting.close()


def test_a_live_server_is_joined_and_a_dead_ones_socket_removed(start: Start, folder: Path) -> None:
    socket = broker_socket(folder)
    server = start()
    assert not broker.make_way(socket)
    server.kill()
    server.wait()
    assert socket.exists()
    assert not broker.answers(socket)
    assert broker.make_way(socket)
    assert not socket.exists()


def test_only_its_owner_reaches_the_socket(start: Start, folder: Path) -> None:
    start()
    assert broker_socket(folder).stat().st_mode & 0o777 == 0o700


def test_one_holds_the_lock_and_the_kernel_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "run" / "owner.lock"
    code = (
        "import sys; from pathlib import Path; from ops.broker import FileLock; lock = FileLock(Path(sys.argv[1])); "
        "print(lock.take(), lock.take(), flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().split() == [b"True", b"True"]
    lock = broker.FileLock(path)
    assert not lock.take()
    holder.kill()
    holder.communicate()
    assert lock.take()
    lock.free()
    assert broker.FileLock(path).take()
