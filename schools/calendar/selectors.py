"""A school's calendar and academic years, from the country's rows and its own."""

from datetime import date
from typing import cast

from schools.calendar import models
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import AcademicYear, Decree, SchoolException, Vacation, Week, WorkCalendar
from schools.organisation.models import School


def work_calendar(school: School) -> WorkCalendar:
    """The days on which this school works. Four queries, whatever the number of rows."""
    decrees = tuple(
        Decree(on=row.date, working=row.working, weeks=_weeks(row.weeks), source=row.source, pair=row.pair)
        for row in models.DecreeDay.objects.all()
    )
    exceptions = tuple(
        SchoolException(on=row.date, working=row.working, reason=row.reason)
        for row in models.SchoolDay.objects.filter(school=school)
    )
    return WorkCalendar(
        week=cast(Week, school.week), decrees=decrees, exceptions=exceptions, years=academic_years(school)
    )


def academic_years(school: School) -> tuple[AcademicYear, ...]:
    """The known academic years; where a school differs from the country, its own."""
    rows = models.TeachingYear.objects.filter(school=None) | models.TeachingYear.objects.filter(school=school)
    chosen: dict[int, models.TeachingYear] = {}
    for row in rows.prefetch_related("vacations"):
        if row.year not in chosen or row.school_id is not None:
            chosen[row.year] = row
    return tuple(_year(row) for _, row in sorted(chosen.items()))


def academic_year(school: School, start_year: int) -> AcademicYear:
    """The academic year that begins in that year; an estimate by the usual pattern when no row tells."""
    return academic_year_starting(start_year, academic_years(school))


def start_year_of(day: date) -> int:
    """The year in which the academic year of this date began (1 September–31 August)."""
    return day.year if day.month >= 9 else day.year - 1


def hire_year_of(hired_on: date) -> int:
    """The academic year that a hire belongs to: one hired in the last weeks of August begins the next year."""
    return hired_on.year if (hired_on.month, hired_on.day) >= (8, 1) else hired_on.year - 1


def _weeks(text: str) -> tuple[Week, ...]:
    return cast(tuple[Week, ...], tuple(int(part) for part in text.split(",")))


def _year(row: models.TeachingYear) -> AcademicYear:
    return AcademicYear(
        start_year=row.year,
        teaching_from=row.teaching_from,
        teaching_to=row.teaching_to,
        vacations=tuple(
            Vacation(v.kind, v.starts_on, v.ends_on, first_grade=v.kind == models.Vacation.Kind.FIRST_GRADE)
            for v in row.vacations.all()
        ),
        estimate=row.estimate,
        source=row.source,
    )
