"""One connection: which part of a request it is at, since when, and what ends it.

The event loop alone reads; a thread gets a request when it is complete. Deadlines are absolute: a byte now and then buys
no time. `Server.look_round` asks each connection once a second whether its time is up.
"""

from __future__ import annotations

import enum
import fcntl
import logging
import socket
import struct
import termios
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from waitress.utilities import Error

from config.server.receiving import Parser, TooSlow

if TYPE_CHECKING:
    from config.server.serving import Server

log = logging.getLogger("talimger.server")


class Phase(enum.Enum):
    """What a connection is at."""

    IDLE = "no request"
    HEAD = "a head comes"
    BODY = "a body comes"
    WORK = "a thread answers"
    SENDING = "an answer goes"
    LINGERING = "was refused, and what still comes is thrown away"


class Refusal(ErrorTask):
    """A page in words instead of waitress' plain text."""

    def execute(self) -> None:
        error, pages = self.request.error, self.channel.server.pages
        self.status, headers, body = pages.answer(error.code, error.reason, self.request.headers)
        self.response_headers.extend(headers)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """As waitress', one request at a time, with deadlines."""

    error_task_class = Refusal
    server: Server
    request: Parser | None
    requests: list[Parser]
    will_close: bool
    close_when_flushed: bool

    def __init__(self, server: Server, sock: socket.socket, addr: Any, adj: Any, map: dict[int, Any]) -> None:
        self.since = server.clock()
        self.moved = self.since
        self.sending_since: float | None = None
        self.rest = b""
        self.lingering = self.unread = False
        self.thrown_away = self.body_seen = self.answered = self.refused = 0
        super().__init__(server, sock, addr, adj, map=map)

    @property
    def phase(self) -> Phase:
        if self.lingering:
            return Phase.LINGERING
        if self.requests:
            return Phase.WORK
        if self.total_outbufs_len or self.close_when_flushed:
            return Phase.SENDING
        if self.request is None:
            return Phase.IDLE
        return Phase.BODY if self.request.headers_finished else Phase.HEAD

    @property
    def held(self) -> int:
        """Bytes of bodies in memory: of the one that comes, or of the one that waits for a thread."""
        one = self.request or next(iter(self.requests), None)
        return one.held if one is not None else 0

    # ── The event loop ──

    def readable(self) -> bool:
        if self.lingering:
            return True
        while self.rest and super().readable():
            rest, self.rest = self.rest, b""
            self.received(rest)
        return bool(super().readable())

    def handle_read(self) -> None:
        if not self.lingering:
            super().handle_read()
            return
        try:
            self.thrown_away += len(self.recv(self.adj.recv_bytes))  # closes when the other side has
        except OSError:
            self.handle_close()
        if self.thrown_away > self.server.limits.lingering_bytes:
            self.handle_close()

    def received(self, data: bytes) -> bool:
        """Take in what came: of one request only, the rest waits until that one is answered."""
        if not data:
            return False
        with self.requests_lock:
            if self.will_close or self.close_when_flushed:
                return False
            if self.requests:
                self.rest += data
                return True
            now = self.server.clock()
            if self.request is None:
                self.request, self.since, self.body_seen = Parser(self.adj, self.server.limits.chunks), now, 0
            parsing = self.request
            in_head = not parsing.headers_finished
            self.rest = data[parsing.received(data) :]
            if in_head and parsing.headers_finished:
                self.since = now
            if parsing.completed and parsing.empty:
                self.will_close = True
            elif parsing.completed:
                self._hand_over(parsing)
            elif parsing.headers_finished and parsing.expect_continue and not self.sent_continue:
                self.send_continue()
        if self.request is not None and self.request.held - self.body_seen > self.server.LOOK_EACH:
            self.body_seen = self.request.held
            self.server.bound_bodies()
        return True

    def handle_write(self) -> None:
        """After a refusal the end is a slow one: a connection closed over unread bytes shows as broken over there."""
        slowly = self.close_when_flushed and self.unread
        if slowly:
            self.close_when_flushed = False
        super().handle_write()
        if not slowly or not self.connected:
            return
        if self.total_outbufs_len:
            self.close_when_flushed = True
            return
        self.lingering, self.since = True, self.server.clock()
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.handle_close()

    def _flush_some(self, do_close: bool = True) -> bool:
        sent = bool(super()._flush_some(do_close=do_close))
        if sent:
            self.moved = self.server.clock()
        return sent

    # ── Ends ──

    def look(self, now: float) -> None:
        """End what takes too long."""
        limits, phase = self.server.limits, self.phase
        if self.total_outbufs_len:
            if self.sending_since is None:
                self.sending_since = self.moved = now
            if self.request is None:
                self.since = now  # idle from the end of the answer
            if now - self.moved > limits.stall or now - self.sending_since > limits.answer:
                self.drop()
            return
        self.sending_since = None
        waited = now - self.since
        if phase is Phase.IDLE and waited > limits.idle or phase is Phase.HEAD and waited > limits.head:
            self.drop()
        elif phase is Phase.BODY and waited > limits.body:
            self.refuse(TooSlow("Body not complete in time"))
        elif phase is Phase.LINGERING and waited > self._linger_seconds():
            self.drop()

    def drop(self) -> None:
        """End the connection. What the system still holds of an answer that is not read goes as well."""
        unsent = bytearray(4)
        try:
            fcntl.ioctl(self.socket.fileno(), termios.TIOCOUTQ, unsent)
            if any(unsent):
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except (OSError, AttributeError):  # gone already
            pass
        self.handle_close()

    def handle_error(self) -> None:
        """Nobody foresaw it: this connection ends, the others go on."""
        log.exception("A connection broke down in the web server")
        self.handle_close()

    def refuse(self, error: Error) -> None:
        """Answer the request that still comes with this error."""
        with self.requests_lock:
            if self.request is None:
                return
            self.request.refuse(error)
            self._hand_over(self.request)

    def service(self) -> None:
        """In a thread: answer the request. Then the connection has none, from now on."""
        super().service()
        self.since = self.server.clock()
        self.answered += 1

    def _hand_over(self, parsing: Parser) -> None:
        """Complete, or refused: a thread answers it."""
        if parsing.error is not None:
            self.unread, self.rest = parsing.body_is_left, b""
            self.refused = parsing.error.code
        self.request, self.sent_continue = None, False
        self.requests.append(parsing)
        self.server.add_task(self)

    def _linger_seconds(self) -> float:
        """A body that was too large may come to its end; of one that was too slow no more is waited for."""
        limits = self.server.limits
        return limits.body if self.refused == 413 else limits.linger
