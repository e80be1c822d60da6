"""Upward effects. A lower app says what happened; an upper one that listed itself acts in the same transaction.

Events are frozen dataclasses defined beside the service that emits them. Each app lists its subscribers in one tuple
(`SUBSCRIBERS` in its `subscribers.py`) and registers it in `AppConfig.ready`. Handlers are called synchronously, in
the order of registration; a failure rolls everything back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

Handler = Callable[[Any], None]
_handlers: dict[type, list[Handler]] = defaultdict(list)


def subscribe(pairs: Iterable[tuple[type, Handler]]) -> None:
    """Register (event type, handler) pairs; registering the same pair again changes nothing."""
    for kind, handler in pairs:
        if handler not in _handlers[kind]:
            _handlers[kind].append(handler)


def emit(event: Any) -> None:
    """Call every handler of this event. Raises RuntimeError outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event is emitted in the transaction of the change it tells of.")
    for handler in _handlers[type(event)]:
        handler(event)
