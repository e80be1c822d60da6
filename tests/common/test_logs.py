"""The log: one object a line, an id on each, and nobody's name in it."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import Celery
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from common import logs, task_log
from common.logs import JsonFormatter, LineFormatter

NAME = "Ұшқыштарова Шұғылагүл"
CODE = "QWER-TYUP-ASDF-GHJK-ZXCV-BNMQ"
FORMATTERS = [JsonFormatter, LineFormatter]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that the log of the product holds, JSON unless the test changes the formatter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level, root.handlers = root.level, [*root.handlers, handler]
    root.setLevel(logging.INFO)
    yield stream
    root.handlers.remove(handler)
    root.setLevel(level)


def formatted(stream: io.StringIO, formatter: type[logging.Formatter]) -> None:
    next(one for one in logging.getLogger().handlers if getattr(one, "stream", None) is stream).setFormatter(
        formatter()
    )


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def raising(request: HttpRequest) -> HttpResponse:
    pupil = NAME
    try:
        raise KeyError(f"{pupil} is on no list")
    except KeyError as error:
        raise ValueError(f"What is wrong with {pupil}?") from error


@pytest.mark.django_db
@pytest.mark.parametrize("formatter", FORMATTERS)
def test_a_view_that_raises_with_a_name_leaves_none_in_the_log(
    client: Client, written: io.StringIO, monkeypatch: pytest.MonkeyPatch, formatter: type[logging.Formatter]
):
    monkeypatch.setattr("common.operations.views.connection.cursor", lambda: raising(HttpRequest()))
    client.raise_request_exception = False
    formatted(written, formatter)
    assert client.get(reverse("healthz")).status_code == 500
    text = written.getvalue()
    for part in (NAME, *NAME.split()):
        assert part not in text
    for part in (
        "builtins.ValueError",
        "builtins.KeyError",
        "common/operations/views.py:",
        " raising",
        "500 GET healthz",
    ):
        assert part in text


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_id_and_without_codes(client: Client, written: io.StringIO):
    answer = client.get(reverse("join", kwargs={"code": CODE}) + "?next=/mentorships/")
    (line,) = [one for one in lines(written) if one["logger"] == "talimger.request"]
    assert line["request"] == answer["X-Request-ID"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "join", answer.status_code)
    assert line["ms"] >= 0
    assert CODE not in written.getvalue()
    assert set(line) == {"at", "level", "logger", "request", "message", "method", "route", "status", "ms"}


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_not_written_out(client: Client, written: io.StringIO):
    client.get(f"/nowhere/{CODE}/")
    (line,) = [one for one in lines(written) if one["logger"] == "talimger.request"]
    assert (line["route"], line["status"]) == ("-", 404)
    assert CODE not in written.getvalue()


def run(body: Callable[[], None]) -> str:
    """A task as a worker runs it; the id it had."""
    app = Celery("tests", set_as_current=False, broker="memory://")
    seen: list[str] = []

    @app.task(name="common.test", bind=True)
    def task(self: Any) -> None:
        seen.append(logs.request_id.get())
        body()

    task.apply(task_id="5f1c", throw=False)
    assert logs.request_id.get() == "-"
    assert task_log._running == {}
    return seen[0]


def test_a_task_has_an_id_and_one_line(written: io.StringIO):
    assert run(lambda: logging.getLogger("common").warning("inside")) == "5f1c"
    inside, line = [one for one in lines(written) if not one["logger"].startswith("celery")]
    assert (inside["request"], inside["message"]) == ("5f1c", "inside")
    assert (line["request"], line["task"], line["state"]) == ("5f1c", "common.test", "ok")


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_a_task_that_fails_leaves_no_name(written: io.StringIO, formatter: type[logging.Formatter]):
    formatted(written, formatter)
    run(lambda: raising(HttpRequest()) and None)
    text = written.getvalue()
    assert "common.test failed" in text
    assert "builtins.ValueError" in text
    for part in NAME.split():
        assert part not in text


def test_a_message_that_quotes_its_exception_is_written_without_it(written: io.StringIO):
    try:
        raise ValueError(NAME)
    except ValueError as error:
        logging.getLogger("somebody").error("It failed: %s", error, exc_info=error)
    (line,) = lines(written)
    assert line["message"] == "It failed: ValueError"


def test_the_web_server_names_no_path_when_it_falls_over():
    fault = (ValueError, ValueError(NAME), None)
    record = logging.LogRecord(
        "waitress", logging.ERROR, __file__, 1, f"Exception while serving /join/{CODE}/", (), fault
    )
    line = JsonFormatter().format(record)
    assert "could not answer a request" in line
    assert "ValueError" in line
    assert CODE not in line
    assert NAME not in line


def test_a_line_that_is_written_wrongly_stops_nothing():
    record = logging.LogRecord("somebody", logging.ERROR, __file__, 1, "%s of %d", ("one",), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "%s of %d"


def test_a_chain_that_bites_its_tail_ends(written: io.StringIO):
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    logging.getLogger("somebody").error("round", exc_info=first)
    assert len(lines(written)[0]["exceptions"]) == 2
