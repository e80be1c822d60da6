"""What a change of a calendar would move, before anybody confirms it. Nothing is written."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mentoring.deadlines import facts, words
from mentoring.deadlines.rules import CaseFacts, Move, moves
from mentoring.mentorships.models import Mentorship
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.models import TeachingYear
from schools.calendar.rules import Change, WorkCalendar
from schools.calendar.selectors import work_calendars
from schools.organisation.models import School

MOST_SCHOOLS = 50
"""A change of the country is counted beforehand for so many schools: a page is not kept waiting for ten thousand."""


@dataclass(frozen=True)
class CaseMoves:
    """One novice's dates that would move."""

    mentorship: Mentorship
    moves: tuple[Move, ...]

    @property
    def lines(self) -> list[tuple[str, Move]]:
        """The name of each step with its dates."""
        return [(str(words.NAMES[move.code]), move) for move in self.moves]


@dataclass(frozen=True)
class CountryMoves:
    """Figures alone: the operator sees no content. `seen`: schools counted, of `all` that have running cases."""

    deadlines: int
    schools: int
    seen: int
    all: int


def mark(moved: Iterable[CaseMoves]) -> str:
    """Short for what was shown: another one means that other dates would move by now."""
    told = "; ".join(f"{one.mentorship.pk} {' '.join(map(str, one.moves))}" for one in moved)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def moves_of(mentorship: Mentorship, happened: CaseFacts, calendar: WorkCalendar) -> tuple[Move, ...]:
    """The open dates of one case that this calendar would move. Reads rules and deadlines that were fetched along."""
    year = academic_year_starting(facts.year_of(mentorship), calendar.years)
    kept = {(row.code, row.round): row.due_on for row in mentorship.deadlines.all() if row.is_open}
    return tuple(moves(kept, facts.count(mentorship, calendar, year, facts.under(calendar, happened))))


def of_school(school: School, change: Change) -> list[CaseMoves]:
    """Whose dates would move at this school, and to when. The number of queries does not grow with the cases."""
    calendar = change.of(work_calendars([school])[school.pk])
    cases = _running([school.pk])
    happened = facts.facts_of_many(cases)
    found = (CaseMoves(case, moves_of(case, happened[case.pk], calendar)) for case in cases)
    return [one for one in found if one.moves]


def of_country(change: Change) -> CountryMoves:
    """How many dates would move at how many schools, counted for the first `MOST_SCHOOLS` with running cases."""
    with_cases = Mentorship.objects.open().order_by().values("school")
    schools = list(School.objects.filter(pk__in=with_cases).order_by("pk")[:MOST_SCHOOLS])
    calendars = _changed(schools, change)
    cases = _running([school.pk for school in schools])
    happened = facts.facts_of_many(cases)
    moved = {case: moves_of(case, happened[case.pk], calendars[case.school_id]) for case in cases}
    return CountryMoves(
        deadlines=sum(len(found) for found in moved.values()),
        schools=len({case.school_id for case, found in moved.items() if found}),
        seen=len(schools),
        all=School.objects.filter(pk__in=with_cases).count(),
    )


def _changed(schools: Sequence[School], change: Change) -> dict[int, WorkCalendar]:
    """A school that has its own academic year keeps it."""
    own: set[int | None] = set()
    if change.year is not None:
        rows = TeachingYear.objects.filter(school__in=schools, year=change.year.start_year)
        own = set(rows.values_list("school_id", flat=True))
    days_alone = replace(change, year=None)
    return {pk: (days_alone if pk in own else change).of(each) for pk, each in work_calendars(schools).items()}


def _running(school_ids: Iterable[int]) -> list[Mentorship]:
    rules = ("country_rules", "school_rules", "order_rules", "order_school_rules")
    cases = Mentorship.objects.open().filter(school__in=school_ids).select_related("novice__user", *rules)
    return list(cases.prefetch_related("deadlines").order_by("novice__user__sort_key", "pk"))
