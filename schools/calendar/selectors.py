"""A school's calendar and academic years, from the country's rows and its own."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from itertools import groupby
from typing import Any, cast

from django.db.models import BigIntegerField, CharField, DateField, F, Q, Value
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
    return work_calendars([school])[school.pk]


def work_calendars(schools: Iterable[School]) -> dict[int, WorkCalendar]:
    """The calendars of these schools by their ids, always read anew. Two queries, whatever the number of schools."""
    found = {school.pk: school for school in schools}
    decrees, exceptions = _moved_days(found)
    years = _years(found)
    return {
        pk: WorkCalendar(
            week=cast(Week, school.week), decrees=decrees, exceptions=tuple(exceptions[pk]), years=years[pk]
        )
        for pk, school in found.items()
    }


def country_calendar(week: Week) -> WorkCalendar:
    """The days of a school with this week and nothing of its own. Two queries."""
    decrees, _none = _moved_days([])
    return WorkCalendar(week=week, decrees=decrees, years=country_years())


def country_years() -> tuple[AcademicYear, ...]:
    """The academic years of the country. One query."""
    return tuple(_year(lines) for _key, lines in _year_lines(Q(school=None)))


def _moved_days(schools: Collection[int]) -> tuple[tuple[Decree, ...], dict[int, list[SchoolException]]]:
    """The government's moves and the schools' own, asked for together: every page that counts days needs both."""
    ours = (
        models.SchoolDay.objects.filter(school__in=schools)
        .order_by()
        .values_list("date", "working", Value("", CharField()), "reason", Cast(Value(None), DateField()), "school")
    )
    days = list(
        models.DecreeDay.objects.order_by()
        .values_list("date", "working", "weeks", "source", "pair", Cast(Value(None), BigIntegerField()))
        .union(ours, all=True)
    )
    days.sort(key=lambda day: day[0])
    own: dict[int, list[SchoolException]] = {pk: [] for pk in schools}
    for on, working, _weeks, text, _pair, school in days:
        if school is not None:
            own[school].append(SchoolException(on, working, text))
    decrees = tuple(
        Decree(on, working, weeks_of(weeks), text, pair)
        for on, working, weeks, text, pair, school in days
        if school is None
    )
    return decrees, own


def academic_years(school: School) -> tuple[AcademicYear, ...]:
    """The known academic years; where a school differs from the country, its own. One query."""
    return _years([school.pk])[school.pk]


def _years(schools: Collection[int]) -> dict[int, tuple[AcademicYear, ...]]:
    found: dict[int, dict[int, AcademicYear]] = {pk: {} for pk in schools}
    for (year, school), lines in _year_lines(Q(school=None) | Q(school__in=schools)):
        for pk in schools if school is None else (school,):
            found[pk][year] = _year(lines)
    return {pk: tuple(years.values()) for pk, years in found.items()}


def _year_lines(which: Q) -> Iterator[tuple[tuple[int, int | None], list[Any]]]:
    """Key (year, school) and lines, a year of the country before those of the schools."""
    rows = models.TeachingYear.objects.filter(which).order_by(
        "year", F("school").asc(nulls_first=True), "vacations__starts_on"
    )
    lines = rows.values_list(
        "year",
        "school",
        "teaching_from",
        "teaching_to",
        "estimate",
        "source",
        "vacations__kind",
        "vacations__starts_on",
        "vacations__ends_on",
    )
    for key, parts in groupby(lines, key=lambda row: row[:2]):
        yield (key[0], key[1]), list(parts)


def _year(lines: list[Any]) -> AcademicYear:
    year, _school, teaching_from, teaching_to, estimate, source = lines[0][:6]
    return AcademicYear(
        start_year=year,
        teaching_from=teaching_from,
        teaching_to=teaching_to,
        vacations=tuple(_vacation(*line[6:]) for line in lines if line[6]),
        estimate=estimate,
        source=source,
    )


def academic_year(school: School, start_year: int) -> AcademicYear:
    """The academic year that begins in that year; an estimate by the usual pattern when no row tells."""
    return academic_year_starting(start_year, academic_years(school))


def start_year_of(day: date) -> int:
    """The year in which the academic year of this date began (1 September–31 August)."""
    return day.year if day.month >= 9 else day.year - 1


def hire_year_of(hired_on: date) -> int:
    """The academic year that a hire belongs to: one hired in the last weeks of August begins the next year."""
    return hired_on.year if (hired_on.month, hired_on.day) >= (8, 1) else hired_on.year - 1


def hires_of(year: int) -> tuple[date, date]:
    """The days of hire of those who are new in that academic year; the summer before it belongs to either year, so that
    nobody who was not yet confirmed falls off a list on 1 August."""
    return date(year, 6, 1), date(year + 1, 7, 31)


def decree_of(row: models.DecreeDay) -> Decree:
    """A row as the rules see it."""
    return Decree(row.date, row.working, weeks_of(row.weeks), row.source, row.pair)


def weeks_of(text: str) -> tuple[Week, ...]:
    """The weeks that a row names: “5,6” → (5, 6)."""
    return cast(tuple[Week, ...], tuple(int(part) for part in text.split(",")))


def _vacation(kind: str, starts_on: date, ends_on: date) -> Vacation:
    return Vacation(kind, starts_on, ends_on, first_grade=kind == models.Vacation.Kind.FIRST_GRADE)
