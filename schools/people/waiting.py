"""What waits for a worker, should the broker have lost it (`common.dispatch`)."""

from collections.abc import Iterator
from datetime import datetime

from schools.people.services import resets, tries


def waiting(now: datetime) -> Iterator[tuple[str, int]]:
    for request_id in resets.waiting():
        yield resets.TASK, request_id
    if tries.are_over(now):
        yield "people.forget_tries", 0


def work_all(now: datetime) -> int:
    """The same at once, where cron is the clock; how many requests were answered."""
    tries.forget(now)
    return sum(resets.answer(request_id=request_id, now=now) for request_id in resets.waiting())
