"""The newest backup, by the archives that lie under VAR/backups."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from common.backup.keep import newest
from common.installation import is_demo
from common.operations.checks import Measure, Reading, State
from common.operations.words import ago, size


def backup(now: datetime) -> Iterator[Reading]:
    command = f"make backup VAR={settings.VAR}"
    hint = _("Make one now, and see whether the worker and the clock run: they make one each night.")
    found = newest(now)
    if found is None and is_demo():
        yield Reading(_("Newest backup"), _("a demonstration makes none by itself"), State.FACT)
        return
    if found is None:
        yield Reading(_("Newest backup"), _("there is none yet"), State.WARN, hint, code=command)
        return
    yield Reading(
        _("Newest backup"),
        _("%(ago)s, %(size)s") % {"ago": ago(found.at, now), "size": size(found.size)},
        State.BAD if found.overdue else State.OK,
        hint if found.overdue else "",
        (Measure("backup_age_seconds", (now - found.at).total_seconds()), Measure("backup_bytes", found.size)),
        command if found.overdue else "",
    )
