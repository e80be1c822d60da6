"""Beside the tasks of those who lead a school: its figures, what others must do next, the council's next meeting."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from mentoring.casework.acting import Turns, Whose
from mentoring.council.models import Meeting
from mentoring.deadlines import words
from mentoring.deadlines.models import Deadline, met_in_time
from mentoring.deadlines.responsible import Officials
from mentoring.deadlines.rules import DeadlineState
from mentoring.deadlines.rules.acting import Actor
from mentoring.deadlines.selectors import state_of
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.calendar.rules import WorkCalendar
from schools.calendar.selectors import start_year_of
from schools.organisation.models import School
from schools.people.access import LEADERS, Role

SHOWN = 4
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
    """The school in figures, for those who lead it. `meeting` has the number of its `matters`; `more_waiting`: how many
    steps of others are near beside those in `waiting`."""

    stages: list[StageCount]
    novices: int
    without_mentor: int
    met: int
    met_in_time: int
    waiting: list[Waiting]
    more_waiting: int
    meeting: Meeting | None


# The plan as a whole and the hearing are nobody's single step.
_OF_NOBODY = ("D5", "D8")


def glance(desk: Desk, school: School, calendar: WorkCalendar) -> Glance | None:
    """The school's present year; None for those who do not lead it.

    Two queries beside the desk's own, four with steps near; what is suspended waits for nobody, its dates stand still.
    """
    if not desk.access.has(school.pk, *LEADERS):
        return None
    running = [case for case in desk.cases if case.school_id == school.pk]
    stages = [0, 0, 0, 0]
    for case in running:
        stages[case.stage] += 1
    cases = Mentorship.objects.filter(school=school).exclude(state=Mentorship.State.CANCELLED)
    met = Q(deadlines__met_on__isnull=False)
    waiting = _waiting(desk, running, school, calendar)
    counted = cases.aggregate(
        novices=Count("pk", filter=Q(year=start_year_of(desk.today)), distinct=True),
        met=Count("deadlines", filter=met),
        in_time=Count("deadlines", filter=met_in_time("deadlines__")),
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
        waiting=waiting[:SHOWN],
        more_waiting=len(waiting[SHOWN:]),
        meeting=_next_meeting(school, desk.today),
    )


def _waiting(desk: Desk, running: list[Mentorship], school: School, calendar: WorkCalendar) -> list[Waiting]:
    """The nearest steps that are not this person's own; what is suspended waits for nobody."""
    own = {part for part in (Actor.DEPUTY, Actor.HEAD) if desk.access.has(school.pk, Role(part))}
    near = [
        (row, case)
        for case in running
        for row in case.deadlines.all()
        if row.is_running and row.late_after <= desk.today + NEAR and row.code not in _OF_NOBODY
    ]
    turns = Turns(((case.pk, row.code) for row, case in near), Officials([school.pk], desk.today))
    steps = [(row, case, turns.whose(case, row.code)) for row, case in near]
    others = [step for step in steps if step[2].actor not in own and desk.user not in step[2].people]
    others.sort(key=lambda step: (step[0].late_after, step[0].code, step[0].pk))
    return [_step(*step, desk.today, calendar) for step in others]


def _step(row: Deadline, case: Mentorship, whose: Whose, today: date, calendar: WorkCalendar) -> Waiting:
    return Waiting(
        role=whose.word,
        person=whose.people[0] if whose.actor in (Actor.MENTOR, None) else None,
        what=whose.title or words.NAMES[row.code],
        mentorship=case,
        due=row.late_after,
        now=state_of(row, today, calendar),
    )


def _next_meeting(school: School, today: date) -> Meeting | None:
    return (
        Meeting.objects.filter(school=school, date__gte=today, state__in=(Meeting.State.PLANNED, Meeting.State.SENT))
        .annotate(matters=Count("items"))
        .order_by("date", "time", "pk")
        .first()
    )
