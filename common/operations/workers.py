"""The workers by their pulse, and the queue: does it answer, and how much waits in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from common.models import Pulse
from common.operations.checks import Measure, Reading, State, graded
from common.operations.words import ago
from common.pulse import QUEUES

WARN, BAD = timedelta(minutes=3), timedelta(minutes=10)
ANSWER_SECONDS = 1
MANY = 1000


def workers(now: datetime) -> Iterator[Reading]:
    lengths = queue_lengths()
    if lengths is None:
        yield Reading(
            _("Queue"),
            _("does not answer"),
            State.BAD,
            _(
                "Start it again. Pages go on and nothing is lost: what waits is known from the records and is sent "
                "again a minute after the queue is back."
            ),
            (Measure("broker_up", 0),),
        )
    else:
        yield Reading(_("Queue"), _("answers"), measures=(Measure("broker_up", 1),))
    pulses = dict(Pulse.objects.values_list("queue", "at"))
    names = {
        "main": _("Worker for mail and deadlines"),
        "papers": _("Worker for papers"),
        "rosters": _("Worker for uploaded lists"),
    }
    for queue in QUEUES:
        yield _pulse(names[queue], queue, pulses.get(queue), now)
        if lengths is not None:
            yield _length(names[queue], queue, lengths[queue])


def queue_lengths() -> dict[str, int] | None:
    """How many messages wait in each queue; None when the broker does not answer within a second."""
    asked: Any = current_app.connection_for_read()
    asked.transport_options = {
        **asked.transport_options,
        "socket_timeout": ANSWER_SECONDS,
        "socket_connect_timeout": ANSWER_SECONDS,
    }
    try:
        with asked as connection:
            client = connection.transport.create_channel(connection.transport).client
            return {queue: int(client.llen(queue)) for queue in QUEUES}
    except (OperationalError, RedisError, OSError):
        return None


def _pulse(name: str, queue: str, at: datetime | None, now: datetime) -> Reading:
    hint = _(
        "Start the workers and the clock again, and look into their log if they end by themselves. What waits is kept."
    )
    if at is None:
        return Reading(name, _("has not been seen yet"), State.WARN, hint)
    state = graded((now - at).total_seconds(), warn=WARN.total_seconds(), bad=BAD.total_seconds())
    return Reading(
        name,
        _("seen %(ago)s") % {"ago": ago(at, now)},
        state,
        "" if state is State.OK else hint,
        (Measure("pulse_age_seconds", (now - at).total_seconds(), queue),),
    )


def _length(name: str, queue: str, length: int) -> Reading:
    state = State.WARN if length >= MANY else State.OK
    hint = _("More comes in than is done: see whether the worker runs, or start a further one.")
    return Reading(
        _("%(worker)s: messages waiting") % {"worker": name},
        str(length),
        state,
        hint if state is State.WARN else "",
        (Measure("queue_length", length, queue),),
    )
