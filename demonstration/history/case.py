"""One case, and what its chapters share: who acts, on which day, in which words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from random import Random
from typing import Any

from common.actor import Actor
from demonstration.days import Days
from demonstration.diary import Diary
from demonstration.meetings import Meetings
from demonstration.staff import Staff
from demonstration.texts import BY_LANGUAGE, Line, Texts
from mentoring.deadlines.models import Deadline, passed
from schools.people.models import Employment


@dataclass
class Place:
    """A school in which cases run."""

    staff: Staff
    days: Days
    diary: Diary
    meetings: Meetings
    chance: Random
    order_number: int = 40

    def next_order(self, signed_on: date) -> int:
        """The next number of the order book: other orders stand between ours. The book begins anew in January."""
        if self._order_year != signed_on.year:
            self._order_year, self.order_number = signed_on.year, 40 if signed_on.month > 6 else 3
        self.order_number += self.chance.randint(1, 3)
        return self.order_number

    _order_year: int = 0


@dataclass
class Case:
    """A new teacher, the mentor, the day on which the need arose. `key` is the row's, once it is opened."""

    place: Place
    novice: Employment
    mentor: Employment | None
    hired: date
    successor: Employment | None = None
    size: int = 6  # activities of the plan
    key: int = 0
    candidate: int = 0
    plan: int = 0
    lines: list[tuple[Any, Line, date]] = field(default_factory=list)  # key of the plan's line, its texts, its day
    logged: int = 0

    @cached_property
    def texts(self) -> Texts:
        return BY_LANGUAGE[self.place.staff.people[self.novice.user.full_name].language]

    @property
    def days(self) -> Days:
        return self.place.days

    @property
    def chance(self) -> Random:
        return self.place.chance

    @property
    def by_novice(self) -> Actor:
        return Actor(user=self.novice.user, capacity="teacher")

    @property
    def by_mentor(self) -> Actor:
        assert self.mentor is not None
        return Actor(user=self.mentor.user, capacity="mentor")

    def by(self, post: str) -> Actor:
        return self.place.staff.actor(post)

    def day(self, count: int) -> date:
        """So many working days after the hire."""
        return self.days.after(self.hired, count) if count else self.hired

    def line_days(self, sent: date, every: int) -> list[date]:
        """On which days the activities of a plan sent on `sent` are planned: days of lessons, well apart."""
        found: list[date] = []
        for place in range(self.size):
            wished = self.days.after(sent, 4 + every * place)
            found.append(self.days.lesson_day(max(wished, self.days.after(found[-1], 3)) if found else wished))
        return found

    def note(self, day: date, at: time, act: Callable[[datetime], object]) -> None:
        """Have it happen on that day, if the day has come."""
        if self.days.is_past(day):
            self.place.diary.note(day, at, lambda now: _drop(act(now)))

    def late(self, day: date, *codes: str, because: str = "") -> str:
        """The reason that a step of this day needs, "" when it is in time."""
        open_ones = Deadline.objects.filter(passed(day), mentorship=self.key, code__in=codes, met_on=None)
        return (because or self.texts.late_step) if open_ones.exists() else ""

    def topic(self, place: int = 0) -> str:
        """A lesson's topic in the new teacher's subject."""
        subject = self.novice.subject
        return self.texts.topic(subject.code if subject else "", place)


def _drop(_result: object) -> None:
    """What a service gives back is for pages."""
