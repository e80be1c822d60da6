"""What the workers do for deadlines."""

from celery import shared_task

from common import clock
from mentoring.deadlines import recount


@shared_task(name=recount.TASK)
def recount_school(recount_id: int) -> None:
    recount.work(recount_id=recount_id, now=clock.now())
