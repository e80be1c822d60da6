"""What a run of the sweep knows after it was read once: calendars, rules, and the days of the steps."""

import logging
from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q

from mentoring.deadlines import facts
from mentoring.deadlines.models import Deadline, running
from mentoring.deadlines.rules.escalation import StepDay, steps
from mentoring.mentorships.models import Mentorship
from schools.calendar.rules import WorkCalendar
from schools.calendar.selectors import work_calendars
from schools.organisation.models import School

log = logging.getLogger(__name__)

Versions = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class DueRow:
    """A deadline that a step has come for, with what decides who is told. mentor_id: of the open pairing, with an account
    that is not closed."""

    pk: int
    code: str
    due_on: date
    next_step: str
    is_running: bool
    mentorship_id: int
    school_id: int
    versions: Versions
    mentor_id: int | None


def read(keys: list[int]) -> list[DueRow]:
    """These deadlines, in one query."""
    rows = Deadline.objects.filter(pk__in=keys).annotate(
        open_pairing=FilteredRelation(
            "mentorship__pairings",
            condition=Q(mentorship__pairings__ended_on__isnull=True),
        ),
        mentor_id=F("open_pairing__mentor__user"),
        is_running_now=running(),
    )
    return [
        DueRow(pk, code, due_on, step, bool(is_running), case, school, tuple(versions), mentor if active else None)
        for pk, code, due_on, step, is_running, case, school, mentor, active, *versions in rows.order_by(
            "next_on", "pk"
        ).values_list(
            "pk",
            "code",
            "due_on",
            "next_step",
            "is_running_now",
            "mentorship_id",
            "mentorship__school_id",
            "mentor_id",
            "open_pairing__mentor__user__is_active",
            "mentorship__country_rules_id",
            "mentorship__school_rules_id",
            "mentorship__order_rules_id",
            "mentorship__order_school_rules_id",
        )
    ]


class Known:
    """Read when first asked for, kept for one run."""

    def __init__(self) -> None:
        self._calendars: dict[int, WorkCalendar] = {}
        self._before_days: dict[Versions, int] = {}
        self._steps: dict[tuple[int, date, int], tuple[StepDay, ...]] = {}

    def read_calendars(self, rows: list[DueRow]) -> None:
        """Of all schools of a claim that were not read before, at once.

        When the rows of one school make no calendar, each is read with the first row that needs it: then that school
        alone stands still.
        """
        missing = {row.school_id for row in rows} - self._calendars.keys()
        if missing:
            try:
                self._calendars |= work_calendars(list(School.objects.filter(pk__in=missing)))
            except ValueError as error:
                log.warning("The calendars of a claim cannot be read at once: %s", type(error).__name__)

    def steps_of(self, row: DueRow) -> tuple[StepDay, ...]:
        """The steps of this deadline on the calendar of its school, by the rules of its case."""
        if row.versions not in self._before_days:
            mentorship = Mentorship.objects.select_related(
                "country_rules", "school_rules", "order_rules", "order_school_rules"
            ).get(pk=row.mentorship_id)
            self._before_days[row.versions] = facts.values_now(mentorship).due_soon_days.value
        before_days = self._before_days[row.versions]
        key = (row.school_id, row.due_on, before_days)
        if key not in self._steps:
            self._steps[key] = steps(row.due_on, self._calendar(row.school_id), before_days=before_days)
        return self._steps[key]

    def _calendar(self, school_id: int) -> WorkCalendar:
        if school_id not in self._calendars:
            self._calendars |= work_calendars([School.objects.get(pk=school_id)])
        return self._calendars[school_id]
