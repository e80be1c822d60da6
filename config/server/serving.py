"""The event loop of one process: takes connections in, looks round once a second, makes room when there are too many."""

from __future__ import annotations

import logging
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from config.server.channel import Channel, Phase
from config.server.limits import BODY_BYTES, Limits
from config.server.pages import Pages
from config.server.receiving import Busy

log = logging.getLogger("talimger.server")
# Who has to go first when there are too many connections: of a page that somebody waits for, nobody.
LEAVE_FIRST = (Phase.IDLE, Phase.HEAD, Phase.LINGERING, Phase.BODY, Phase.SENDING)
ROOM_FOR_ALL = 50
"""Connections beyond the limit, taken in before others have gone."""
SEND_BYTES = 256 * 1024
LOOK_SECONDS = 1.0
AT_ONCE = 16
"""Connections taken in at one turn of the loop."""


class Server(TcpWSGIServer):
    """Takes connections from a socket that other processes share. `heard` gets the own address of each connection."""

    channel_class = Channel
    LOOK_EACH = 256 * 1024
    """A body that grew by so much is counted with all others."""

    def __init__(
        self,
        application: Any,
        listener: socket.socket,
        *,
        limits: Limits,
        threads: int,
        pages: Pages,
        heard: Callable[[str], object] = lambda address: None,
        clock: Callable[[], float] = time.monotonic,
        dispatcher: Any = None,
    ) -> None:
        self.limits, self.pages, self.heard, self.clock = limits, pages, heard, clock
        self.stopping = False
        super().__init__(
            application,
            _sock=listener,
            dispatcher=dispatcher,
            adj=adjustments(limits, threads),
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )

    # ── Coming in ──

    def handle_accept(self) -> None:
        fresh: set[Channel] = set()
        while len(fresh) < AT_ONCE and (channel := self._take_one()) is not None:
            fresh.add(channel)
        if (beyond := len(self.active_channels) - self.limits.connections) > 0:
            self.make_room(beyond, fresh)

    def _take_one(self) -> Channel | None:
        try:
            taken = self.accept()
            if taken is None:
                return None
            connection, address = taken
            self.set_socket_options(connection)
            self.heard(connection.getsockname()[0])
        except OSError:
            return None  # gone again before it was taken in
        return Channel(self, connection, address, self.adj, map=self._map)

    def set_socket_options(self, conn: socket.socket) -> None:
        """As waitress; and the system keeps no megabytes of an answer for each connection that is not read."""
        super().set_socket_options(conn)
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)

    def make_room(self, count: int, fresh: set[Channel]) -> None:
        """End so many connections that wait, and a twentieth of all besides, so that this is not asked for each.

        First those without a request, then those whose request is not complete; among equals those of the address that
        holds most, the oldest first. Nobody is ended whose answer is being made, nor who has come only now.
        """
        others = set(self.active_channels.values()) - fresh
        waiting = [channel for channel in others if channel.phase in LEAVE_FIRST]
        held = Counter(channel.addr[0] for channel in waiting)
        waiting.sort(key=lambda one: (LEAVE_FIRST.index(one.phase), one.answered > 0, -held[one.addr[0]], one.since))
        for channel in waiting[: count + self.limits.connections // 20]:
            channel.drop()

    # ── Looking round ──

    def maintenance(self, now: float) -> None:
        """Waitress' own way of ending what is idle; `look_round` stands in its place."""

    def look_round(self) -> None:
        """End whose time is up, and what all together hold too much of."""
        now = self.clock()
        for channel in list(self.active_channels.values()):
            channel.look(now)
        self.bound_bodies()
        self.bound_answers()

    def bound_bodies(self) -> None:
        """While all bodies together are too much: refuse the oldest that still comes, of the address that sends most."""
        channels = list(self.active_channels.values())
        total = sum(channel.held for channel in channels)
        while total > self.limits.bodies:
            coming = [one for one in channels if one.phase is Phase.BODY and one.held > self.LOOK_EACH]
            if not coming:
                return
            victim = _oldest_of_the_greatest(coming, lambda one: one.held)
            total -= victim.held
            victim.refuse(Busy("Too many bodies at once"))

    def bound_answers(self) -> None:
        """While all waiting answers together are too much: end the oldest, of the address that leaves most unread."""
        channels = [one for one in self.active_channels.values() if one.total_outbufs_len]
        total = sum(one.total_outbufs_len for one in channels)
        while total > self.limits.answers and channels:
            victim = _oldest_of_the_greatest(channels, lambda one: one.total_outbufs_len)
            channels.remove(victim)
            total -= victim.total_outbufs_len
            victim.drop()

    # ── The end ──

    def stop(self, grace: float) -> None:
        """Take nobody in any more; those who wait for an answer get it, within so many seconds."""
        if not self.stopping:
            self.stopping, self.accepting = True, False
            self.give_up_at = self.clock() + grace
        self.pull_trigger()

    def serve(self, beat: Callable[[], object] = lambda: None) -> None:
        """Run until `stop` was called and everybody has their answer."""
        looked = self.clock()
        while not self.stopping:
            wasyncore.poll2(1.0, self._map)
            if (now := self.clock()) - looked >= LOOK_SECONDS:  # after what had come was read, however late that was
                looked = now
                beat()
                self.look_round()
        self.del_channel()
        while (busy := [one for one in self.active_channels.values() if self._is_owed(one)]) and (
            self.clock() < self.give_up_at
        ):
            wasyncore.poll2(0.05, self._map)
            self._leave(busy)
        self.task_dispatcher.shutdown(timeout=max(self.give_up_at - self.clock(), 0.2))
        wasyncore.close_all(self._map, ignore_all=True)

    def _leave(self, busy: Iterable[Channel]) -> None:
        for channel in set(self.active_channels.values()) - set(busy):
            channel.handle_close()

    @staticmethod
    def _is_owed(channel: Channel) -> bool:
        return channel.phase in {Phase.WORK, Phase.SENDING, Phase.BODY}


def adjustments(limits: Limits, threads: int) -> Adjustments:
    """Waitress' own settings. Nothing spills to disk: what is held is bounded by `Limits` and stays in memory."""
    in_memory = max(limits.bodies, limits.answers, BODY_BYTES) * 2
    return Adjustments(
        threads=threads,
        backlog=2048,
        recv_bytes=64 * 1024,
        connection_limit=limits.connections + ROOM_FOR_ALL,
        cleanup_interval=1,
        asyncore_use_poll=True,
        max_request_header_size=limits.head_bytes,
        max_request_body_size=limits.body_bytes + 1,
        inbuf_overflow=in_memory,
        outbuf_overflow=in_memory,
        outbuf_high_watermark=limits.answers,  # below that no thread waits for whoever reads slowly
        log_socket_errors=False,
        # What a front says of the visitor reaches Django, which believes it only behind a front (BEHIND_FRONT).
        clear_untrusted_proxy_headers=False,
        ident="",
    )


def _oldest_of_the_greatest(channels: list[Channel], size: Callable[[Channel], int]) -> Channel:
    sums: Counter[str] = Counter()
    for one in channels:
        sums[one.addr[0]] += size(one)
    greatest = sums.most_common(1)[0][0]
    return min((one for one in channels if one.addr[0] == greatest), key=lambda one: one.since)
