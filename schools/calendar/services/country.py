"""What the whole country has: days moved by decree, academic years. The operator keeps them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit, dates, events
from common.actor import Actor
from common.errors import AlreadyDone
from common.models import Installation
from schools.calendar import checks, policies
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.events import CalendarChanged
from schools.calendar.models import DecreeDay, TeachingYear
from schools.calendar.rules import Change, Decree
from schools.calendar.selectors import country_calendar, country_years, decree_of
from schools.calendar.services.years import write

GONE = _("This decree is no longer on the list.")


@transaction.atomic
def add_decree(
    *, on: date, working: bool, weeks: str, source: str, pair: date | None, by: Actor, now: datetime
) -> DecreeDay:
    """A day that the government moved; with `pair`, the other half of the move is written beside it. The operator.

    Raises PermissionDenied; ValidationError for a day moved already or that would be so anyway, and without a source.
    """
    policies.require(policies.can_set_country(by.user))
    _lock()
    row = DecreeDay(date=on, working=working, weeks=weeks, source=source.strip(), pair=pair)
    check_decree(row)
    _write(row)
    audit.record(by=by, now=now, action="calendar.decree_added", subject=row, changes=_told(row))
    events.emit(CalendarChanged(None, by, now, _reason(row)))
    return row


@transaction.atomic
def change_decree(
    *,
    decree_id: int,
    on: date,
    working: bool,
    weeks: str,
    source: str,
    pair: date | None,
    by: Actor,
    now: datetime,
) -> DecreeDay:
    """Put right what was entered; the other half follows. The operator. Raises as `add_decree`, and AlreadyDone."""
    policies.require(policies.can_set_country(by.user))
    _lock()
    row = _found(decree_id)
    before, halves = _told(row), other_halves(row)
    row.date, row.working, row.weeks, row.source, row.pair = on, working, weeks, source.strip(), pair
    check_decree(row, besides=halves)
    if before == _told(row):
        return row
    for half in halves:
        half.delete()
    _write(row)
    audit.record(
        by=by, now=now, action="calendar.decree_changed", subject=row, changes={"decree": [before, _told(row)]}
    )
    events.emit(CalendarChanged(None, by, now, _reason(row)))
    return row


@transaction.atomic
def remove_decree(*, decree_id: int, by: Actor, now: datetime) -> None:
    """Take a move back, both halves of it. The operator. Raises PermissionDenied, AlreadyDone."""
    policies.require(policies.can_set_country(by.user))
    _lock()
    row = _found(decree_id)
    audit.record(by=by, now=now, action="calendar.decree_removed", subject=row, changes=_told(row))
    reason = _reason(row)
    for half in (row, *other_halves(row)):
        half.delete()
    events.emit(CalendarChanged(None, by, now, reason))


@transaction.atomic
def set_country_year(
    *,
    start_year: int,
    teaching: checks.Span,
    vacations: Mapping[str, checks.Span],
    source: str,
    estimate: bool,
    by: Actor,
    now: datetime,
) -> TeachingYear:
    """Confirm an estimate, or change the dates. Where no date changes, nothing is counted anew. The operator.

    Raises PermissionDenied; ValidationError for dates that are no year, and for a confirmed one without its source.
    """
    policies.require(policies.can_set_country(by.user))
    _lock()
    year = checks.academic_year(start_year, teaching, vacations, source=source, estimate=estimate)
    before = academic_year_starting(start_year, country_years())
    row = write(None, year, by=by, now=now)
    if not checks.same_dates(before, year):
        events.emit(CalendarChanged(None, by, now, f"{year.title}: {year.source}".removesuffix(": ")))
    return row


def check_decree(row: DecreeDay, besides: Iterable[DecreeDay] = ()) -> Change:
    """What this row, new or changed, makes of the calendar; `besides` are halves of it that go.

    Raises ValidationError, as `add_decree` does.
    """
    gone = {half.pk for half in besides} | ({row.pk} if row.pk else set())
    kept = list(DecreeDay.objects.all())
    others = [decree_of(other) for other in kept if other.pk not in gone]
    new = decree_of(row)
    without = Change(decrees_gone=frozenset((old.on, old.weeks) for old in map(decree_of, kept) if old not in others))
    checks.decree([without.of(country_calendar(week)) for week in new.weeks], others, new)
    return Change(decrees_gone=without.decrees_gone, decrees=tuple(_halves(new)))


def other_halves(row: DecreeDay) -> list[DecreeDay]:
    """The row that names this one as its other half."""
    return list(DecreeDay.objects.filter(pair=row.date, date=row.pair).exclude(pk=row.pk)) if row.pair else []


def _halves(new: Decree) -> Iterable[Decree]:
    yield new
    if new.pair is not None:
        yield Decree(new.pair, not new.working, new.weeks, new.source, new.on)


def _write(row: DecreeDay) -> None:
    row.save()
    if row.pair is not None:
        DecreeDay.objects.create(
            date=row.pair, working=not row.working, weeks=row.weeks, source=row.source, pair=row.date
        )


def _lock() -> None:
    """The country's calendar has no row of its own: whoever changes it holds the installation's."""
    Installation.objects.select_for_update(no_key=True).filter(pk=1).first()


def _found(decree_id: int) -> DecreeDay:
    row = DecreeDay.objects.filter(pk=decree_id).first()
    if row is None:
        raise AlreadyDone("removed", GONE, **audit.first_to(DecreeDay(pk=decree_id), "calendar.decree_removed"))
    return row


def _told(row: DecreeDay) -> dict[str, object]:
    return {"date": row.date, "working": row.working, "weeks": row.weeks, "pair": row.pair, "source": row.source}


def _reason(row: DecreeDay) -> str:
    return f"{dates.numeric(row.date)}: {row.source}"
