"""Taking over a list that was confirmed: the worker reads the file again and checks every row, under a lock on the
school. What the deputy saw must be what is written."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from common import audit, clock, events, files, spreadsheets
from common.actor import Actor
from common.errors import DomainError
from schools.organisation.models import School
from schools.people.events import EmploymentStarted
from schools.people.policies import leads_alone
from schools.roster import diff, policies, presenting, selectors, stored, words
from schools.roster.models import ImportBatch, ImportBatchQuerySet, ImportRow
from schools.roster.taking_over import take_over


def confirm(batch: ImportBatch, *, held: ImportBatchQuerySet, now: datetime, note: Callable[[int], None]) -> None:
    """Write what the preview showed, with its audit entries, or nothing.

    held: the row as long as this attempt holds it. Raises PermissionDenied when who confirmed may no longer,
    DomainError when the school changed since the preview, or when who confirmed would record their own category or
    results beside another leader.
    """
    today = clock.today(now)
    people = selectors.read_people(  # slow, so before the lock
        selectors.book_of(batch), batch.columns, today, note, options=batch.options, corrections=batch.corrections
    )
    with transaction.atomic():
        if not held.select_for_update():
            return
        by = Actor(user=batch.confirmed_by, capacity=batch.capacity, request_id=batch.request_id)
        if not policies.can_import(by.user, batch.school_id):
            raise PermissionDenied
        School.objects.select_for_update().get(pk=batch.school_id)
        seen = selectors.preview(batch, people)
        if seen.digest != batch.digest:
            raise DomainError("roster.changed_meanwhile", words.CHANGED_MEANWHILE)
        if selectors.own_records(seen.plans, batch.confirmed_by_id) and not leads_alone(by.user, batch.school_id):
            raise DomainError("roster.own_record", words.OWN_RECORD)
        taken = take_over(seen.plans, batch.school, seen.lists, by, now)
        first_time = [row.pk for row in taken.started if selectors.is_first_time_this_year(row, today)]
        out = [plan for plan in seen.plans if plan.kind in stored.OUT and plan.row.is_person]
        ImportRow.objects.filter(batch=batch).exclude(kind__in=stored.OUT).delete()
        held.update(
            state=ImportBatch.State.CONFIRMED,
            counts={
                **seen.counts,
                "first_time": first_time[: selectors.HIRES_SHOWN],
                "hires": len(first_time),
                "out": len(out),
            },
            failed_sha256=_file(batch, seen, out) if out else "",
            problem={},
            confirmed_at=now,
            leased_until=None,
        )
        audit.record(by=by, now=now, action="roster.confirmed", subject=batch, changes=seen.counts)
        if taken.started:
            events.emit(EmploymentStarted(tuple(row.pk for row in taken.started), by, now))


def _file(batch: ImportBatch, seen: selectors.Preview, out: Sequence[diff.Plan]) -> str:
    """The rows that stayed out, as a workbook with their reasons; its hash."""
    with translation.override(batch.language or batch.school.language):
        return failed_file(
            seen.book.lead.head.texts,
            [
                (seen.book.place(plan.row), plan.kind, stored.of_plan(plan, seen.book.cells_of(plan.row)))
                for plan in out
            ],
        )


def failed_file(texts: Sequence[str], rows: Sequence[tuple[str, str, dict[str, Any]]]) -> str:
    """Make the file in the active language and keep it; its hash. rows: place, kind and stored data."""
    header, lines = presenting.failed_table(texts, rows)
    return files.put(spreadsheets.xlsx(header, lines, title=presenting.failed_title()))
