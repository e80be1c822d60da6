"""A server whose clock and threads the test moves by hand, and clients on real sockets."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from waitress import wasyncore

from config.server.channel import Channel
from config.server.limits import Limits
from config.server.pages import Pages
from config.server.serving import Server

TURNS = 8
BIG = b"x" * 3_000_000


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Threads:
    """In place of the threads: what they are given waits until the test lets them work."""

    def __init__(self) -> None:
        self.waiting: list[Channel] = []

    def add_task(self, task: Channel) -> None:
        self.waiting.append(task)

    def set_thread_count(self, count: int) -> None:
        """There are none."""

    def shutdown(self, timeout: float = 0) -> None:
        """There is nothing to end."""


class Client:
    """One connection to the server under test."""

    def __init__(self, house: "House", source: str) -> None:
        self.house = house
        self.socket = socket.create_connection(house.address, source_address=(source, 0))
        self.socket.setblocking(False)
        house.turn()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)
        self.house.turn()

    def read(self) -> bytes:
        """All that has come so far."""
        found = b""
        while True:
            try:
                part = self.socket.recv(1_000_000)
            except BlockingIOError:
                return found
            except ConnectionError:
                return found
            if not part:
                return found
            found += part

    @property
    def is_open(self) -> bool:
        """Whether the server still holds its end. (What has come is read.)"""
        self.house.turn()
        name = self.socket.getsockname()
        return any(one.addr[:2] == name[:2] for one in self.house.server.active_channels.values())

    @property
    def channel(self) -> Channel:
        name = self.socket.getsockname()
        return next(one for one in self.house.server.active_channels.values() if one.addr[:2] == name[:2])


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Says what it was asked and how much came along; /big gives much back."""
    sent = environ["wsgi.input"].read()
    body = BIG if environ["PATH_INFO"] == "/big" else f"{environ['PATH_INFO']} {len(sent)}".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


class House:
    """A server with small bounds."""

    def __init__(self, app: Callable[..., Any] = application, **limits: Any) -> None:
        self.clock, self.threads, self.heard = Clock(), Threads(), list[str]()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        self.clients: list[Client] = []
        self.server = Server(
            app,
            self.listener,
            limits=Limits(**limits),
            threads=1,
            pages=Pages(),
            heard=self.heard.append,
            clock=self.clock,
            dispatcher=self.threads,
        )

    def client(self, source: str = "127.0.0.1") -> Client:
        self.clients.append(Client(self, source))
        return self.clients[-1]

    def turn(self) -> None:
        """Let the event loop do what there is to do."""
        for _turn in range(TURNS):
            wasyncore.poll2(0, self.server._map)

    def work(self) -> None:
        """Let a thread answer everything that waits."""
        while self.threads.waiting:
            self.threads.waiting.pop(0).service()
            self.turn()

    def pass_time(self, seconds: float) -> None:
        """So much later the server looks round."""
        self.clock.now += seconds
        self.server.look_round()
        self.turn()

    def close(self) -> None:
        for client in self.clients:
            client.socket.close()
        wasyncore.close_all(self.server._map, ignore_all=True)


@pytest.fixture
def house() -> Iterator[Callable[..., House]]:
    """Makes servers, and closes them afterwards."""
    made: list[House] = []

    def make(*args: Any, **limits: Any) -> House:
        made.append(House(*args, **limits))
        return made[-1]

    yield make
    for one in made:
        one.close()
