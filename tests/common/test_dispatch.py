"""A dead broker costs a page next to nothing: no waiting between attempts, then silence for a while."""

from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from common import dispatch
from common.dispatch import publish  # the real one: the tests' own stands in its place while they run


@pytest.fixture
def dead_broker(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An app whose broker's socket does not exist; lists what was sent to it."""
    app = Celery("dead", broker=f"redis+socket://{tmp_path / 'nobody.sock'}", set_as_current=False)
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    tried: list[str] = []
    send = app.send_task

    def sending(task: str, **options: Any) -> Any:
        tried.append(task)
        return send(task, **options)

    monkeypatch.setattr(app, "send_task", sending)
    monkeypatch.setattr(dispatch, "current_app", app)
    monkeypatch.setattr(dispatch, "_silent_until", 0.0)
    return tried


def test_a_dead_broker_is_not_waited_for(dead_broker: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", slept.append)
    assert not publish("papers.make", 1)
    assert dead_broker == ["papers.make"]
    assert sum(slept) <= 1
    assert not publish("papers.make", 2)
    assert dead_broker == ["papers.make"], "silent for a while"
