"""Who changed what, when, in which capacity: one entry with every change, in its transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models

from common import once
from common.actor import Actor
from common.models import AuditEntry


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)


def record(
    *,
    by: Actor,
    now: datetime,
    action: str,
    subject: models.Model,
    school_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
    private: bool = False,
) -> AuditEntry:
    """Write one entry. `action` is a code such as "level.recorded".

    private: for working notes, reflections, feedback, votes and the like: names of fields are kept, never values
    (domain, section 11). Raises RuntimeError outside a transaction: a change and its entry stand or fall together.
    """
    entry = _entry(by, now, action, subject, school_id, changes or {}, private)
    entry.save(force_insert=True)
    return entry


def record_many(
    *,
    by: Actor,
    now: datetime,
    action: str,
    subjects: Iterable[tuple[models.Model, Mapping[str, Any]]],
    school_id: int | None = None,
    private: bool = False,
) -> None:
    """Write one entry for each (subject, changes), in few statements: for an import that touches hundreds of people."""
    AuditEntry.objects.bulk_create(
        [_entry(by, now, action, subject, school_id, changes, private) for subject, changes in subjects]
    )


def first_to(subject: models.Model, *actions: str) -> dict[str, Any]:
    """Who did this last and when, as `AlreadyDone` takes it; empty when no entry tells of it. No actions: of any."""
    entries = AuditEntry.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
    entry = (entries.filter(action__in=actions) if actions else entries).first()
    return {"who": entry.actor_name, "when": entry.at} if entry else {}


def _entry(
    by: Actor,
    now: datetime,
    action: str,
    subject: models.Model,
    school_id: int | None,
    changes: Mapping[str, Any],
    private: bool,
) -> AuditEntry:
    if not connection.in_atomic_block:
        raise RuntimeError("An audit entry is written in the transaction of the change it tells of.")
    once.claim(now)
    return AuditEntry(
        at=now,
        actor_id=by.user_id,
        actor_name=by.display,
        capacity=by.capacity,
        request_id=by.request_id,
        action=action,
        school_id=school_id if school_id is not None else getattr(subject, "school_id", None),
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        changes={str(name): None if private else _plain(value) for name, value in changes.items()},
        private=private,
    )
