"""Sends work to the workers after the commit. The broker may be dead: the rows hold the truth, the sweep sends again.

A publish does not retry and waits a second at most; after a failure it stays silent for a while, so that pages keep
their speed.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
SILENCE_SECONDS = 30.0
_silent_until = 0.0

WaitingProvider = Callable[[datetime], Iterable[tuple[str, int]]]
_waiting: list[WaitingProvider] = []


def offer_waiting(provider: WaitingProvider) -> None:
    """An app registers (in `AppConfig.ready`) a function that lists (task, row id) still waiting for a worker."""
    if provider not in _waiting:
        _waiting.append(provider)


def waiting_providers() -> tuple[WaitingProvider, ...]:
    return tuple(_waiting)


def after_commit(task: str, *args: Any) -> None:
    """Publish the task with these arguments (plain values) once the transaction is committed."""
    transaction.on_commit(lambda: publish(task, *args), robust=True)


def publish(task: str, *args: Any) -> bool:
    """Publish now. True when the broker took it; False when it is down: the sweep will send it again."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    try:
        current_app.send_task(task, args=args, retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        _silent_until = time.monotonic() + SILENCE_SECONDS
        log.warning("The broker is away (%s); %s waits for the sweep.", type(error).__name__, task)
        return False
    return True
