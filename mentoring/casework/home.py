"""Home: a task list per person. What is due, by when, by which rule, one button each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.todo import Todo
from mentoring.casework.providers import PROVIDERS
from mentoring.deadlines import words
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.rules import State, state
from mentoring.mentorships.models import Mentorship
from mentoring.regulations.selectors import in_force, values_of
from mentoring.regulations.words import legal_label
from schools.calendar.rules import WorkCalendar
from schools.calendar.selectors import start_year_of, work_calendar
from schools.organisation.models import School
from schools.people.access import LEADERS, access_of


@dataclass(frozen=True)
class Task:
    """A row of the list, as components/task.html shows it."""

    due: date | None
    state: str
    days: int | None
    title: Any
    about: Any
    note: Any
    url: str
    verb: Any
    rule: str
    rule_url: str


@dataclass(frozen=True)
class Group:
    """Tasks under one heading: overdue, this week, coming up, without a date."""

    title: Any
    tasks: list[Task]

    @property
    def count(self) -> str:
        return ngettext("%(count)s task", "%(count)s tasks", len(self.tasks)) % {"count": len(self.tasks)}


@dataclass(frozen=True)
class StageCount:
    label: Any
    count: int


@dataclass(frozen=True)
class Glance:
    """The school in figures, for those who lead it."""

    stages: list[StageCount]
    novices: int
    without_mentor: int
    met: int
    met_in_time: int


_RULE_LENGTH = {
    "D1": "d1_length",
    "D2": "d2_length",
    "D3": "d3_length",
    "D4a": "d4a_length",
    "D4b": "d4b_length",
    "D4c": "d4c_length",
    "D5": "d5_length",
    "D6": "d6_quarter",
    "D7": "d7_end",
    "D8": "d8_start",
}


def tasks(user: Any, school: School | None, today: date) -> list[Group]:
    """Everything that waits for this person, grouped by urgency. The number of queries does not grow with the rows."""
    todos = [todo for provider in PROVIDERS for todo in provider(user, today)]
    if not todos or school is None:
        return []
    calendar = work_calendar(school)
    values = values_of(*in_force(school.pk, today))
    rows = [_task(todo, today, calendar, values) for todo in todos]
    rows.sort(key=lambda task: (task.due is None, task.due or today))
    week_ends = today + timedelta(days=6 - today.weekday())
    groups = (
        Group(_("Overdue"), [t for t in rows if t.state == State.OVERDUE]),
        Group(_("This week"), [t for t in rows if t.state != State.OVERDUE and t.due and t.due <= week_ends]),
        Group(_("Coming up"), [t for t in rows if t.state != State.OVERDUE and t.due and t.due > week_ends]),
        Group(_("Without a date"), [t for t in rows if t.due is None]),
    )
    return [group for group in groups if group.tasks]


def lead(groups: Iterable[Group]) -> str:
    """One sentence above the list: first what is late, then what is near."""
    every = [task for group in groups for task in group.tasks]
    late = sum(task.state == State.OVERDUE for task in every)
    near = sum(task.state in (State.TODAY, State.SOON) for task in every)
    if not every:
        return ""
    parts = []
    if late:
        parts.append(ngettext("%(count)s task is overdue.", "%(count)s tasks are overdue.", late) % {"count": late})
    if near:
        parts.append(ngettext("%(count)s is due soon.", "%(count)s are due soon.", near) % {"count": near})
    return " ".join(parts) or _("Nothing is pressing. The next dates are below.")


def glance(user: Any, school: School | None, today: date) -> Glance | None:
    """The figures of the school's present year; None for those who do not lead it. Two queries."""
    if school is None or not access_of(user).has(school.pk, *LEADERS):
        return None
    cases = Mentorship.objects.filter(school=school).exclude(state=Mentorship.State.CANCELLED)
    by_state = dict(cases.open().values_list("state").annotate(Count("pk")))
    stages = {0: 0, 1: 0, 2: 0, 3: 0}
    for name, number in by_state.items():
        stages[Mentorship(state=name).stage] += number
    met = Deadline.objects.filter(mentorship__in=cases, met_on__isnull=False).aggregate(
        all=Count("pk"), in_time=Count("pk", filter=Q(met_on__lte=F("due_on")))
    )
    return Glance(
        stages=[
            StageCount(gettext_lazy("Introductory"), stages[1]),
            StageCount(gettext_lazy("Main"), stages[2]),
            StageCount(gettext_lazy("Final"), stages[3]),
        ],
        novices=cases.filter(year=start_year_of(today)).count(),
        without_mentor=stages[0],
        met=met["all"],
        met_in_time=met["in_time"],
    )


def _task(todo: Todo, today: date, calendar: WorkCalendar, values: Any) -> Task:
    now = state(todo.due, None, False, today, calendar) if todo.due else None
    rule, rule_url = "", ""
    if todo.code:
        value = getattr(values, _RULE_LENGTH[todo.code])
        rule = _("Rule: %(what)s. %(source)s.") % {"what": words.NAMES[todo.code], "source": legal_label(value)}
        if todo.mentorship_id:
            rule_url = f"{reverse('case', args=[todo.mentorship_id])}#{todo.code}"
    return Task(
        due=todo.due,
        state=now.state if now else "",
        days=now.days if now else None,
        title=todo.title,
        about=todo.person,
        note=todo.text,
        url=todo.url,
        verb=todo.button,
        rule=rule,
        rule_url=rule_url,
    )
