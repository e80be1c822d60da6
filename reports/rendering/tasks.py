"""Papers are made in a queue of their own, in a worker that stays warm.

Every worker reads this module, also on a PC without Pango: what needs it is imported when a paper is made (the papers'
worker is started with it).
"""

from celery import shared_task

from common import clock, pulse
from common.limits import limited
from ops.system_parts import PANGO_SENTENCE, has_pango
from reports.papers.base import Paper
from reports.rendering import services


class PangoMissing(Exception):
    """The libraries that set the papers' text are not on this machine."""

    def __init__(self) -> None:
        super().__init__(PANGO_SENTENCE)


def render(paper: Paper, form: str) -> tuple[bytes, int]:
    """The bytes and the number of pages, within the limits of memory, processor and time. Raises PangoMissing."""
    try:
        from reports.rendering.paper import make
    except OSError as error:
        if has_pango():
            raise
        raise PangoMissing from error
    with limited():
        made = make(paper, form)
    return made.pdf, made.pages


@shared_task(name=services.TASK)
def make_paper(paper_id: int) -> None:
    services.make(paper_id=paper_id, now=clock.now(), render=render)


@shared_task(name="papers.pulse")
def beat(queue: str) -> None:
    pulse.beat(queue=queue, now=clock.now())
