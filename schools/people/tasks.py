"""Work for later about accounts."""

from celery import shared_task

from common import clock
from schools.people.services import old_factors, resets, tries


@shared_task(name=resets.TASK)
def answer_reset(request_id: int) -> None:
    resets.answer(request_id=request_id, now=clock.now())


@shared_task(name="people.forget_tries")
def forget_tries(_row: int) -> None:
    tries.forget(clock.now())


@shared_task(name="people.forget_old_factors")
def forget_old_factors() -> None:
    """Each hour; old passwords and codes are kept no longer than they can be shown."""
    old_factors.forget(now=clock.now())
