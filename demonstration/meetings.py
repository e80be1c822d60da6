"""The council's meetings: matters are gathered by day, then the whole meeting is noted in the diary."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial

from demonstration.days import Days
from demonstration.diary import Diary
from demonstration.staff import Staff
from mentoring.council import services
from schools.calendar.selectors import start_year_of

Put = Callable[[int, datetime], None]
Decide = Callable[[int, datetime], None]


@dataclass
class Matter:
    """One matter: on which day it is put on the agenda, how, and how it is decided."""

    put_on: date
    put: Put
    decide: Decide


@dataclass
class Meetings:
    """All meetings of a school, by day."""

    staff: Staff
    days: Days
    diary: Diary
    matters: dict[date, list[Matter]] = field(default_factory=dict)
    keys: dict[date, int] = field(default_factory=dict)

    def bring(self, day: date, matter: Matter) -> None:
        """Have the matter heard on this day."""
        self.matters.setdefault(day, []).append(matter)

    def note(self) -> None:
        """Write every meeting into the diary, as far as it has come."""
        numbers: dict[int, int] = {}
        for day in sorted(self.matters):
            year = start_year_of(day)
            numbers[year] = numbers.get(year, 0) + 1
            self._note(day, self.matters[day], str(numbers[year]))

    def _note(self, day: date, matters: list[Matter], number: str) -> None:
        first = min(matter.put_on for matter in matters)
        last = max(matter.put_on for matter in matters)
        self.diary.note(first, time(11, 0), lambda now: self._plan(day, now))
        for matter in matters:
            self.diary.note(matter.put_on, time(12, 0), partial(self._put, day, matter))
        self.diary.note(last, time(14, 0), lambda now: self._send(day, now))
        if day >= self.days.today:  # of today's the minutes are still to be kept
            return
        self.diary.note(day, time(15, 0), lambda now: self._hold(day, now))
        for matter in matters:
            self.diary.note(day, time(15, 30), partial(self._decide, matter))
        self.diary.note(day, time(17, 0), lambda now: self._sign(day, number, now))

    def _plan(self, day: date, now: datetime) -> None:
        meeting = services.plan_meeting(
            school_id=self.staff.school.pk,
            on=day,
            at=time(15, 0),
            place="Мәжіліс залы",
            by=self.staff.actor("deputy"),
            now=now,
        )
        self.keys[day] = meeting.pk

    def _put(self, day: date, matter: Matter, now: datetime) -> None:
        matter.put(self.keys[day], now)

    def _decide(self, matter: Matter, now: datetime) -> None:
        matter.decide(len(self._present()), now)

    def _send(self, day: date, now: datetime) -> None:
        services.send_agenda(meeting_id=self.keys[day], by=self.staff.actor("deputy"), now=now)

    def _present(self) -> list[int]:
        """All but the last one, who is at a course."""
        return [user.pk for user in self.staff.council[:-1]]

    def _hold(self, day: date, now: datetime) -> None:
        services.hold_meeting(
            meeting_id=self.keys[day], present=self._present(), by=self.staff.actor("secretary"), now=now
        )

    def _sign(self, day: date, number: str, now: datetime) -> None:
        services.sign_minutes(
            meeting_id=self.keys[day], number=number, signed_on=day, by=self.staff.actor("secretary"), now=now
        )
