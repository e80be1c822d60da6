"""Requests as they come in: parsed as waitress does, with bounds on what a body may be made of."""

from __future__ import annotations

from typing import Any

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

LONGEST_CHUNK_LINE = 1024
LONGEST_TRAILER = 8192


class TooSlow(Error):
    """The body was not complete in time."""

    code, reason = 408, "Request Timeout"


class Busy(Error):
    """All bodies together are more than this process may hold."""

    code, reason = 503, "Service Unavailable"


class Parser(HTTPRequestParser):
    """One request. A body of unknown length may not come in very many pieces: each costs time, however small."""

    def __init__(self, adj: Adjustments, chunks: int) -> None:
        super().__init__(adj)
        self.chunks = chunks

    @property
    def held(self) -> int:
        """Bytes of the body that are in memory."""
        return 0 if self.body_rcv is None else self.body_rcv.__len__()

    @property
    def body_is_left(self) -> bool:
        """Whether the other side may still be sending this body."""
        return self.body_rcv is not None and not self.body_rcv.completed

    def received(self, data: bytes) -> int:
        try:
            consumed: int = super().received(data)
        except ValueError:  # a number that is too long to be one
            self.headers_finished, consumed = True, len(data)
            self.refuse(BadRequest("Not understood"))
        body = self.body_rcv
        if isinstance(body, ChunkedReceiver) and self.error is None:
            pieces = getattr(body.getbuf(), "pieces", 0)
            if len(body.control_line) > LONGEST_CHUNK_LINE or len(body.trailer) > LONGEST_TRAILER:
                self.refuse(BadRequest("Chunk line too long"))
            elif pieces > self.chunks:
                self.refuse(RequestEntityTooLarge("Too many chunks"))
        if self.error is not None:
            self.forget_body()
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Two lengths of one body")  # whoever stands before us may have believed the other one
        if isinstance(self.body_rcv, ChunkedReceiver):
            self.body_rcv.buf = _Counting(self.body_rcv.buf)

    def refuse(self, error: Error) -> None:
        """Whatever still comes of this request, it is answered with this error."""
        self.error = error
        self.completed = True
        self.forget_body()

    def forget_body(self) -> None:
        """Free the memory of the body."""
        if self.body_rcv is not None:
            self.body_rcv.getbuf().close()


class _Counting:
    """A buffer that counts how often something was added."""

    def __init__(self, buffer: Any) -> None:
        self.buffer = buffer
        self.pieces = 0

    def append(self, data: bytes) -> None:
        self.pieces += 1
        self.buffer.append(data)

    def __len__(self) -> int:
        return int(self.buffer.__len__())

    def getfile(self) -> Any:
        return self.buffer.getfile()

    def close(self) -> None:
        self.buffer.close()
