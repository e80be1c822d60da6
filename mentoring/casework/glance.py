"""Beside the tasks of those who lead a school: its figures, what others must do next, the council's next meeting."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.appointment.waiting import Part, parts_of
from mentoring.council.models import Meeting
from mentoring.deadlines import words
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.responsible import OF_CODE, WORDS, Actor
from mentoring.deadlines.rules import DeadlineState
from mentoring.deadlines.selectors import state_of
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import open_pairing
from schools.calendar.rules import WorkCalendar
from schools.calendar.selectors import start_year_of
from schools.organisation.models import School
from schools.people.access import LEADERS, Role

SHOWN = 4
ORDER = "D1"
NEAR = timedelta(days=14)
"""So many steps of others, and no farther ahead, fit beside the tasks; the list of mentorships has them all."""


@dataclass(frozen=True)
class StageCount:
    label: Any
    count: int


@dataclass(frozen=True)
class Waiting:
    """A step of somebody else. `person` is None where the step is not one person's alone."""

    role: Any
    person: Any
    what: Any
    mentorship: Mentorship
    due: date
    now: DeadlineState


@dataclass(frozen=True)
class Glance:
    """The school in figures, for those who lead it. `meeting` has the number of its `matters`."""

    stages: list[StageCount]
    novices: int
    without_mentor: int
    met: int
    met_in_time: int
    waiting: list[Waiting]
    meeting: Meeting | None


# The plan as a whole and the hearing are nobody's single step.
_OF_NOBODY = ("D5", "D8")


def glance(desk: Desk, school: School, calendar: WorkCalendar) -> Glance | None:
    """The school's present year; None for those who do not lead it. Two queries beside the desk's own, and one for the orders that are due."""
    if not desk.access.has(school.pk, *LEADERS):
        return None
    running = [case for case in desk.cases if case.school_id == school.pk]
    stages = [0, 0, 0, 0]
    for case in running:
        stages[case.stage] += 1
    cases = Mentorship.objects.filter(school=school).exclude(state=Mentorship.State.CANCELLED)
    met = Q(deadlines__met_on__isnull=False)
    counted = cases.aggregate(
        novices=Count("pk", filter=Q(year=start_year_of(desk.today)), distinct=True),
        met=Count("deadlines", filter=met),
        in_time=Count("deadlines", filter=met & Q(deadlines__met_on__lte=F("deadlines__due_on"))),
    )
    return Glance(
        stages=[
            StageCount(_("Introductory"), stages[1]),
            StageCount(_("Main"), stages[2]),
            StageCount(_("Final"), stages[3]),
        ],
        novices=counted["novices"],
        without_mentor=stages[0],
        met=counted["met"],
        met_in_time=counted["in_time"],
        waiting=_waiting(desk, running, school, calendar),
        meeting=_next_meeting(school, desk.today),
    )


def _waiting(desk: Desk, running: list[Mentorship], school: School, calendar: WorkCalendar) -> list[Waiting]:
    """The nearest steps that are not this person's own; what is suspended waits for nobody."""
    own = {part for part in (Actor.DEPUTY, Actor.HEAD) if desk.access.has(school.pk, Role(part))}
    rows = [
        (row, case)
        for case in running
        for row in case.deadlines.all()
        if row.is_running and row.due_on <= desk.today + NEAR
        if row.code not in _OF_NOBODY and case.pk not in desk.suspended
    ]
    orders = {case.pk for row, case in rows if row.code == ORDER}
    parts = parts_of(orders) if orders else {}
    steps = [(row, case, parts.get(case.pk) if row.code == ORDER else None) for row, case in rows]
    others = [step for step in steps if not _is_own(step[0], step[2], own, desk.user)]
    others.sort(key=lambda step: (step[0].due_on, step[0].code, step[0].pk))
    return [_step(*step, desk.today, calendar) for step in others[:SHOWN]]


def _is_own(row: Deadline, part: Part | None, own: set[Actor], user: Any) -> bool:
    if part is None:
        return OF_CODE[row.code] in own
    return part.person == user if part.actor is None else part.actor in own


def _step(row: Deadline, case: Mentorship, part: Part | None, today: date, calendar: WorkCalendar) -> Waiting:
    actor, pairing = OF_CODE[row.code], open_pairing(case)
    mentor = pairing.mentor if actor is Actor.MENTOR and pairing else None
    return Waiting(
        role=part.word if part else WORDS[actor],
        person=part.person if part else mentor,
        what=part.title if part else words.NAMES[row.code],
        mentorship=case,
        due=row.due_on,
        now=state_of(row, today, calendar),
    )


def _next_meeting(school: School, today: date) -> Meeting | None:
    return (
        Meeting.objects.filter(school=school, date__gte=today, state__in=(Meeting.State.PLANNED, Meeting.State.SENT))
        .annotate(matters=Count("items"))
        .order_by("date", "time", "pk")
        .first()
    )
