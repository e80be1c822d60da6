"""Papers are made in a queue of their own, in a worker that stays warm."""

from celery import shared_task

from common import clock, pulse
from reports.papers.base import Paper
from reports.rendering import services
from reports.rendering.limits import limited
from reports.rendering.paper import make


def render(paper: Paper, form: str) -> tuple[bytes, int]:
    """The bytes and the number of pages, within the limits of memory, processor and time."""
    with limited():
        made = make(paper, form)
    return made.pdf, made.pages


@shared_task(name=services.TASK)
def make_paper(paper_id: int) -> None:
    services.make(paper_id=paper_id, now=clock.now(), render=render)


@shared_task(name="papers.pulse")
def beat(queue: str) -> None:
    pulse.beat(queue=queue, now=clock.now())
