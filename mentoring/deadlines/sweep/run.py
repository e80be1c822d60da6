"""One run of the sweep. It may run twice, at the same time, or a week late: each step is recorded once, on its own day.

Deadlines are claimed by the few and each is treated in a savepoint of its own, so that one that cannot be treated
stops no other. A worker that is killed loses the claim it holds, and nothing else.
"""

import logging
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from common import clock
from mentoring.deadlines.models import Deadline, Stuck, SweepRun
from mentoring.deadlines.sweep.batch import Batch
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import with_people
from schools.calendar.selectors import calendars_kept

log = logging.getLogger(__name__)
CLAIM = 50
"""So many deadlines in one transaction: a second or less, in which no page waits for long."""

KEEP_RUNS = timedelta(days=90)
BACK_OFF = timedelta(hours=1)


SECONDS = 60.0
"""So long at a stretch: less than a task may last. What is left then is found by the next run, at once or in an hour."""


def run(now: datetime, seconds: float = SECONDS) -> SweepRun:
    """Record every step whose day has come; returns the row that tells of the run.

    `finished_at` stays empty when the time was up before all was done.
    """
    ends = time.monotonic() + seconds
    told = SweepRun.objects.create(started_at=now)
    today = clock.today(now)
    with calendars_kept():
        done = False
        while not done and time.monotonic() < ends:
            due = _claim(today, now, told)
            told.due += due
            done = due == 0
    told.finished_at = max(clock.now(), now) if done else None
    told.save()
    SweepRun.objects.filter(started_at__lt=now - KEEP_RUNS).delete()
    return told


@transaction.atomic
def _claim(today: date, now: datetime, told: SweepRun) -> int:
    """Treat the next few deadlines; how many they were, 0 when nothing is left. One that failed waits for later."""
    rows = _take(today, now)
    if not rows:
        return 0
    batch = Batch(rows, now, today)
    for row in rows:
        try:
            with transaction.atomic():
                told.recorded += batch.treat(row)
        except Exception as error:  # noqa: BLE001  whatever one row fails of is told in its own row; the others go on
            log.warning("The sweep failed at deadline %s: %s", row.pk, type(error).__name__)
            _push_back(row, now, error)
            told.failed += 1
    return len(rows)


def _take(today: date, now: datetime) -> Sequence[Deadline]:
    """Locked; those that another sweep holds just now are left to it. Found by the index on `next_on` alone."""
    due = Deadline.objects.filter(next_on__lte=today).filter(Q(stuck__isnull=True) | Q(stuck__retry_at__lte=now))
    keys = list(
        due.order_by("next_on", "pk")
        .select_for_update(skip_locked=True, of=("self",))
        .values_list("pk", flat=True)[:CLAIM]
    )
    if not keys:
        return []
    rows = list(Deadline.objects.filter(pk__in=keys).order_by("next_on", "pk"))
    cases = with_people(Mentorship.objects.filter(pk__in={row.mentorship_id for row in rows})).in_bulk()
    for row in rows:
        row.mentorship = cases[row.mentorship_id]
    return rows


def _push_back(row: Deadline, now: datetime, error: Exception) -> None:
    """Try again an hour later, then two; after the last attempt no more, with the reason for the operator."""
    stuck, _new = Stuck.objects.get_or_create(deadline=row, defaults={"retry_at": now, "error": ""})
    stuck.attempts += 1
    stuck.error = type(error).__name__
    stuck.retry_at = now + BACK_OFF * stuck.attempts
    if stuck.attempts >= Stuck.MAX_ATTEMPTS:
        stuck.given_up_at = now
        Deadline.objects.filter(pk=row.pk).update(next_step="", next_on=None)
    stuck.save()
