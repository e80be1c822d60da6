"""What a department reads across its schools: counts, never a case. Five queries, whatever the number of schools."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from common import names
from mentoring.deadlines.models import Deadline, met_in_time, overdue
from mentoring.mentorships.models import Mentorship
from reports.overview.rules import protect
from schools.organisation.models import Department, School
from schools.people.access import access_of

STAGES = 5
"""Columns of the table: without a mentor, introductory, main, final, over."""


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
    cases = Mentorship.objects.filter(school__in=schools).exclude(state=Mentorship.State.CANCELLED)
    years = sorted(set(cases.order_by().values_list("year", flat=True).distinct()) | {year}, reverse=True)
    counts = {school.pk: [0] * STAGES for school in schools}
    for pk, state, number in cases.filter(year=year).order_by().values_list("school", "state").annotate(Count("pk")):
        counts[pk][Mentorship(state=state).stage] += number
    dates = _dates(cases.filter(year=year), today)
    *inner, totals = protect(list(counts.values()) or [[0] * STAGES])
    rows = [
        SchoolRow(school, stages[:-1], stages[-1], *dates.get(school.pk, (0, 0, 0)))
        for school, stages in zip(schools, inner, strict=False)  # without a school there is one line of noughts
    ]
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


def _dates(cases: Any, today: date) -> dict[int, tuple[int, int, int]]:
    """For each school: steps overdue today, steps done, and those of them in time."""
    found = (
        Deadline.objects.filter(mentorship__in=cases)
        .order_by()
        .values_list("mentorship__school")
        .annotate(
            overdue=Count("pk", filter=overdue(today)),
            met=Count("pk", filter=Q(met_on__isnull=False)),
            in_time=Count("pk", filter=met_in_time()),
        )
    )
    return {school: (overdue, met, in_time) for school, overdue, met, in_time in found}
