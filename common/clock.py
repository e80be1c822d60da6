"""The one place where the time is read. Views and tasks read it once and pass it down.

The zone comes from the package tzdata and not from the system: an old PC still takes Almaty for UTC+6, which it left on 1
March 2024.
"""

import zoneinfo
from datetime import date, datetime, time

from django.utils import timezone

zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def today(moment: datetime | None = None) -> date:
    """The date on the wall in Almaty at that moment: deadlines end at 23:59 there (domain, section 3)."""
    return timezone.localdate(moment)


def local(moment: datetime) -> datetime:
    """That moment as the clock on the wall in Almaty showed it."""
    return timezone.localtime(moment)


def at_hour(day: date, hour: int) -> datetime:
    """That hour of the day on the wall in Almaty, as a moment."""
    return timezone.make_aware(datetime.combine(day, time(hour)))
