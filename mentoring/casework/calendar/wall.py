"""One academic year as a wall calendar shows it: twelve months, what is special in each, and what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from common import dates
from mentoring.deadlines import words
from mentoring.deadlines.models import Deadline
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.calendar.rules import AcademicYear, Day, Reason, WorkCalendar
from schools.calendar.words import day_label, vacation_label
from schools.organisation.models import School

WORKED = (Reason.DECREE_WORKING, Reason.SCHOOL_WORKING)


@dataclass(frozen=True)
class Cell:
    """A day: its looks (classes of wall.css), and in words what they say."""

    date: date
    looks: str
    label: str
    due: bool


@dataclass(frozen=True)
class Note:
    """A day, or a stretch of days, and what it is."""

    first: date
    last: date | None
    text: str


@dataclass(frozen=True)
class DueOn:
    """One step that is due on one day, and in whose cases; `expected`: the step before has not happened in any."""

    date: date
    title: str
    cases: tuple[Mentorship, ...]
    expected: bool


@dataclass(frozen=True)
class Month:
    """A month: its weeks from Monday, None for days of its neighbours, and two lists below."""

    first: date
    title: str
    weeks: list[list[Cell | None]]
    notes: list[Note]
    dues: list[DueOn]


def wall(calendar: WorkCalendar, year: AcademicYear, dues: Iterable[DueOn], today: date) -> list[Month]:
    """September to August. Pure: the same facts give the same wall."""
    by_month: dict[tuple[int, int], list[DueOn]] = {}
    for due in dues:
        by_month.setdefault((due.date.year, due.date.month), []).append(due)
    notes = sorted(_year_notes(year), key=lambda note: note.first)
    firsts = [date(year.start_year + (month < 9), month, 1) for month in (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)]
    return [
        _month(first, calendar, year, notes, by_month.get((first.year, first.month), []), today) for first in firsts
    ]


def dues_of(desk: Desk, school: School, year: AcademicYear) -> list[DueOn]:
    """The open due dates of the running cases that this person may see: of the school, and where one mentors.

    What is suspended without an end has no day on the wall.
    """
    rows: list[tuple[Deadline, Mentorship]] = [
        (row, case)
        for case in desk.cases
        if case.school_id == school.pk or case in desk.as_mentor
        for row in case.deadlines.all()
        if row.is_open and not row.paused and row.due_on in year
    ]
    rows.sort(key=lambda pair: (pair[0].due_on, pair[0].code, pair[1].novice.user.sort_key))
    return [
        DueOn(on, str(words.NAMES[code]), tuple(case for _row, case in pairs), all(row.projected for row, _case in pairs))
        for (on, code), pairs in (
            (key, list(found)) for key, found in groupby(rows, key=lambda pair: (pair[0].due_on, pair[0].code))
        )
    ]  # fmt: skip


def _month(
    first: date, calendar: WorkCalendar, year: AcademicYear, notes: list[Note], dues: list[DueOn], today: date
) -> Month:
    following = (first + timedelta(days=31)).replace(day=1)
    days = [first + timedelta(days=n) for n in range((following - first).days)]
    marked = {due.date for due in dues}
    cells: list[Cell | None] = [None] * first.weekday()
    cells += [_cell(calendar.day(on), year, on in marked, today) for on in days]
    cells += [None] * (-len(cells) % 7)
    special = [Note(on, None, day_label(calendar.day(on))) for on in days if _is_special(calendar.day(on))]
    here = [note for note in notes if first <= note.first < following]
    return Month(
        first=first,
        title=dates.month_and_year(first),
        weeks=[cells[n : n + 7] for n in range(0, len(cells), 7)],
        notes=sorted([*special, *here], key=lambda note: note.first),
        dues=dues,
    )


def _cell(day: Day, year: AcademicYear, due: bool, today: date) -> Cell:
    looks = []
    if not day.working:
        looks.append("rest" if day.reason is Reason.REST_DAY else "off")
    elif day.reason in WORKED:
        looks.append("worked")
    vacation = next((one for one in year.vacations_for_all if one.first <= day.date <= one.last), None)
    if vacation is not None:
        looks.append("vacation")
    if day.estimate or (vacation is not None and year.estimate and "off" not in looks):
        looks.append("estimate")
    if due:
        looks.append("due-day")
    if day.date == today:
        looks.append("now")
    return Cell(day.date, " ".join(looks), day_label(day) if _is_special(day) or vacation else "", due)


def _is_special(day: Day) -> bool:
    return day.reason not in (Reason.WORKING, Reason.REST_DAY)


def _year_notes(year: AcademicYear) -> Iterator[Note]:
    def told(text: str) -> str:
        return _("%(what)s (estimate)") % {"what": text} if year.estimate else text

    yield Note(year.teaching_from, None, told(_("First day of teaching")))
    for vacation in year.vacations:
        yield Note(vacation.first, vacation.last, told(vacation_label(vacation.code)))
    yield Note(year.teaching_to, None, told(_("Last day of teaching")))
