"""The two sides of bench/sockets.py: people who open pages, and connections that hold a server up. Loopback only."""

import asyncio
import contextlib
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

SERVER = "127.0.0.1"
DRIP = 0.5
"""Seconds between two bytes of a dripping connection."""
BODY = 100_000
LINE = b"Host: 127.0.0.1\r\n"


@dataclass
class Visitor:
    """One signed-in person with one lasting connection, as a browser has it."""

    port: int
    cookie: str
    paths: list[str]
    took: list[float] = field(default_factory=list)
    failed: int = 0
    _ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def page(self, path: str) -> None:
        """Open a page, and note how long it took or that it failed within 10 s."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(10):
                status = await self._ask(path)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError):
            self.failed += 1
            self.leave()
            return
        if status >= 400:
            self.failed += 1
        self.took.append(time.perf_counter() - began)

    async def _ask(self, path: str) -> int:
        """The status. A lasting connection that the server has ended meanwhile is opened again, as browsers do."""
        lasting = self._ends is not None and not self._ends[0].at_eof()
        if lasting:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                return await self._ask_here(path)
        self.leave()
        self._ends = await asyncio.open_connection(SERVER, self.port)
        return await self._ask_here(path)

    async def _ask_here(self, path: str) -> int:
        assert self._ends is not None
        reader, writer = self._ends
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n\r\n"
        writer.write(head.encode())
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        await reader.readexactly(int(fields.get("content-length", 0)))
        if fields.get("connection") == "close" or "content-length" not in fields:
            self.leave()
        return int(lines[0].split()[1])

    def leave(self) -> None:
        """Close the connection."""
        if self._ends is not None:
            self._ends[1].close()
            self._ends = None

    async def work(self, until: float, think: tuple[float, float]) -> None:
        """Open a page every so many seconds until then."""
        await asyncio.sleep(random.uniform(0, think[1]))
        while time.perf_counter() < until:
            await self.page(random.choice(self.paths))
            await asyncio.sleep(random.uniform(*think))

    async def hurry(self, until: float) -> None:
        """Open one page after the other until then."""
        while time.perf_counter() < until:
            await self.page(random.choice(self.paths))


class Attack:
    """So many connections of one kind from one address; one that the server ends is opened again."""

    def __init__(self, kind: str, port: int, source: str, count: int, *, path: str) -> None:
        self.port, self.source, self.count, self.path = port, source, count, path
        self.opened = 0
        self._hold: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]] = KINDS[kind].__get__(
            self
        )

    async def __aenter__(self) -> "Attack":
        self._tasks = [asyncio.create_task(self._again()) for _each in range(self.count)]
        await asyncio.sleep(2)  # they are all there before anything is measured
        return self

    async def __aexit__(self, *_error: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _again(self) -> None:
        while True:
            writer = None
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection(
                    SERVER, self.port, local_addr=(self.source, 0), limit=1024
                )
                self.opened += 1
                try:
                    await self._hold(reader, writer)
                finally:
                    writer.transport.abort()
            await asyncio.sleep(DRIP)

    async def silent(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)

    async def half_head(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET / HTTP/1.1\r\n" + LINE)
        await reader.read(1)

    async def dripping_head(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET / HTTP/1.1\r\n" + LINE + b"X: ")
        await self._drip(reader, writer)

    async def dripping_body(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"POST /signin/ HTTP/1.1\r\n" + LINE + f"Content-Length: {BODY}\r\n\r\n".encode())
        await self._drip(reader, writer)

    async def not_reading(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Ask for a large file again and again, and read nothing of the answers."""
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write((f"GET {self.path} HTTP/1.1\r\n".encode() + LINE + b"\r\n") * 20)
        while not writer.is_closing():
            await asyncio.sleep(DRIP)

    async def _drip(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            writer.write(b"a")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(DRIP):
                    if not await reader.read(1):
                        return


KINDS = {
    "silent": Attack.silent,
    "half a head": Attack.half_head,
    "dripping heads": Attack.dripping_head,
    "dripping bodies": Attack.dripping_body,
    "not reading": Attack.not_reading,
}
