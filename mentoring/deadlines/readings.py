"""What the operator reads of the sweep: that it ran, and what it could not do. No school, no case."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from common.operations.checks import Measure, Reading, State
from common.operations.words import ago
from mentoring.deadlines import digests
from mentoring.deadlines.models import Recount, Stuck, SweepRun

LATE = timedelta(hours=2)


def sweep(now: datetime) -> Iterator[Reading]:
    yield _last_run(SweepRun.objects.filter(finished_at__isnull=False).first(), now)
    errors = list(Stuck.objects.filter(given_up_at__isnull=False).order_by().values_list("error", flat=True))
    stuck = len(errors)
    yield Reading(
        _("Deadlines that the sweep gave up"),
        f"{stuck} ({', '.join(sorted(set(errors)))})" if stuck else "0",
        State.BAD if stuck else State.OK,
        _("Nobody is reminded of them. Tell the makers of the product; when it is mended, have them taken up again:")
        if stuck
        else "",
        (Measure("deadlines_given_up", stuck),),
        "python manage.py sweep --again" if stuck else "",
    )
    late = digests.overdue(now)
    yield Reading(
        _("Mails of the day that could not be made"),
        str(late),
        State.WARN if late else State.OK,
        _("They are tried again each hour; the worker’s log says why.") if late else "",
        (Measure("digests_late", late),),
    )
    open_ones = Recount.objects.filter(done_at__isnull=True)
    waiting = open_ones.count()
    failing = open_ones.exclude(error="").count() if waiting else 0
    yield Reading(
        _("Schools whose dates wait to be counted again"),
        str(waiting),
        State.WARN if failing else State.OK,
        _("Counting failed for some; the worker’s log says why.") if failing else "",
        (Measure("recounts_waiting", waiting),),
    )


def _last_run(run: SweepRun | None, now: datetime) -> Reading:
    label = _("Last sweep of the deadlines")
    hint = _("Start the worker and its clock, or run the sweep by hand. What is late is told with its own date.")
    command = "python manage.py sweep"
    if run is None:
        return Reading(label, _("it has not run yet"), State.WARN, hint, code=command)
    age = now - run.started_at
    told = _("%(ago)s: %(due)s due, %(recorded)s recorded, %(failed)s failed") % {
        "ago": ago(run.started_at, now),
        "due": run.due,
        "recorded": run.recorded,
        "failed": run.failed,
    }
    state = State.BAD if age > LATE else State.WARN if run.failed else State.OK
    if state is State.WARN:
        command = ""
        hint = _("What failed is tried again; the worker’s log says why.")
    measures = (Measure("sweep_age_seconds", age.total_seconds()), Measure("sweep_failed", run.failed))
    if state is State.OK:
        return Reading(label, told, state, measures=measures)
    return Reading(label, told, state, hint, measures, command)
