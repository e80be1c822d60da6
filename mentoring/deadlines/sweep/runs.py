"""One run of the sweep. It may run twice, at the same time, or a week late: each step is recorded once, on its own day.

Deadlines are claimed by the few. A claim is written in one savepoint; when anything in it fails, each of its rows is
treated anew in a savepoint of its own, so that one broken row stops no other (adr/0006). A worker that is killed loses
the claim it holds, and nothing else.
"""

import logging
import time
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from common import audit, clock
from common.actor import SYSTEM
from mentoring.deadlines.models import Deadline, Reminder, Stuck, SweepRun
from mentoring.deadlines.rules.escalation import ESCALATION
from mentoring.deadlines.sweep.batch import Batch
from mentoring.deadlines.sweep.known import DueRow, Known, read

log = logging.getLogger(__name__)
CLAIM = 250
"""So many deadlines in one transaction: a small part of a second, in which no page waits for long."""

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
    today, known = clock.today(now), Known()
    done = False
    while not done and time.monotonic() < ends:
        due = _claim(today, now, known, told)
        told.due += due
        done = due == 0
    told.finished_at = max(clock.now(), now) if done else None
    told.save()
    SweepRun.objects.filter(started_at__lt=now - KEEP_RUNS).delete()
    return told


@transaction.atomic
def _claim(today: date, now: datetime, known: Known, told: SweepRun) -> int:
    """Treat the next few deadlines; how many they were, 0 when nothing is left. One that failed waits for later."""
    rows = read(_take(today, now))
    if not rows:
        return 0
    known.read_calendars(rows)
    batch = Batch(rows, known, now, today)
    try:
        with transaction.atomic():
            told.recorded += batch.treat(rows)
    except Exception:  # noqa: BLE001  whichever row it was: each alone tells
        _one_by_one(rows, batch, now, told)
    return len(rows)


def _one_by_one(rows: list[DueRow], batch: Batch, now: datetime, told: SweepRun) -> None:
    for row in rows:
        try:
            with transaction.atomic():
                told.recorded += batch.treat([row])
        except Exception as error:  # noqa: BLE001  whatever one row fails of is told in its own row; the others go on
            log.warning("The sweep failed at deadline %s: %s", row.pk, type(error).__name__)
            _push_back(row, now, error)
            told.failed += 1


def _take(today: date, now: datetime) -> list[int]:
    """Locked; those that another sweep holds just now are left to it. Found by the index on `next_on` alone."""
    waits = Stuck.objects.filter(deadline=OuterRef("pk"), retry_at__gt=now)
    due = Deadline.objects.filter(next_on__lte=today).exclude(Exists(waits)).order_by("next_on", "pk")
    return list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:CLAIM])


@transaction.atomic
def try_again(now: datetime) -> int:
    """Take up anew the deadlines that were given up, once what they failed of is mended; how many. The operator, at the
    terminal. What was recorded of them before is not recorded again."""
    rows = list(Stuck.objects.select_for_update().filter(given_up_at__isnull=False).select_related("deadline"))
    audit.record_many(
        by=SYSTEM, now=now, action="sweep.again", subjects=[(row.deadline, {"error": row.error}) for row in rows]
    )
    keys, today = [row.deadline_id for row in rows], clock.today(now)  # the sweep finds out which day a step has
    recorded = set(Reminder.objects.filter(deadline__in=keys).values_list("deadline", "due_on", "step"))
    following: dict[str, list[int]] = {}
    for deadline in (row.deadline for row in rows):
        left = (step.name for step in ESCALATION if (deadline.pk, deadline.due_on, step.name) not in recorded)
        following.setdefault(next(left, ""), []).append(deadline.pk)
    for name, of in following.items():
        waits = Deadline.objects.running().filter(pk__in=of, next_on=None)
        waits.update(next_step=name, next_on=today if name else None)
    Stuck.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _push_back(row: DueRow, now: datetime, error: Exception) -> None:
    """Try again an hour later, then two; after the last attempt no more, with the reason for the operator."""
    stuck, _new = Stuck.objects.get_or_create(deadline_id=row.pk, defaults={"retry_at": now, "error": ""})
    stuck.attempts += 1
    stuck.error = type(error).__name__
    stuck.retry_at = now + BACK_OFF * stuck.attempts
    if stuck.attempts >= Stuck.MAX_ATTEMPTS:
        stuck.given_up_at = now
        Deadline.objects.filter(pk=row.pk).update(next_step="", next_on=None)
    stuck.save()
