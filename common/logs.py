"""Log lines carry an id and no personal content: one JSON object each, or a line for a person with LOG_FORMAT=line.

The id is that of the request, in a worker that of the task. Of an exception stand its type and where it was, never its
text nor the values of its variables: they may hold names. Of an address stands its route, never its codes.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = f"{Path(__file__).resolve().parents[1]}/"
PACKAGES = "/site-packages/"
MOST_FRAMES = 40

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class JsonFormatter(logging.Formatter):
    """One line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(told(record), ensure_ascii=False, default=str)


class LineFormatter(logging.Formatter):
    """The same for a person at the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line = told(record)
        at = self.formatTime(record)
        lines = [f"{at} {line['level']} {line['logger']} [{line['request']}] {line['message']}"]
        for one in line.get("exceptions", ()):
            lines += [f"  {one['type']}", *(f"    {frame}" for frame in one["frames"])]
        return "\n".join(lines)


def told(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says, as plain values. `extra={"told": {…}}` adds more of them."""
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "request": request_id.get(),
        "message": _message(record),
    }
    line |= getattr(record, "told", {})
    if error := _error(record):
        line["exceptions"] = [
            {"type": f"{type(one).__module__}.{type(one).__qualname__}", "frames": _frames(one)}
            for one in _chain(error)
        ]
    return line


def route_of(request: Any) -> str:
    """The name of the address: “join”, not /join/its-code/."""
    match = getattr(request, "resolver_match", None)
    return (match and match.view_name) or "-"


def _message(record: logging.LogRecord) -> str:
    request, task = getattr(record, "request", None), getattr(record, "data", None)
    if request is not None and hasattr(record, "status_code"):  # Django's own, which name the whole path
        return f"{record.status_code} {getattr(request, 'method', '-')} {route_of(request)}"
    if isinstance(task, dict) and "exc" in task:  # Celery's own, which quote the exception
        return f"Task {task.get('name')} {task.get('description') or 'failed'}"
    if record.name == "waitress" and record.exc_info:  # names the whole path as well
        return "The web server could not answer a request"
    try:
        message = record.getMessage()
    except Exception:  # noqa: BLE001  a log line that is written wrongly stops nothing
        message = str(record.msg)
    error = _error(record)
    for one in _chain(error) if error else ():
        if text := str(one):
            message = message.replace(text, type(one).__name__)
    return message


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, and those it came from."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _frames(error: BaseException) -> list[str]:
    """“mentoring/views.py:12 page”, the innermost last."""
    frames = [
        f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return frames[-MOST_FRAMES:]


def _short(path: str) -> str:
    return path.rpartition(PACKAGES)[2] if PACKAGES in path else path.removeprefix(ROOT)
