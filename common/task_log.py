"""A task of a worker in the log: its id on each line meanwhile, and one line of its own at the end."""

import logging
import time
from contextvars import Token
from typing import Any

from celery.signals import task_postrun, task_prerun

from common import logs

log = logging.getLogger("talimger.task")
_running: dict[str, tuple[float, Token[str]]] = {}


@task_prerun.connect
def _begin(task_id: str, **_: Any) -> None:
    _running[task_id] = (time.perf_counter(), logs.request_id.set(task_id))


@task_postrun.connect
def _end(task_id: str, task: Any, state: str | None = None, **_: Any) -> None:
    begun, token = _running.pop(task_id, (None, None))
    if begun is None or token is None:
        return
    ms = round((time.perf_counter() - begun) * 1000)
    how = "ok" if state == "SUCCESS" else "failed"
    log.info("%s %s %s ms", task.name, how, ms, extra={"told": {"task": task.name, "state": how, "ms": ms}})
    logs.request_id.reset(token)
