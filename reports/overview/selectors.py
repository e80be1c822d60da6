"""What a department reads across its schools: counts, never a case. Five queries, whatever the number of schools."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from common import names
from mentoring.deadlines.models import Deadline, met_in_time, overdue
from mentoring.mentorships.models import Mentorship
from reports.overview.rules import protect
from schools.organisation.models import Department, School
from schools.people.access import access_of

STAGES = 5
"""Columns of the table: without a mentor, introductory, main, final, over."""

YEARS_SHOWN = 5
_Stages = dict[tuple[int, int], list[int]]
_Dates = dict[tuple[int, int], tuple[int, int, int]]
"""By year and school."""


@dataclass(frozen=True)
class SchoolRow:
    """One school's year. A count is None where it must not be shown; lateness may be shown for each school."""

    school: School
    stages: list[int | None]
    novices: int | None
    overdue: int
    met: int
    in_time: int


@dataclass(frozen=True)
class Overview:
    """The whole table of one academic year; `totals` as the rows, over all schools."""

    departments: list[Department]
    year: int
    years: list[int]
    rows: list[SchoolRow]
    stages: list[int | None]
    novices: int | None
    overdue: int
    met: int
    in_time: int


def is_officer(user: Any) -> bool:
    """Officers of an education department, today."""
    return bool(access_of(user).department_ids)


SORTS: dict[str, Callable[[SchoolRow], Any]] = {
    "school": lambda row: names.sort_key(row.school.name),
    "overdue": lambda row: row.overdue,
    "in_time": lambda row: row.in_time / row.met if row.met else 2,
}


def overview(user: Any, today: date, *, year: int, sort: str = "school") -> Overview:
    """The figures of the user's departments for the academic year that begins in `year`."""
    ids = access_of(user).department_ids
    schools = list(School.objects.filter(department_id__in=ids).order_by("pk"))
    cases = _cases(schools)
    years = sorted(set(cases.order_by().values_list("year", flat=True).distinct()) | {year}, reverse=True)
    rows, totals = _rows(schools, _stages(cases.filter(year=year)), _dates(cases.filter(year=year), today), year)
    key = sort.removeprefix("-")
    rows.sort(key=SORTS["school"])
    rows.sort(key=SORTS.get(key, SORTS["school"]), reverse=sort.startswith("-"))
    return Overview(
        departments=list(Department.objects.filter(pk__in=ids)),
        year=year,
        years=years,
        rows=rows,
        stages=totals[:-1],
        novices=totals[-1],
        overdue=sum(row.overdue for row in rows),
        met=sum(row.met for row in rows),
        in_time=sum(row.in_time for row in rows),
    )


def schools_of(user: Any) -> QuerySet[School]:
    """The schools of the user's departments."""
    return School.objects.filter(department_id__in=access_of(user).department_ids)


def years_of(school: School, user: Any, today: date) -> list[tuple[int, SchoolRow]]:
    """One school's figures of its latest years, each hidden as in the table of all schools of that year."""
    schools = list(schools_of(user).order_by("pk"))
    cases = _cases(schools)
    years = sorted(set(cases.filter(school=school).order_by().values_list("year", flat=True)), reverse=True)
    stages, dates = _stages(cases), _dates(cases, today)
    found = []
    for year in years[:YEARS_SHOWN]:
        rows, _totals = _rows(schools, stages, dates, year)
        found.append((year, next(row for row in rows if row.school == school)))
    return found


def overdue_by_step(school: School, today: date) -> list[tuple[str, int]]:
    """(code of the step, how many are overdue today), those with any; in the law's order."""
    rows = Deadline.objects.filter(overdue(today), mentorship__school=school)
    rows = rows.exclude(mentorship__state=Mentorship.State.CANCELLED)
    return list(rows.order_by("code").values_list("code").annotate(Count("pk")))


def _cases(schools: list[School]) -> QuerySet[Mentorship]:
    return Mentorship.objects.filter(school__in=schools).exclude(state=Mentorship.State.CANCELLED)


def _rows(
    schools: list[School], stages: _Stages, dates: _Dates, year: int
) -> tuple[list[SchoolRow], list[int | None]]:
    """The rows of a year as they may be shown, and the totals."""
    counts = [stages.get((year, school.pk), [0] * STAGES) for school in schools]
    *inner, totals = protect(counts or [[0] * STAGES])
    rows = [
        SchoolRow(school, shown[:-1], shown[-1], *dates.get((year, school.pk), (0, 0, 0)))
        for school, shown in zip(schools, inner, strict=False)  # without a school there is one line of noughts
    ]
    return rows, totals


def _stages(cases: QuerySet[Mentorship]) -> _Stages:
    found: _Stages = {}
    for year, pk, state, number in cases.order_by().values_list("year", "school", "state").annotate(Count("pk")):
        found.setdefault((year, pk), [0] * STAGES)[Mentorship(state=state).stage] += number
    return found


def _dates(cases: QuerySet[Mentorship], today: date) -> _Dates:
    """For each year and school: steps overdue today, steps done, and those of them in time."""
    found = (
        Deadline.objects.filter(mentorship__in=cases)
        .order_by()
        .values_list("mentorship__year", "mentorship__school")
        .annotate(
            overdue=Count("pk", filter=overdue(today)),
            met=Count("pk", filter=Q(met_on__isnull=False)),
            in_time=Count("pk", filter=met_in_time()),
        )
    )
    return {(year, school): (overdue, met, in_time) for year, school, overdue, met, in_time in found}
