"""A mail server of the tests: says what it is told to, keeps what it took. Speaks just enough SMTP for one mail."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class FakeServer:
    """replies: what is answered to a verb instead of its usual reply; "" hangs up without a word."""

    replies: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    port: int = 0

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            with client, client.makefile("rwb", buffering=0) as lines:
                self._talk(lines)

    def _talk(self, lines: object) -> None:
        usual = {"HELLO": "220 mektep.example", "EHLO": "250 mektep.example", "DATA": "354 go on", "QUIT": "221 bye"}
        verb = "HELLO"
        while True:
            reply = self.replies.get(verb, usual.get(verb, "250 ok"))
            if not reply:
                return
            lines.write(reply.encode() + b"\r\n")  # type: ignore[attr-defined]
            if verb == "DATA" and reply.startswith("354"):
                self.taken.append(self._mail(lines))
                verb = "SENT"
                continue
            said = lines.readline()  # type: ignore[attr-defined]
            if not said:
                return
            verb = said.decode().split()[0].upper()

    def _mail(self, lines: object) -> str:
        read: list[str] = []
        while (line := lines.readline().decode()) not in (".\r\n", ""):  # type: ignore[attr-defined]
            read.append(line)
        return "".join(read)


@contextmanager
def fake_server(**replies: str) -> Iterator[FakeServer]:
    """Listens on a port of this PC until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = FakeServer(replies=replies, port=listener.getsockname()[1])
        thread = threading.Thread(target=server.serve, args=(listener,), daemon=True)
        thread.start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)
