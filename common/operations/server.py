"""The web server, its versions, and the room under VAR."""

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

import django
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from common import clock, dates
from common.operations.checks import Measure, Reading, State
from common.operations.words import size

STARTED = clock.now()
WARN_SHARE, BAD_SHARE, BAD_BYTES = 0.15, 0.05, 500_000_000


def server(now: datetime) -> Iterator[Reading]:
    started = clock.local(STARTED)
    yield Reading(
        _("Web server"),
        _("runs since %(day)s, %(time)s") % {"day": dates.with_weekday(started), "time": dates.clock_time(started)},
    )
    yield _room()
    yield Reading("Tálimger", settings.VERSION, State.FACT)
    yield Reading(_("Database"), _database(), State.FACT)
    yield Reading("Python · Django · WeasyPrint", " · ".join(_versions()), State.FACT)


def _room() -> Reading:
    disk = shutil.disk_usage(settings.VAR)
    share = disk.free / disk.total if disk.total else 0.0
    state = State.OK
    if share < BAD_SHARE or disk.free < BAD_BYTES:
        state = State.BAD
    elif share < WARN_SHARE:
        state = State.WARN
    hint = _("Make room on the disk of this installation: move old backups away, or give it a larger one.")
    return Reading(
        _("Room on the disk"),
        _("%(free)s free of %(total)s") % {"free": size(disk.free), "total": size(disk.total)},
        state,
        "" if state is State.OK else hint,
        (Measure("disk_free_bytes", disk.free), Measure("disk_total_bytes", disk.total)),
    )


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    number: int = connection.pg_version  # type: ignore[attr-defined]
    return f"PostgreSQL {number // 10_000}.{number % 10_000}"


def _versions() -> tuple[str, str, str]:
    try:
        weasyprint = version("weasyprint")
    except PackageNotFoundError:
        weasyprint = "–"
    return platform.python_version(), django.get_version(), weasyprint
