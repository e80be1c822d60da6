"""A school's calendar and academic years, from the country's rows and its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from itertools import groupby
from typing import cast

from django.db.models import CharField, DateField, F, Q, Value
from django.db.models.functions import Cast

from schools.calendar import models
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import AcademicYear, Decree, SchoolException, Vacation, Week, WorkCalendar
from schools.organisation.models import School

_kept: ContextVar[dict[int, WorkCalendar] | None] = ContextVar("kept", default=None)


@contextmanager
def calendars_kept() -> Iterator[None]:
    """Within, each school's calendar is read once: for a job that counts many days and changes none of them."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def work_calendar(school: School) -> WorkCalendar:
    """The days on which this school works. Two queries, whatever the number of rows."""
    kept = _kept.get()
    if kept is None:
        return _read(school)
    if school.pk not in kept:
        kept[school.pk] = _read(school)
    return kept[school.pk]


def _read(school: School) -> WorkCalendar:
    decrees, exceptions = _moved_days(school)
    return WorkCalendar(
        week=cast(Week, school.week), decrees=decrees, exceptions=exceptions, years=academic_years(school)
    )


def _moved_days(school: School) -> tuple[tuple[Decree, ...], tuple[SchoolException, ...]]:
    """The government's moves and the school's own, asked for together: every page that counts days needs both."""
    ours = (
        models.SchoolDay.objects.filter(school=school)
        .order_by()
        .values_list("date", "working", Value("", CharField()), "reason", Cast(Value(None), DateField()))
    )
    days = list(
        models.DecreeDay.objects.order_by()
        .values_list("date", "working", "weeks", "source", "pair")
        .union(ours, all=True)
    )
    days.sort(key=lambda day: day[0])
    return (
        tuple(Decree(on, working, _weeks(weeks), text, pair) for on, working, weeks, text, pair in days if weeks),
        tuple(SchoolException(on, working, text) for on, working, weeks, text, _pair in days if not weeks),
    )


def academic_years(school: School) -> tuple[AcademicYear, ...]:
    """The known academic years; where a school differs from the country, its own. One query."""
    rows = models.TeachingYear.objects.filter(Q(school=None) | Q(school=school)).order_by(
        "year", F("school").asc(nulls_first=True), "vacations__starts_on"
    )
    found: dict[int, AcademicYear] = {}
    for (year, _of), parts in groupby(
        rows.values_list(
            "year",
            "school",
            "teaching_from",
            "teaching_to",
            "estimate",
            "source",
            "vacations__kind",
            "vacations__starts_on",
            "vacations__ends_on",
        ),
        key=lambda row: row[:2],
    ):
        lines = list(parts)
        _year, _school, teaching_from, teaching_to, estimate, source = lines[0][:6]
        found[year] = AcademicYear(
            start_year=year,
            teaching_from=teaching_from,
            teaching_to=teaching_to,
            vacations=tuple(_vacation(*line[6:]) for line in lines if line[6]),
            estimate=estimate,
            source=source,
        )
    return tuple(found.values())


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


def _vacation(kind: str, starts_on: date, ends_on: date) -> Vacation:
    return Vacation(kind, starts_on, ends_on, first_grade=kind == models.Vacation.Kind.FIRST_GRADE)
