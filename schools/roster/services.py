"""Bring a school's list in: upload, say what the columns are, answer what is unclear, confirm.

Nothing is written to people before the confirmation. It reads the stored file again and checks every row anew, under
a lock on the school; what the deputy saw must be what is written.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common import audit, clock, events, files
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from schools.organisation.models import School
from schools.people.events import EmploymentStarted
from schools.roster import columns, diff, policies, selectors, words
from schools.roster.cells import text
from schools.roster.models import ImportBatch
from schools.roster.reading import Unreadable
from schools.roster.taking_over import take_over

LONGEST_NAME = 200


def upload(*, school_id: int, file_name: str, content: bytes, by: Actor, now: datetime) -> ImportBatch:
    """Keep the file and what was recognised of its columns. Raises ValidationError with the reason in words."""
    _require(by, school_id)
    try:
        sheet = selectors.open_sheet(content)
        if not columns.has_header(sheet.table, sheet.head):
            raise Unreadable("no_header")
    except Unreadable as error:
        raise ValidationError({"file": words.file_words(error.code, error.params)}, code=error.code) from error
    sha256 = files.put(content)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            school_id=school_id,
            file_name=file_name.replace("\x00", "")[-LONGEST_NAME:],
            sha256=sha256,
            columns=sheet.head.columns,
            uploaded_by=by.user,
            uploaded_at=now,
        )
        audit.record(by=by, now=now, action="roster.uploaded", subject=batch, changes={"file": sha256})
    return batch


def remap(*, batch_id: int, mapping: Mapping[str, int], by: Actor, now: datetime) -> ImportBatch:
    """Say anew which column is what. Answers given before fall away: they were about other readings of the rows.

    Raises ValidationError when a name or the date of hire has no column, or one column was chosen twice.
    """
    if faults := columns.check(dict(mapping)):
        raise ValidationError([words.file_words(code, {}) for code in faults])
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        if batch.columns != dict(mapping):
            batch.columns = dict(mapping)
            batch.answers = {}
            batch.save(update_fields=["columns", "answers"])
            audit.record(by=by, now=now, action="roster.mapped", subject=batch, changes=dict(mapping))
    return batch


def answer(*, batch_id: int, answers: Mapping[str, str], by: Actor, now: datetime) -> ImportBatch:
    """Say whom unclear rows mean. answers: row number → an option of its question; "" takes an answer back."""
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        kept = {**batch.answers, **answers}
        batch.answers = {row: given for row, given in kept.items() if given}
        batch.save(update_fields=["answers"])
        audit.record(by=by, now=now, action="roster.answered", subject=batch, changes={"rows": sorted(answers)})
    return batch


def confirm(*, batch_id: int, digest: str, by: Actor, now: datetime) -> ImportBatch:
    """Take over what the preview showed; `digest` is the preview's own.

    Raises DomainError when the school or the file's reading changed since, AlreadyDone when it was taken over before.
    """
    today = clock.today(now)
    people = selectors.read_people(ImportBatch.objects.get(pk=batch_id), today)  # slow, so before the lock
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        School.objects.select_for_update().get(pk=batch.school_id)
        seen = selectors.preview(batch, people)
        if seen.digest != digest or batch.columns != people.columns:
            raise DomainError("roster.changed_meanwhile", words.CHANGED_MEANWHILE)
        if not seen.writes:
            raise DomainError("roster.nothing", _("There is nothing new in this list. Nothing was changed."))
        taken = take_over(seen.plans, batch.school, seen.lists, by, now)
        first_time = [row for row in taken.started if selectors.is_first_time_this_year(row, today)]
        batch.state = ImportBatch.State.CONFIRMED
        batch.counts = {**seen.counts, "first_time": [row.pk for row in first_time]}
        batch.failed = _failed(seen)
        batch.confirmed_by, batch.confirmed_at = by.user, now
        batch.save()
        audit.record(by=by, now=now, action="roster.confirmed", subject=batch, changes=seen.counts)
        if taken.started:
            events.emit(EmploymentStarted(tuple(row.pk for row in taken.started), by, now))
    return batch


def drop(*, batch_id: int, by: Actor, now: datetime) -> None:
    """Leave an upload without taking it over."""
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        batch.state = ImportBatch.State.DROPPED
        batch.save(update_fields=["state"])
        audit.record(by=by, now=now, action="roster.dropped", subject=batch)


@transaction.atomic
def log_download(*, batch: ImportBatch, by: Actor, now: datetime) -> None:
    """Every download is logged (domain, section 11)."""
    _require(by, batch.school_id)
    audit.record(by=by, now=now, action="roster.failed_downloaded", subject=batch)


def _failed(seen: selectors.Preview) -> list[dict[str, object]]:
    """The rows that were not taken over, as read, each with its reasons."""
    failed = []
    for plan in seen.plans:
        reasons = [{"field": p.field, "code": p.code, "params": dict(p.params)} for p in plan.problems]
        if plan.kind == diff.ASK:
            reasons = [{"field": "surname", "code": "not_answered", "params": {}}]
        elif plan.kind == diff.LEFT_OUT:
            reasons = [{"field": "surname", "code": "left_out", "params": {}}]
        elif plan.kind != diff.WRONG:
            continue
        line = seen.sheet.line(plan.row.number)
        failed.append({"row": plan.row.number, "cells": [text(cell) for cell in line], "problems": reasons})
    return failed


def _open_batch(batch_id: int, by: Actor) -> ImportBatch:
    # Who confirmed is read after the lock: a join would still show the row as it was before the wait.
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("school").get(pk=batch_id)
    _require(by, batch.school_id)
    if batch.state == ImportBatch.State.CONFIRMED:
        raise AlreadyDone(
            "roster.done", _("This list is taken over already."), who=batch.confirmed_by, when=batch.confirmed_at
        )
    if batch.state == ImportBatch.State.DROPPED:
        told = _("This list was put aside. Upload it again.")
        raise AlreadyDone("roster.dropped", told, **audit.first_to(batch, "roster.dropped"))
    return batch


def _require(by: Actor, school_id: int) -> None:
    if not policies.can_import(by.user, school_id):
        raise PermissionDenied
