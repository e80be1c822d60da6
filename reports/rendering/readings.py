"""What the operator reads of the papers: how many wait, how many could not be made. Not which."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from common.operations.checks import Measure, Reading, State, graded
from reports.rendering.models import Paper
from reports.rendering.services import RUNNING

LATE, VERY_LATE = timedelta(minutes=10), timedelta(hours=2)
REMEMBERED = timedelta(days=7)


def papers(now: datetime) -> Iterator[Reading]:
    waiting = Paper.objects.filter(state__in=RUNNING).aggregate(count=Count("pk"), oldest=Min("asked_at"))
    waited = (now - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0.0
    state = graded(waited, warn=LATE.total_seconds(), bad=VERY_LATE.total_seconds())
    yield Reading(
        _("Papers waiting"),
        str(waiting["count"]),
        state,
        "" if state is State.OK else _("One waits for long: see whether the worker for papers runs."),
        (Measure("papers_waiting", waiting["count"]),),
    )
    failed = Paper.objects.filter(state=Paper.State.FAILED, asked_at__gt=now - REMEMBERED).count()
    yield Reading(
        _("Papers that could not be made in the last 7 days"),
        str(failed),
        State.WARN if failed else State.OK,
        _("The log of the worker for papers says why. Whoever asked may ask again.") if failed else "",
        (Measure("papers_failed", failed),),
    )
