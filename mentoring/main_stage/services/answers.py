"""What the novice says to a line of the log: so it was, or it was different."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.main_stage import policies, words
from mentoring.main_stage.models import LogEntry, LogLine


@transaction.atomic
def confirm(*, line_id: int, by: Actor, now: datetime, seen: str = "") -> LogLine:
    """The novice confirms one's own line; it cannot be changed after that.

    seen: the `version` that was read on the page. Raises PermissionDenied; DomainError("changed") when the mentor
    has corrected the entry since then.
    """
    line = _locked_line(line_id)
    policies.require(policies.can_confirm(by.user, line))
    if line.confirmed_at is None:
        if seen and seen != line.version:
            raise DomainError("changed", words.CHANGED_SINCE)
        line.confirmed_at, line.objection = now, ""
        line.save(update_fields=["confirmed_at", "objection"])
        audit.record(by=by, now=now, action="log.confirmed", subject=line, school_id=line.mentorship.school_id)
    return line


@transaction.atomic
def object_to(*, line_id: int, by: Actor, now: datetime, text: str) -> LogLine:
    """The novice says what was different; the mentor corrects the entry or talks it over.

    Raises PermissionDenied; ValidationError without a text; AlreadyDone after a confirmation.
    """
    line = _locked_line(line_id)
    policies.require(policies.can_confirm(by.user, line))
    if not text.strip():
        raise ValidationError({"text": words.SAY_WHAT})
    if line.confirmed_at is not None:
        raise AlreadyDone("already_confirmed", words.ALREADY_CONFIRMED, who=by.user, when=line.confirmed_at)
    line.objection = text.strip()
    line.save(update_fields=["objection"])
    audit.record(
        by=by,
        now=now,
        action="log.objected",
        subject=line,
        school_id=line.mentorship.school_id,
        changes={"objection": line.objection},
    )
    return line


def _locked_line(line_id: int) -> LogLine:
    """The line under its lock, and the entry as it stands then: who waited for a correction reads the corrected one."""
    line = (
        LogLine.objects.select_for_update(of=("self",))
        .select_related("mentorship__school", "mentorship__novice")
        .get(pk=line_id)
    )
    line.entry = LogEntry.objects.get(pk=line.entry_id)
    return line
