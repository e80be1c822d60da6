"""What one school has otherwise than the country: a day closed or worked, an academic year."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit, dates, events
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import AlreadyDone
from schools.calendar import checks, policies
from schools.calendar.events import CalendarChanged
from schools.calendar.models import SchoolDay, TeachingYear
from schools.calendar.selectors import work_calendars
from schools.calendar.services.years import facts, write
from schools.organisation.models import School

GONE = _("This day is no longer on the list.")
NO_OWN_YEAR = _("The school has no dates of its own for this year any more.")


@transaction.atomic
def add_own_day(*, school_id: int, on: date, working: bool, reason: str, by: Actor, now: datetime) -> SchoolDay:
    """Close a day of the school, or make it a working one. The deputy head or the head.

    Raises PermissionDenied; ValidationError without a reason, for a day that stands on the list already or that would
    be so anyway.
    """
    policies.require(policies.can_set_own_days(by.user, school_id))
    school = _locked(school_id)
    checks.own_day(work_calendars([school])[school_id], on, working, reason)
    refuse_beyond(SchoolDay.objects.filter(school=school), checks.MOST_OWN_DAYS)
    row = SchoolDay.objects.create(school=school, date=on, working=working, reason=reason.strip())
    audit.record(by=by, now=now, action="calendar.day_added", subject=row, changes=_told(row))
    events.emit(CalendarChanged(school_id, by, now, _reason(row)))
    return row


@transaction.atomic
def remove_own_day(*, day_id: int, by: Actor, now: datetime) -> None:
    """Let a day be again what it is in the country. The deputy head or the head.

    Raises PermissionDenied; AlreadyDone when somebody else removed it first.
    """
    school_id = SchoolDay.objects.filter(pk=day_id).values_list("school_id", flat=True).first()
    if school_id is None:
        raise AlreadyDone("removed", GONE, **audit.first_to(SchoolDay(pk=day_id), "calendar.day_removed"))
    policies.require(policies.can_set_own_days(by.user, school_id))
    _locked(school_id)
    row = SchoolDay.objects.filter(pk=day_id).first()
    if row is None:
        raise AlreadyDone("removed", GONE, **audit.first_to(SchoolDay(pk=day_id), "calendar.day_removed"))
    audit.record(by=by, now=now, action="calendar.day_removed", subject=row, changes=_told(row))
    reason = _reason(row)
    row.delete()
    events.emit(CalendarChanged(school_id, by, now, reason))


@transaction.atomic
def set_own_year(
    *,
    school_id: int,
    start_year: int,
    teaching: checks.Span,
    vacations: Mapping[str, checks.Span],
    source: str,
    by: Actor,
    now: datetime,
) -> TeachingYear:
    """Say in what the school's academic year differs from the country's. The deputy head.

    Raises PermissionDenied; ValidationError for dates that are no year, and without the order that sets them.
    """
    policies.require(policies.can_set_own_year(by.user, school_id))
    school = _locked(school_id)
    year = checks.academic_year(start_year, teaching, vacations, source=source)
    row = write(school, year, by=by, now=now)
    events.emit(CalendarChanged(school_id, by, now, f"{year.title}: {year.source}"))
    return row


@transaction.atomic
def drop_own_year(*, school_id: int, start_year: int, by: Actor, now: datetime) -> None:
    """Follow the country's academic year again. The deputy head.

    Raises PermissionDenied; AlreadyDone when the school follows it already.
    """
    policies.require(policies.can_set_own_year(by.user, school_id))
    _locked(school_id)
    row = TeachingYear.objects.filter(school=school_id, year=start_year).first()
    if row is None:
        raise AlreadyDone("dropped", NO_OWN_YEAR)
    audit.record(by=by, now=now, action="calendar.year_removed", subject=row, changes=facts(row))
    reason = f"{row}: {row.source}"
    row.delete()
    events.emit(CalendarChanged(school_id, by, now, reason))


def _locked(school_id: int) -> School:
    """Changes of one school's calendar come one after the other; rows that only name the school are not held up."""
    return School.objects.select_for_update(no_key=True).get(pk=school_id)


def _told(row: SchoolDay) -> dict[str, object]:
    return {"date": row.date, "working": row.working, "reason": row.reason}


def _reason(row: SchoolDay) -> str:
    return f"{dates.numeric(row.date)}: {row.reason}"
