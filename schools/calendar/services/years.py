"""The rows of an academic year, of the country or of one school, and their entry in the audit."""

from datetime import datetime
from typing import Any

from common import audit
from common.actor import Actor
from schools.calendar.models import TeachingYear, Vacation
from schools.calendar.rules import AcademicYear
from schools.organisation.models import School


def write(school: School | None, year: AcademicYear, *, by: Actor, now: datetime) -> TeachingYear:
    """Put the year in the place of the one that was. The caller holds the lock and has asked the policy."""
    row = TeachingYear.objects.filter(school=school, year=year.start_year).first()
    before = facts(row) if row else None
    row = row or TeachingYear(school=school, year=year.start_year)
    row.teaching_from, row.teaching_to = year.teaching_from, year.teaching_to
    row.estimate, row.source = year.estimate, year.source
    row.save()
    row.vacations.all().delete()
    Vacation.objects.bulk_create(
        Vacation(teaching_year=row, kind=vacation.code, starts_on=vacation.first, ends_on=vacation.last)
        for vacation in year.vacations
    )
    audit.record(by=by, now=now, action="calendar.year_set", subject=row, changes={"year": [before, facts(row)]})
    return row


def facts(row: TeachingYear) -> dict[str, Any]:
    """What the audit keeps of a year."""
    spans = row.vacations.values_list("kind", "starts_on", "ends_on")
    return {
        "teaching": [row.teaching_from, row.teaching_to],
        "estimate": row.estimate,
        "source": row.source,
        **{kind: [starts, ends] for kind, starts, ends in spans},
    }
