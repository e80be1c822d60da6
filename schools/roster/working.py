"""What the worker does with uploaded lists: reads and compares one, or takes over one that was confirmed.

Every step may run twice, late or never. A worker holds a list by a lease; of a school at most one list is held at a time
(the database says so), and the next one is of the school that was served least recently, so that one school's fifty
lists keep no other school waiting. What a worker found is stored only as long as nobody asked for anything else.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, InterfaceError, transaction
from django.db.models import F, Max, Min

from common import audit, clock, dispatch
from common.actor import SYSTEM
from common.errors import DomainError
from common.limits import LimitReached, limited
from schools.roster import selectors, stored
from schools.roster.cells import text
from schools.roster.confirming import confirm
from schools.roster.models import ImportBatch, ImportBatchQuerySet, ImportRow
from schools.roster.reading import Unreadable
from schools.roster.sheets import Book

log = logging.getLogger(__name__)
TASK = "roster.read"
LEASE = timedelta(seconds=180)
MANY = 2000
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
State = ImportBatch.State

Limits = Callable[[], AbstractContextManager[None]]
READING: Limits = partial(limited, memory_mb=512, cpu_seconds=30, wall_seconds=60)
CONFIRMING: Limits = partial(limited, memory_mb=768, cpu_seconds=60, wall_seconds=90)


def work(*, now: datetime, reading: Limits = READING, confirming: Limits = CONFIRMING) -> bool:
    """Take one list in hand and see it through; False when none waits. The limits work in a main thread only."""
    batch = _claim(now)
    if batch is None:
        return False
    if batch.attempts > ImportBatch.MAX_ATTEMPTS:
        _give_up(batch, "gave_up")
    elif batch.state == State.CONFIRMING:
        _confirm(batch, now, confirming)
    else:
        _read(batch, now, reading)
    _let_go(batch)
    if (more := ImportBatch.objects.takeable(now).order_by("queued_at").first()) is not None:
        dispatch.publish(TASK, more.pk)
    return True


def work_all(now: datetime) -> int:
    """Where no worker runs (`manage.py sweep`): every list that waits, one after the other. How many there were."""
    count = 0
    while work(now=now):
        count += 1
    return count


def waiting(now: datetime) -> list[tuple[str, int]]:
    """Lists that no worker holds, one of each school: the sweep sends them again, and each one done sends the next."""
    late = ImportBatch.objects.takeable(now).filter(queued_at__lt=now - timedelta(seconds=20))
    return [
        (TASK, pk) for pk in late.values("school").annotate(first=Min("pk")).values_list("first", flat=True)[:100]
    ]


def _claim(now: datetime) -> ImportBatch | None:
    """The next list of the school that was served least recently and of which no list is in work."""
    takeable = ImportBatch.objects.takeable(now)
    busy = ImportBatch.objects.filter(leased_until__gte=now).values("school")
    first = dict(takeable.exclude(school__in=busy).order_by().values_list("school").annotate(first=Min("queued_at")))
    served = dict(
        ImportBatch.objects.filter(school__in=list(first)).order_by().values_list("school").annotate(Max("served_at"))
    )
    for school in sorted(first, key=lambda pk: (served[pk] or _NEVER, first[pk], pk)):
        # One whose worker died goes first: it still holds the school's place.
        batch = takeable.filter(school=school).order_by(F("leased_until").asc(nulls_last=True), "queued_at", "pk")[:1]
        if batch and _take(batch[0], now):
            return ImportBatch.objects.select_related("school", "confirmed_by").get(pk=batch[0].pk)
    return None


def _take(batch: ImportBatch, now: datetime) -> bool:
    state = State.CONFIRMING if batch.state == State.CONFIRMING else State.READING
    try:
        with transaction.atomic():
            taken = (
                ImportBatch.objects.takeable(now)
                .filter(pk=batch.pk, state=batch.state, revision=batch.revision)
                .update(state=state, leased_until=now + LEASE, served_at=now, attempts=F("attempts") + 1, done=0)
            )
    except IntegrityError:  # another worker took another list of this school in the same moment
        return False
    return bool(taken)


def _held(batch: ImportBatch) -> ImportBatchQuerySet:
    """The row as long as this attempt holds it: who was too slow, or was asked for something else, changes nothing."""
    return ImportBatch.objects.filter(
        pk=batch.pk, state=batch.state, revision=batch.revision, attempts=batch.attempts
    )


def _read(batch: ImportBatch, now: datetime, limits: Limits) -> None:
    try:
        with limits():
            book = selectors.book_of(batch)
            mapped = batch.columns or book.lead.head.columns
            about = _about(book)
            _held(batch).update(sheet=about, columns=mapped, total=book.total)
            people = selectors.read_people(
                book,
                mapped,
                clock.today(now),
                lambda done: _note(batch, done),
                options=batch.options,
                corrections=batch.corrections,
            )
            about["questions"] = [asdict(question) for question in people.questions]
            seen = selectors.preview(batch, people)
            about["first_time"] = sum(any(one.code == "first_time" for one in plan.row.doubts) for plan in seen.plans)
            _store(batch, seen, about, now)
    except Unreadable as error:
        _unreadable(batch, error.code, error.params, now)
    except LimitReached as error:
        log.warning("List %s: %s", batch.pk, error)
        _unreadable(batch, "too_heavy", {}, now)
    except (DatabaseError, InterfaceError) as error:
        _put_back(batch, State.WAITING, error)
    except Exception as error:  # noqa: BLE001  whatever a list fails of stands in its row; the worker goes on
        log.warning("List %s failed: %s", batch.pk, type(error).__name__, exc_info=error)
        _unreadable(batch, "failed", {}, now)


def _confirm(batch: ImportBatch, now: datetime, limits: Limits) -> None:
    try:
        with limits():
            confirm(batch, held=_held(batch), now=now, note=lambda done: _note(batch, done))
    except DomainError as error:
        _compare_again(batch, error.code.removeprefix("roster."), now)
    except (DatabaseError, InterfaceError) as error:
        _put_back(batch, State.CONFIRMING, error)
    except PermissionDenied:
        _give_up(batch, "no_right")
    except Exception as error:  # noqa: BLE001  whatever it fails of stands in its row; nothing was written
        log.warning("List %s was not taken over: %s", batch.pk, type(error).__name__, exc_info=error)
        _give_up(batch, "not_taken")


def _let_go(batch: ImportBatch) -> None:
    """Columns or answers were changed while the list was read: what was found is of no use, it waits to be read again."""
    ImportBatch.objects.filter(
        pk=batch.pk, state=State.READING, revision__gt=batch.revision, leased_until=batch.leased_until
    ).update(state=State.WAITING, leased_until=None)


@transaction.atomic
def _store(batch: ImportBatch, seen: selectors.Preview, about: dict[str, Any], now: datetime) -> None:
    """The outcome of the comparison, for the pages."""
    if not _held(batch).select_for_update():
        return
    ImportRow.objects.filter(batch=batch).delete()
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                batch=batch,
                sheet=plan.row.sheet,
                number=plan.row.number,
                kind=plan.kind,
                position=position,
                name=plan.row.full_name[:400],
                data=stored.of_plan(plan, seen.book.cells_of(plan.row)),
            )
            for position, plan in enumerate(stored.in_order(seen.plans))
        ),
        batch_size=MANY,
    )
    counts = seen.counts
    _held(batch).update(
        state=State.READY,
        sheet=about,
        leased_until=None,
        counts=counts,
        digest=seen.digest,
        done=F("total"),
        attempts=0,
    )
    audit.record(by=SYSTEM, now=now, action="roster.read", subject=batch, changes=counts)


def _about(book: Book) -> dict[str, Any]:
    """What the pages show of the file: its sheets, and the header of the leading one."""
    sheet = book.lead
    below = sheet.head.row + 1
    line = sheet.table.rows[below] if len(sheet.table.rows) > below else []
    return {
        "name": sheet.table.name[:100],
        "row": sheet.head.row,
        "columns": sheet.head.columns,
        "texts": stored.cut(sheet.head.texts),
        "sample": stored.cut("" if x in sheet.head.national_ids else text(cell) for x, cell in enumerate(line)),
        "national_ids": list(sheet.head.national_ids),
        "sheets": [asdict(listed) for listed in book.listed],
    }


def _note(batch: ImportBatch, done: int) -> None:
    _held(batch).update(done=done)


@transaction.atomic
def _unreadable(batch: ImportBatch, code: str, params: dict[str, Any], now: datetime) -> None:
    changed = _held(batch).update(
        state=State.UNREADABLE, problem={"code": code, "params": params}, leased_until=None, attempts=0
    )
    if changed:
        ImportRow.objects.filter(batch=batch).delete()
        audit.record(by=SYSTEM, now=now, action="roster.unreadable", subject=batch, changes={"code": code})


def _put_back(batch: ImportBatch, state: State, error: Exception) -> None:
    """A database that cannot answer now may do so later; the sweep sends the list again."""
    log.warning("List %s is put back: %s", batch.pk, type(error).__name__, exc_info=error)
    if batch.attempts >= ImportBatch.MAX_ATTEMPTS:
        _give_up(batch, "gave_up")
    else:
        _held(batch).update(state=state, leased_until=None)


def _give_up(batch: ImportBatch, code: str) -> None:
    """What was to be taken over is there to look at again; what was to be read cannot be read."""
    if batch.state == State.CONFIRMING:
        code = "not_taken" if code == "gave_up" else code
        _held(batch).update(state=State.READY, problem={"code": code}, leased_until=None, attempts=0)
    else:
        _held(batch).update(state=State.UNREADABLE, problem={"code": code}, leased_until=None, attempts=0)


def _compare_again(batch: ImportBatch, code: str, now: datetime) -> None:
    """The school changed since the deputy looked: the list is compared once more, and the page says why."""
    with transaction.atomic():
        changed = _held(batch).update(
            state=State.WAITING,
            problem={"code": code},
            leased_until=None,
            attempts=0,
            revision=F("revision") + 1,
            queued_at=now,
        )
        if changed:
            audit.record(by=SYSTEM, now=now, action="roster.not_confirmed", subject=batch, changes={"code": code})
            dispatch.after_commit(TASK, batch.pk)
