"""Lists are read in a queue of their own: a message asks for one of those that wait, whichever its turn it is."""

from celery import shared_task

from common import clock, pulse
from schools.roster import working


@shared_task(name=working.TASK)
def read(batch_id: int) -> None:
    """batch_id: what the message was sent for; another school's list may have been waiting longer."""
    working.work(now=clock.now())


@shared_task(name="roster.pulse")
def beat(queue: str) -> None:
    pulse.beat(queue=queue, now=clock.now())
