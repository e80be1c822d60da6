"""Bring a school's list in: upload, say what the columns are, answer what is unclear, confirm.

A request only writes down what is asked; a worker reads, compares and takes over (`schools.roster.working`). Nothing is
written to people before the confirmation, and what the deputy saw must be what is written.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common import audit, dispatch, files
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from schools.organisation.models import School
from schools.roster import columns, policies, reading, words
from schools.roster.confirming import failed_file
from schools.roster.models import ImportBatch
from schools.roster.working import TASK

LONGEST_NAME = 200
MOST_IN_WORK = 5
"""Lists of one school that wait for the worker."""
MOST_READY = 20
"""Lists of one school that were read and wait to be taken over or put aside; each holds its rows."""
State = ImportBatch.State


def upload(*, school_id: int, file_name: str, content: bytes, by: Actor, now: datetime) -> ImportBatch:
    """Keep the file, to be read by the worker.

    Raises ValidationError with the reason in words for what is no list at the first glance; DomainError while too many
    lists of the school wait.
    """
    _require(by, school_id)
    _check_room(school_id)
    try:
        reading.glance(content)
    except reading.Unreadable as error:
        raise ValidationError({"file": words.file_words(error.code, error.params)}, code=error.code) from error
    sha256 = files.put(content)
    with transaction.atomic():
        School.objects.select_for_update().get(pk=school_id)  # two people at once come one after the other
        _check_room(school_id)
        batch = ImportBatch.objects.create(
            school_id=school_id,
            file_name=file_name.replace("\x00", "")[-LONGEST_NAME:],
            sha256=sha256,
            uploaded_by=by.user,
            uploaded_at=now,
            queued_at=now,
        )
        audit.record(by=by, now=now, action="roster.uploaded", subject=batch, changes={"file": sha256})
        dispatch.after_commit(TASK, batch.pk)
    return batch


def _check_room(school_id: int) -> None:
    lists = ImportBatch.objects.filter(school_id=school_id)
    if lists.filter(state__in=ImportBatch.IN_WORK).count() >= MOST_IN_WORK:
        text = _("%(count)s lists of your school wait to be read. Wait a moment, then upload this one.")
        raise DomainError("many_wait", text % {"count": MOST_IN_WORK})
    if lists.filter(state=State.READY).count() >= MOST_READY:
        text = _(
            "%(count)s lists of your school wait for you. Take over or put aside one of them, then upload this one."
        )
        raise DomainError("many_ready", text % {"count": MOST_READY})


def remap(*, batch_id: int, mapping: Mapping[str, int], by: Actor, now: datetime) -> ImportBatch:
    """Say again which column is what. Answers given before fall away: they were about other readings of the rows.

    Raises ValidationError when a name or the date of hire has no column, or one column was chosen twice.
    """
    if faults := columns.check(dict(mapping)):
        raise ValidationError([words.file_words(code, {}) for code in faults])
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        if batch.columns != dict(mapping) or batch.state == State.UNREADABLE:
            batch.columns = dict(mapping)
            batch.answers = {}
            batch.options = {**batch.options, "orders": {}}
            audit.record(by=by, now=now, action="roster.mapped", subject=batch, changes=dict(mapping))
            _read_again(batch, now)
    return batch


def answer(
    *,
    batch_id: int,
    answers: Mapping[str, str],
    by: Actor,
    now: datetime,
    corrections: Mapping[str, Mapping[str, str]] | None = None,
) -> ImportBatch:
    """Say whom unclear rows mean, and correct cells. answers: row → an option of its question, or that it is left out; ""
    takes an answer back. corrections: row → field → what is read in place of the cell, "" for nothing.

    An answer may make other rows wrong, that mean the same person: the whole list is compared again.
    """
    corrections = corrections or {}
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        kept = {row: given for row, given in {**batch.answers, **answers}.items() if given}
        corrected = {
            **batch.corrections,
            **{row: {**batch.corrections.get(row, {}), **typed} for row, typed in corrections.items()},
        }
        if (kept, corrected) != (batch.answers, batch.corrections):
            batch.answers, batch.corrections = kept, corrected
            fields = {row: sorted(typed) for row, typed in corrections.items()}
            audit.record(
                by=by,
                now=now,
                action="roster.answered",
                subject=batch,
                changes={"rows": sorted(answers), "corrected": fields},
            )
            _read_again(batch, now)
    return batch


def choose(*, batch_id: int, options: Mapping[str, Any], by: Actor, now: datetime) -> ImportBatch:
    """Say what is read of the file: `sheets`, `orders` of day and month by field, `hidden` rows.

    Other sheets have other columns: what was mapped and answered before falls away with them.
    """
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        kept = {**batch.options, **options}
        if kept != batch.options:
            if kept.get("sheets") != batch.options.get("sheets"):
                batch.columns, batch.answers, batch.corrections = {}, {}, {}
            batch.options = kept
            audit.record(by=by, now=now, action="roster.chosen", subject=batch, changes=dict(options))
            _read_again(batch, now)
    return batch


def confirm(*, batch_id: int, digest: str, by: Actor, now: datetime) -> ImportBatch:
    """Have the worker take over what the preview showed; `digest` is the preview's own.

    Raises DomainError when the list was compared again since, AlreadyDone when it was confirmed before.
    """
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        if batch.state != State.READY or batch.digest != digest:
            raise DomainError("roster.changed_meanwhile", words.CHANGED_MEANWHILE)
        if not batch.writes:
            raise DomainError("roster.nothing", _("There is nothing new in this list. Nothing was changed."))
        batch.confirmed_by, batch.capacity, batch.request_id = by.user, by.capacity, by.request_id
        batch.language = (get_language() or "")[:5]
        _queue(batch, State.CONFIRMING, now)
        audit.record(by=by, now=now, action="roster.confirm_asked", subject=batch, changes=batch.counts)
    return batch


def drop(*, batch_id: int, by: Actor, now: datetime) -> None:
    """Leave an upload without taking it over. What was read of it goes."""
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        batch.rows.all().delete()
        batch.state, batch.leased_until = State.DROPPED, None
        batch.save(update_fields=["state", "leased_until"])
        audit.record(by=by, now=now, action="roster.dropped", subject=batch)


@transaction.atomic
def failed_rows(*, batch: ImportBatch, by: Actor, now: datetime) -> str:
    """The hash of the file of rows that stayed out. Every download is logged (domain, section 11).

    The worker makes the file with the confirmation; for lists that were confirmed before it did, it is made once here.
    """
    _require(by, batch.school_id)
    audit.record(by=by, now=now, action="roster.failed_downloaded", subject=batch)
    if not batch.failed_sha256:
        rows = [
            (str(number), kind, data)
            for number, kind, data in batch.rows.order_by("number").values_list("number", "kind", "data")
        ]
        batch.failed_sha256 = failed_file(batch.sheet.get("texts", []), rows)
        batch.save(update_fields=["failed_sha256"])
    return batch.failed_sha256


def _read_again(batch: ImportBatch, now: datetime) -> None:
    """A worker that has the list in hand goes on to its end, since a school has one in work at most."""
    in_hand = batch.state == State.READING
    _queue(batch, State.READING if in_hand else State.WAITING, now)


def _queue(batch: ImportBatch, state: State, now: datetime) -> None:
    """Ask the worker; what it has found meanwhile of what was asked before is dropped."""
    batch.state, batch.queued_at = state, now
    batch.attempts, batch.done, batch.problem = 0, 0, {}
    batch.revision += 1
    if state != State.READING:
        batch.leased_until = None
    batch.save()
    dispatch.after_commit(TASK, batch.pk)


def _open_batch(batch_id: int, by: Actor) -> ImportBatch:
    # Who confirmed is read after the lock: a join would still show the row as it was before the wait.
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("school").get(pk=batch_id)
    _require(by, batch.school_id)
    if batch.state == State.CONFIRMED:
        raise AlreadyDone(
            "roster.done", _("This list is taken over already."), who=batch.confirmed_by, when=batch.confirmed_at
        )
    if batch.state == State.CONFIRMING:
        raise AlreadyDone(
            "roster.confirming", _("This list is being taken over."), who=batch.confirmed_by, when=batch.queued_at
        )
    if batch.state == State.DROPPED:
        text = _("This list was put aside. Upload it again.")
        raise AlreadyDone("roster.dropped", text, **audit.first_to(batch, "roster.dropped"))
    return batch


def _require(by: Actor, school_id: int) -> None:
    if not policies.can_import(by.user, school_id):
        raise PermissionDenied
