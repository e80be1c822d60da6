"""A queue's worker shows that it lives: each minute it is asked to write when it did (`common.models.Pulse`)."""

from datetime import datetime

from common.models import Pulse

QUEUES = ("main", "papers", "rosters")


def beat(*, queue: str, now: datetime) -> None:
    Pulse.objects.update_or_create(queue=queue, defaults={"at": now})
