"""Home: a task list per person. What is due, by when, by which rule, one button each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.todo import Todo
from mentoring.appointment.models import Candidate
from mentoring.casework.providers import todos
from mentoring.deadlines import words
from mentoring.deadlines.legal import rule_of
from mentoring.deadlines.messenger import message
from mentoring.deadlines.rules import DeadlineState, State, state
from mentoring.deadlines.selectors import is_paused
from mentoring.mentorships.desk import Desk
from mentoring.regulations.selectors import values_of
from mentoring.regulations.words import legal_label
from schools.calendar.rules import WorkCalendar
from schools.organisation.models import School


@dataclass(frozen=True)
class Task:
    """A row of the list, as components/task.html shows it. message: for a messenger."""

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
    message: str
    also: tuple[tuple[Any, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """Tasks under one heading: due today, overdue, this week, coming up, without a date, to read."""

    title: Any
    tasks: list[Task]

    @property
    def count(self) -> str:
        return ngettext("%(count)s task", "%(count)s tasks", len(self.tasks)) % {"count": len(self.tasks)}


def tasks(desk: Desk, school: School, calendar: WorkCalendar) -> list[Group]:
    """Everything that waits for this person, grouped by urgency. The number of queries does not grow with the rows.

    school, calendar: the place where the person is now; its week and its rules count the days that are left.
    """
    waiting = list(todos(desk))
    if not waiting:
        return []
    today = desk.today
    values = values_of(*desk.rules_of(school.pk)(today))
    by_due = sorted(waiting, key=lambda todo: (todo.due is None, todo.due or today))
    every = [(_task(todo, desk, calendar, values), todo.reading) for todo in by_due]
    at_once = [task for task, _reading in every if task.state == State.TODAY]
    rows = [task for task, reading in every if not reading and task.state != State.TODAY]
    to_read = [task for task, reading in every if reading and task.state != State.TODAY]
    week_ends = today + timedelta(days=6 - today.weekday())
    groups = (
        Group(_("Due today"), at_once),  # first: it can still be done in time
        Group(_("Overdue"), [t for t in rows if t.state == State.OVERDUE]),
        Group(_("This week"), [t for t in rows if t.state != State.OVERDUE and t.due and t.due <= week_ends]),
        Group(_("Coming up"), [t for t in rows if t.state != State.OVERDUE and t.due and t.due > week_ends]),
        Group(_("Without a date"), [t for t in rows if t.due is None]),
        Group(_("To read before the council"), to_read),
    )
    return [group for group in groups if group.tasks]


def lead(groups: Iterable[Group]) -> str:
    """One sentence above the list: first what is due today, then what is late and what is near."""
    every = [task for group in groups for task in group.tasks]
    at_once = sum(task.state == State.TODAY for task in every)
    late = sum(task.state == State.OVERDUE for task in every)
    near = sum(task.state == State.SOON for task in every)
    if not every:
        return ""
    parts = []
    if at_once:
        parts.append(
            ngettext("%(count)s task is due today.", "%(count)s tasks are due today.", at_once) % {"count": at_once}
        )
    if late:
        parts.append(ngettext("%(count)s task is overdue.", "%(count)s tasks are overdue.", late) % {"count": late})
    if near:
        parts.append(ngettext("%(count)s is due soon.", "%(count)s are due soon.", near) % {"count": near})
    if not parts and not any(task.due for task in every):
        return _("Nothing is pressing.")
    return " ".join(parts) or _("Nothing is pressing. The next dates are below.")


def may_object_to(desk: Desk) -> Candidate | None:
    """Who is proposed as this person’s mentor, as long as one may still object. One query, none for others."""
    if not desk.as_novice or not desk.access.reads_private:
        return None
    asked = Candidate.objects.filter(appointment__mentorship__in=desk.as_novice, closed_at=None, objection=None)
    return asked.exclude(state=Candidate.State.ORDERED).select_related("mentor__user").first()


def _task(todo: Todo, desk: Desk, calendar: WorkCalendar, values: Any) -> Task:
    now = state(todo.due, None, False, desk.today, calendar) if todo.due else None
    case = desk.by_pk.get(todo.mentorship_id) if todo.code and todo.mentorship_id else None
    if case is not None and is_paused(case, todo.code):
        now = DeadlineState(State.SUSPENDED)
    rule, rule_url = "", ""
    if todo.code:
        value = rule_of(todo.code, values)
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
        message=message(what=todo.title, person=todo.person, due=todo.due, url=todo.url) if todo.url else "",
        also=todo.also,
    )
