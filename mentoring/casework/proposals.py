"""The list that the deputy confirms: who teaches for the first time this year and has no mentorship yet."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.todo import Todo
from mentoring.deadlines.rules import CaseFacts, DeadlineState, Due, plan_deadlines, state
from mentoring.deadlines.selectors import Counted
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.rules import MOST_OPENED, must_choose_period
from mentoring.mentorships.selectors import awaiting_proposals, cancelled
from mentoring.regulations.models import RuleSet
from mentoring.regulations.selectors import values_of, versions
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.selectors import hire_year_of, work_calendar
from schools.organisation.models import School
from schools.people.access import Role
from schools.people.models import Employment

MOST_SHOWN = MOST_OPENED
"""Rows of the list at once; the next ones follow when these are opened or taken off."""


@dataclass(frozen=True)
class Proposal(Counted):
    """One new teacher, with the last day for the order as it would be counted.

    begins_later: the day of hire is still to come; the mentorship is opened from that day on. cancelled: an earlier
    entry that was cancelled, with its reason.
    """

    novice: Employment
    begins_later: bool
    chooses_period: bool
    cancelled: Mentorship | None


def proposals(school: School, today: date, *, reader: Any = None) -> list[Proposal]:
    """The list, by day of hire, at most `MOST_SHOWN`. Seven queries, whatever its length; one when it is empty.

    reader: who confirms it; nobody opens a mentorship of their own, so that they are not on their own list.
    """
    novices = list(_waiting(school, today, reader)[:MOST_SHOWN])
    return _counted(school, novices, today, cancelled(novices)) if novices else []


def how_many(school: School, today: date, *, reader: Any = None) -> int:
    """Of the whole list."""
    return _waiting(school, today, reader).count()


def _waiting(school: School | Iterable[int], today: date, reader: Any) -> QuerySet[Employment]:
    waiting = awaiting_proposals(school, hire_year_of(today))
    return waiting.exclude(user_id=reader.pk) if reader is not None else waiting


def _counted(
    school: School,
    novices: Collection[Employment],
    today: date,
    before: Mapping[int, Mentorship],
    rules: Callable[[date], tuple[RuleSet, RuleSet | None]] | None = None,
) -> list[Proposal]:
    """before: the cancelled entries by novice, where they are known. Each day of hire is counted once: of a list that was
    just brought in, hundreds have the same."""
    calendar, in_force = work_calendar(school), rules or versions(school.pk)

    @cache
    def counted(hired_on: date) -> tuple[Due, DeadlineState, bool]:
        year = academic_year_starting(hire_year_of(hired_on), calendar.years)
        dues = plan_deadlines(CaseFacts(hired_on=hired_on), values_of(*in_force(hired_on)), calendar, year)
        first = next(due for due in dues if due.code == "D1")
        now = state(first.due_on, None, False, today, calendar)
        return first, now, must_choose_period(hired_on, year)

    def proposal(novice: Employment) -> Proposal:
        working, now, chooses_period = counted(novice.hired_on)
        return Proposal(
            novice=novice,
            working=working,
            now=now,
            begins_later=novice.hired_on > today,
            chooses_period=chooses_period,
            cancelled=before.get(novice.pk),
        )

    return [proposal(novice) for novice in novices]


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """The deputy confirms the list: one task with its number, due when the first of them is. One query."""
    led = desk.access.schools_as(Role.DEPUTY)
    if not led:
        return
    waiting = _waiting(led, desk.today, desk.user).filter(hired_on__lte=desk.today)
    same: dict[str, Any] = {"partition_by": ["school", "hired_on"]}
    first = waiting.annotate(
        nth=Window(RowNumber(), order_by="pk", **same), alike=Window(Count("pk"), **same)
    ).filter(nth=1)  # one of each day of hire: they have the same last day
    counts: Counter[int] = Counter()
    found: dict[School, list[Employment]] = {}
    for novice in first:
        counts[novice.school_id] += novice.alike
        found.setdefault(novice.school, []).append(novice)
    for school, novices in found.items():
        yield _todo(_counted(school, novices, desk.today, {}, desk.rules_of(school.pk)), counts[school.pk])


def _todo(rows: list[Proposal], count: int) -> Todo:
    told = ngettext(
        "%(count)s new teacher has no mentorship yet", "%(count)s new teachers have no mentorship yet", count
    )
    return Todo(
        due=min(row.due for row in rows),
        title=told % {"count": count},
        person=rows[0].novice if count == 1 else None,
        text=_("They teach for the first time. Look at the list and confirm it."),
        url=reverse("mentorship_proposals"),
        button=_("Look at the list"),
        code="D1",
    )
