"""The newest backup, by the archives that lie under VAR/backups."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from common.operations.checks import Measure, Reading, State
from common.operations.words import ago, size

OVERDUE = timedelta(days=3)


def backup(now: datetime) -> Iterator[Reading]:
    command = "make backup"
    hint = _("Make one now, and see whether the worker and the clock run: they make one each night.")
    found = _newest()
    if found is None:
        yield Reading(_("Newest backup"), _("there is none yet"), State.WARN, hint, code=command)
        return
    at, length = found
    overdue = now - at > OVERDUE
    yield Reading(
        _("Newest backup"),
        _("%(ago)s, %(size)s") % {"ago": ago(at, now), "size": size(length)},
        State.BAD if overdue else State.OK,
        hint if overdue else "",
        (Measure("backup_age_seconds", (now - at).total_seconds()), Measure("backup_bytes", length)),
        command if overdue else "",
    )


def _newest() -> tuple[datetime, int] | None:
    archives = [path.stat() for path in Path(settings.VAR, "backups").glob("*.tar*") if path.is_file()]
    newest = max(archives, key=lambda one: one.st_mtime, default=None)
    return newest and (datetime.fromtimestamp(newest.st_mtime, UTC), newest.st_size)
