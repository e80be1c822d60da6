"""Notices are read; a person says how to be told."""

from datetime import datetime
from typing import Any

from django.db import transaction

from common import audit
from common.actor import Actor
from mentoring.deadlines.models import Notice, ReminderChoice


def mark_read(*, user: Any, up_to: int, now: datetime) -> int:
    """Those that the page showed: none that came after `up_to`. How many were unread. One's own reading is no change
    that the audit keeps."""
    return Notice.objects.filter(user=user, pk__lte=up_to).unread().update(read_at=now)


@transaction.atomic
def choose(*, user: Any, hour: int, only_legal: bool, by: Actor, now: datetime) -> ReminderChoice:
    """Set the hour of the daily mail and what it tells; applies from the next mail on."""
    choice, _made = ReminderChoice.objects.select_for_update().get_or_create(user=user)
    before = (choice.hour, choice.only_legal)
    choice.hour, choice.only_legal = hour, only_legal
    choice.save(update_fields=["hour", "only_legal"])
    audit.record(
        by=by,
        now=now,
        action="reminders.chosen",
        subject=choice,
        changes={"hour": [before[0], hour], "only_legal": [before[1], only_legal]},
    )
    return choice
