"""The clock of the deadlines: the sweep, every hour on the hour, and the mails of the day."""

from celery import shared_task

from common import clock, dispatch
from mentoring.deadlines import digests, sweep


@shared_task(name="deadlines.sweep")
def run_sweep() -> None:
    """What the time was too short for goes on in a task of its own."""
    if sweep.run(clock.now()).finished_at is None:
        dispatch.publish("deadlines.sweep")


@shared_task(name="deadlines.digests")
def make_digests() -> None:
    digests.settle_all(clock.now())
