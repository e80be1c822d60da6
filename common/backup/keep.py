"""Which archives are kept, and how old the newest is."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from common import clock

KEPT_DAYS = 14
OVERDUE_AFTER = timedelta(days=3)
NAME = re.compile(r"talimger-(\d{4}-\d\d-\d\d-\d{6})(?:-\d+)?\.tar\.gz")
MOMENT = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True)
class Newest:
    """The newest archive. Only one that was read back and found whole bears its name."""

    at: datetime
    size: int
    overdue: bool


@dataclass(frozen=True, order=True)
class Kept:
    """An archive in the folder, with the moment in its name."""

    at: datetime
    path: Path


def newest(now: datetime, folder: Path | None = None) -> Newest | None:
    """The newest archive, and whether it is too old; None when there is none yet."""
    found = archives(folder or Path(settings.BACKUPS_ROOT))
    if not found:
        return None
    last = found[-1]
    return Newest(at=last.at, size=last.path.stat().st_size, overdue=now - last.at > OVERDUE_AFTER)


def archives(folder: Path) -> list[Kept]:
    """All archives in the folder, the oldest first."""
    found = []
    for path in folder.glob("talimger-*.tar.gz"):
        if match := NAME.fullmatch(path.name):
            moment = datetime.strptime(match[1], MOMENT)  # noqa: DTZ007  the name bears the time on the wall
            found.append(Kept(timezone.make_aware(moment), path))
    return sorted(found)


def surplus(found: list[Kept]) -> list[Kept]:
    """Those that may go: of the newest day all are kept, of the days before the last one each, for 14 days in all."""
    last_of_day = {clock.today(kept.at): kept for kept in sorted(found)}
    days = sorted(last_of_day, reverse=True)[:KEPT_DAYS]
    return [
        kept
        for kept in sorted(found)
        if clock.today(kept.at) not in days
        or (clock.today(kept.at) != days[0] and kept != last_of_day[clock.today(kept.at)])
    ]


def trim(folder: Path) -> None:
    """Delete what is no longer kept."""
    for kept in surplus(archives(folder)):
        kept.path.unlink(missing_ok=True)


def name_for(now: datetime, folder: Path) -> Path:
    """A free name for an archive of this moment."""
    stem = f"talimger-{clock.local(now):{MOMENT}}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(path for name in names if not (path := folder / f"{name}.tar.gz").exists())
