"""Mails that waited in a backup when it was restored. The installation of before may have sent them long ago, so they are
held until the operator says: send, or drop.

A file beside the database tells the moment of the restore: what was written up to then and waits is held. No row is
changed by a restore, whose every row is held against the archive. The moment of the backup would not do: its snapshot is
taken a little later, and mails may be written in between.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from common import audit
from common.actor import SYSTEM
from common.models import Installation, OutboxMail

NAME = "mails-held-until"
REASON = "Restored"
CLEARED = {"text": "", "html": ""}


def hold(folder: Path, moment: datetime) -> None:
    """`folder`: VAR of the place that was restored; `moment`: of the restore."""
    (folder / NAME).write_text(moment.isoformat())


def forget(folder: Path) -> None:
    """Nothing was restored there after all, or all was said."""
    (folder / NAME).unlink(missing_ok=True)


def held_until() -> datetime | None:
    """What was written up to this moment is held; None where nothing was restored, or all was said."""
    try:
        return datetime.fromisoformat((settings.VAR / NAME).read_text())
    except FileNotFoundError:
        return None


def held() -> QuerySet[OutboxMail]:
    """Mails that wait for the operator's word."""
    moment = held_until()
    if moment is None:
        return OutboxMail.objects.none()
    return OutboxMail.objects.filter(sent_at=None, given_up_at=None, held=False, made_at__lte=moment)


def settle(*, send: bool, now: datetime) -> int:
    """Let them go, or drop them with the reason; how many. The operator, at the terminal."""
    with transaction.atomic():
        rows = held().select_for_update()
        keys = list(rows.values_list("pk", flat=True))
        if not send:
            mine = OutboxMail.objects.filter(pk__in=keys)
            mine.update(given_up_at=now, last_error=REASON, leased_until=None, next_try_at=None)
            mine.filter(secret=True).update(**CLEARED)
        if keys and (here := Installation.objects.filter(pk=1).first()):
            action = "mails.released" if send else "mails.dropped"
            audit.record(by=SYSTEM, now=now, action=action, subject=here, changes={"mails": len(keys)})
    forget(settings.VAR)
    return len(keys)
