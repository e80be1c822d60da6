"""What the workers do for deadlines: the sweep, every hour on the hour; the mails of the day; counting a school anew."""

from celery import shared_task

from common import clock, dispatch
from mentoring.deadlines import digests, recount, sweep


@shared_task(name="deadlines.sweep")
def run_sweep() -> None:
    """What the time was too short for goes on in a task of its own."""
    if sweep.run(clock.now()).finished_at is None:
        dispatch.publish("deadlines.sweep")


@shared_task(name="deadlines.digests")
def make_digests() -> None:
    digests.settle_all(clock.now())


@shared_task(name=recount.TASK)
def recount_school(recount_id: int) -> None:
    recount.work(recount_id=recount_id, now=clock.now())
