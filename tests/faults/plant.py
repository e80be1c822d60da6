"""The parts of the product as processes: a broker, workers on it, on the tests' own database."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from celery import Celery
from django.conf import settings
from django.db import connection

from ops import broker
from reports.rendering.fonts import ensure_fonts
from tests.ops.waiting import alive, command_line, descendants, until


def database_url() -> str:
    """Of the database that the test itself uses."""
    known = connection.settings_dict
    host = quote(known["HOST"], safe="")
    return f"postgres://{known['USER']}@{host}/{known['NAME']}"


def state_folder(folder: Path) -> Path:
    """A VAR of this test's own, with the fonts that are made already."""
    var = folder / "var"
    if not var.exists():
        var.mkdir(mode=0o700)
        (var / "static").mkdir()
        ensure_fonts(settings.VAR / "fonts")
        (var / "fonts").symlink_to(settings.VAR / "fonts")
    return var


class Broker:
    """The embedded server on a socket of its own."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "b.sock"
        self.data = folder / "broker"
        self.url = f"redis+socket://{self.socket}"
        self._app = Celery(broker=self.url, set_as_current=False)
        self._app.conf.task_default_queue = "main"
        self._app.conf.task_routes = settings.CELERY_TASK_ROUTES
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.socket.unlink(missing_ok=True)
        self._process = subprocess.Popen(broker.command(broker.binary(), self.socket, self.data))
        until(lambda: broker.answers(self.socket), "the broker answers")

    def kill(self, *, emptied: bool = False) -> None:
        """kill -9; emptied: what it had written is lost, too."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if emptied:
            for path in sorted(self.data.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()

    def send(self, task: str, *args: object) -> None:
        self._app.send_task(task, args=args, ignore_result=True)

    def waiting(self) -> int:
        """How many messages no worker has taken yet."""
        with self._app.connection_for_read() as connection:
            client = connection.default_channel.client
            return sum(client.llen(queue) for queue in ("main", "papers", "rosters"))

    def close(self) -> None:
        self._app.close()
        self.kill()


class Worker:
    """A Celery worker with its pool, as `make run` starts one."""

    def __init__(self, folder: Path, url: str, queues: str = "main", concurrency: int = 1) -> None:
        self.var = state_folder(folder)
        self.log = folder / f"worker-{queues}-{os.urandom(3).hex()}.log"
        self._url, self._queues, self._concurrency = url, queues, concurrency
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Worker":
        words = ["-m", "celery", "--app", "config.celery:app", "worker", "--loglevel", "INFO", "--pool", "prefork"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        size = ["--queues", self._queues, "--concurrency", str(self._concurrency)]
        environ = {**os.environ, "DATABASE_URL": database_url(), "REDIS_URL": self._url, "VAR": str(self.var)}
        with self.log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, *words, *quiet, *size], env=environ, stdout=file, stderr=file, start_new_session=True
            )
        until(lambda: " ready." in self.log.read_text(errors="replace"), f"the worker is ready: {self.log}")
        return self

    def children(self) -> list[int]:
        """The processes of the pool, where tasks are done."""
        assert self.process is not None
        return [pid for pid in descendants(self.process.pid) if "celery" in command_line(pid)]

    def kill_child(self) -> None:
        """kill -9 of one that does tasks; the worker makes another one and its task is sent again."""
        (pid, *_more) = self.children()
        os.kill(pid, signal.SIGKILL)
        until(lambda: not alive(pid) and self.children(), "a new child of the pool")

    def supervise(self) -> None:
        """Start it again when it ended, as `make run`, systemd and compose do.

        Losing the broker with a message in hand, it ends (kombu 5.7: restoring that message over a closed connection).
        """
        assert self.process is not None
        if self.process.poll() is not None:
            self.start()

    def stop(self) -> None:
        """Let it finish what it has in hand."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(60)

    def kill(self) -> None:
        """kill -9 of the worker and all its children."""
        if self.process is not None and self.process.poll() is None:
            for pid in [*self.children(), self.process.pid]:
                if alive(pid):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()
