"""Tomorrow's breach today: what will be overdue within ten working days if nothing happens, and who must act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import dates
from mentoring.casework.acting import Turns
from mentoring.deadlines import words
from mentoring.deadlines.models import Deadline, Notice, late_after
from mentoring.deadlines.nudges import last_nudges, to_ask
from mentoring.deadlines.responsible import Officials
from mentoring.deadlines.rules import DeadlineState
from mentoring.deadlines.selectors import state_of
from mentoring.mentorships.models import Mentorship, Pairing
from schools.calendar.selectors import work_calendar
from schools.organisation.models import School

AHEAD = 10
"""Working days that the forecast looks ahead, the last one included."""


@dataclass(frozen=True)
class Row:
    """One step. post, people: whose turn it is; nobody where the post is vacant. may_ask: somebody else can be
    nudged and was not yet today. own: the reader's turn. asked: the last nudge for this date."""

    deadline: Deadline
    mentorship: Mentorship
    title: Any
    now: DeadlineState
    post: Any
    people: Sequence[Any]
    may_ask: bool
    own: bool
    asked: Notice | None


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]

    @property
    def count(self) -> str:
        return ngettext("%(count)s step", "%(count)s steps", len(self.rows)) % {"count": len(self.rows)}


@dataclass(frozen=True)
class Forecast:
    """until: the last day it looks at. expected: steps whose clock has not started; their dates may still move."""

    until: date
    groups: list[Group]
    expected: Group

    @property
    def is_empty(self) -> bool:
        return not self.groups and not self.expected.rows


def forecast(school: School, user: Any, today: date) -> Forecast:
    """The page of one who leads the school. Seven queries at most, whatever the number of rows."""
    calendar = work_calendar(school)
    until = calendar.add_working_days(today, AHEAD).due
    found = list(_open(school, user, today, until))
    turns, asked = (
        Turns(((row.mentorship_id, row.code) for row in found), Officials([school.pk], today)),
        last_nudges(found),
    )

    def row(deadline: Deadline) -> Row:
        turn = turns.whose(deadline.mentorship, deadline.code)
        last = asked.get(deadline.pk)
        return Row(
            deadline=deadline,
            mentorship=deadline.mentorship,
            title=words.NAMES[deadline.code],
            now=state_of(deadline, today, calendar),
            post=turn.word,
            people=turn.people,
            may_ask=bool(to_ask(turn.people, user)) and not (last and last.on == today),
            own=user in turn.people,
            asked=last,
        )

    rows = [row(deadline) for deadline in found]
    running = [one for one in rows if not one.deadline.projected]
    expected = Group(_("Expected steps"), [one for one in rows if one.deadline.projected])
    return Forecast(until, _groups(running, today), expected)


def _open(school: School, user: Any, today: date, until: date) -> Iterable[Deadline]:
    """Running ones due until then, and projected ones that fall between; what is suspended waits for nobody."""
    return (
        Deadline.objects.visible_to(user)
        .open()
        .annotate(late_after_day=late_after())
        .filter(mentorship__school=school, paused=False, late_after_day__lte=until)
        .filter(Q(projected=False) | Q(due_on__gte=today))
        .select_related("mentorship__novice__user")
        .prefetch_related(Prefetch("mentorship__pairings", Pairing.objects.select_related("mentor__user")))
        .order_by("late_after_day", "code", "pk")
    )


def _groups(rows: list[Row], today: date) -> list[Group]:
    """Overdue, then by calendar week."""
    by_title: dict[str, list[Row]] = {}
    for row in rows:
        by_title.setdefault(_week(row.deadline.late_after, today), []).append(row)
    return [Group(title, found) for title, found in by_title.items()]


def _week(due: date, today: date) -> str:
    if due < today:
        return _("Overdue")
    monday = due - timedelta(days=due.weekday())
    weeks = (monday - (today - timedelta(days=today.weekday()))).days // 7
    if weeks == 0:
        return _("This week")
    return _("Next week") if weeks == 1 else _("Week from %(day)s") % {"day": dates.with_weekday(monday)}
