"""Deadlines for pages and papers: each row with its working and what it means today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from common import dates
from mentoring.deadlines import facts, words
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.rules import CaseFacts, DeadlineState, Due, state
from mentoring.mentorships.models import Mentorship
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import WorkCalendar
from schools.calendar.selectors import work_calendar, work_calendars
from schools.organisation.models import School


@dataclass(frozen=True)
class Counted:
    """A date with its working and what it means today, as the list of dates shows it (components/deadlines.html)."""

    working: Due
    now: DeadlineState

    @property
    def title(self) -> str:
        return str(words.SHORT[self.working.code])

    @property
    def due(self) -> date:
        return self.working.due_on

    @property
    def state(self) -> str:
        return self.now.state

    @property
    def days(self) -> int | None:
        return self.now.days

    @property
    def rule(self) -> str:
        return f"{words.rule_label(self.working)}."

    @property
    def source(self) -> str:
        return f"{words.source_label(self.working)}."

    @property
    def lines(self) -> list[Any]:
        return words.working_rows(self.working)


@dataclass(frozen=True)
class Shown(Counted):
    """A deadline of a case: its date is the one that was kept, its working the one counted now."""

    row: Deadline

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def due(self) -> date:
        """The day that lateness is asked of: where the date was missed before it moved, the missed one."""
        return self.row.late_after

    @property
    def is_projected(self) -> bool:
        """Still to move: the step before has not happened, or the case is suspended, and this one has not happened."""
        return (self.row.projected or self.row.paused) and self.row.met_on is None

    @property
    def is_open(self) -> bool:
        """Neither met nor taken off: it still can be taken off."""
        return self.row.is_open

    @property
    def waived(self) -> bool:
        return self.row.waived_at is not None

    @property
    def result(self) -> str:
        return " ".join(
            part
            for part in (
                words.result_label(self.working),
                words.moved_label(self.row),
                self._stays,
                self.row.late_reason,
            )
            if part
        )

    @property
    def _stays(self) -> str:
        """A calendar that changed later does not move what was settled, but the working below is counted by it."""
        if self.row.is_open or self.row.due_on == self.working.due_on:
            return ""
        return words.SETTLED % {"when": dates.with_weekday(self.working.due_on)}


def read_deadlines(mentorship: Mentorship) -> None:
    """The rows of this case, with who took which of them off, in one query for all who ask."""
    prefetch_related_objects([mentorship], Prefetch("deadlines", Deadline.objects.select_related("waived_by")))


def timetable(mentorship: Mentorship, today: date) -> list[Shown]:
    """All deadlines of a case in the order of the law, with working and state. The page of one case."""
    calendar = work_calendar(mentorship.school)
    year = academic_year_starting(facts.year_of(mentorship), calendar.years)
    happened = facts.facts_of(mentorship)

    def counted(known: CaseFacts) -> dict[tuple[str, int], Due]:
        return {(due.code, due.round): due for due in facts.count(mentorship, calendar, year, known)}

    dues = counted(happened)
    rows = {(row.code, row.round): row for row in mentorship.deadlines.all()}
    for key, sent in rows.items():
        if sent.code == "D7" and sent.met_on is not None and key in dues and sent.due_on != dues[key].due_on:
            # Sent before it stood on the agenda of this meeting: it keeps the date that was counted without it.
            earlier = (counted(replace(happened, meeting_on=meeting))[key] for meeting in (None, sent.starts_on))
            dues[key] = next((due for due in earlier if due.due_on == sent.due_on), dues[key])
    return [
        Shown(row=row, working=dues[key], now=state_of(row, today, calendar))
        for key in dues
        if (row := rows.get(key)) is not None and not row.dropped
    ]


def state_of(row: Deadline, today: date, calendar: WorkCalendar) -> DeadlineState:
    """What the dates of a row mean today; right even when no worker runs."""
    waived = row.waived_at is not None
    return state(row.late_after, row.met_on, waived, today, calendar, projected=row.projected, paused=row.paused)


def calendars(schools: Iterable[School]) -> dict[int, WorkCalendar]:
    """The calendars of the schools whose deadlines stand on one page. Two queries, none for no school."""
    wanted = list(schools)
    return work_calendars(wanted) if wanted else {}


def is_paused(mentorship: Mentorship, code: str) -> bool:
    """Whether a suspension stops this deadline now; reads the deadlines that were prefetched."""
    return any(row.code == code and row.paused and row.waived_at is None for row in mentorship.deadlines.all())


def due_of(mentorship: Mentorship, code: str) -> date | None:
    """The last day in time of the running round of this deadline; None where nothing is counted, or it is off, met or
    suspended: then nobody is held to a date."""
    rows = [row for row in mentorship.deadlines.all() if row.code == code]
    if not rows:
        return None
    last = max(rows, key=lambda row: row.round)
    open_now = last.met_on is None and last.waived_at is None and not last.dropped and not last.paused
    return last.late_after if open_now else None
