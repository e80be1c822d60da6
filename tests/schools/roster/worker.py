"""The worker's part, done in the test itself: without limits, which need a process of their own."""

from contextlib import nullcontext
from datetime import datetime

from common import clock
from common.actor import Actor
from schools.roster import services, working
from schools.roster.models import ImportBatch


def work(now: datetime | None = None) -> bool:
    """One list; False when none waits."""
    return working.work(now=now or clock.now(), reading=nullcontext, confirming=nullcontext)


def work_all(now: datetime | None = None) -> int:
    """Every list that waits. How many there were."""
    count = 0
    while work(now):
        count += 1
    return count


def read(batch: ImportBatch, now: datetime | None = None) -> ImportBatch:
    """The upload, read and compared."""
    work_all(now)
    batch.refresh_from_db()
    return batch


def taken_over(batch: ImportBatch, by: Actor, now: datetime | None = None) -> ImportBatch:
    """The upload, read, confirmed as it was seen, and taken over."""
    read(batch, now)
    services.confirm(batch_id=batch.pk, digest=batch.digest, by=by, now=now or clock.now())
    return read(batch, now)
