"""One school's calendar: its week, the country's days off, the government's decrees, its own exceptions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from schools.calendar.rules.counting import Count, CountedDay, Mark, Unit
from schools.calendar.rules.days import ONE_DAY, Day, Decree, Reason, SchoolException, Span, Week, is_rest_day
from schools.calendar.rules.statutory import statutory_days, transfers
from schools.calendar.rules.years import AcademicYear

_HORIZON = 3 * 366
"""No period may reach further than this many days: a calendar without working days must not loop for ever."""


@dataclass(frozen=True)
class WorkCalendar:
    """Answers which days a school works and counts periods in them. Immutable; equal facts give equal answers.

    `years` are needed only to say that a working day lies in the pupils' vacation.
    The strongest fact wins: school exception, decree, statutory holiday, transfer, weekly rest day.
    """

    week: Week
    decrees: tuple[Decree, ...] = ()
    exceptions: tuple[SchoolException, ...] = ()
    years: tuple[AcademicYear, ...] = ()
    _tables: dict[int, dict[date, Day]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.week not in (5, 6):
            raise ValueError(f"a school works 5 or 6 days a week, not {self.week}")

    def day(self, on: date) -> Day:
        """What the day is for this school, with the reason."""
        table = self._tables.get(on.year)
        if table is None:
            table = self._tables[on.year] = self._year(on.year)
        return table[on]

    def is_working(self, on: date) -> bool:
        """Whether the school works on that day."""
        return self.day(on).working

    def add_working_days(self, start: date, n: int, pauses: Sequence[Span] = ()) -> Count:
        """The n-th working day after `start` (before it when n is negative); paused days are not counted.

        With n = 0 the period ends on `start` itself, or on the next working day when that one is closed.
        Raises ValueError when there are not enough working days within three years.
        """
        if n == 0:
            return self._rolled(start, 0, Unit.WORKING, start, [], pauses)
        step = ONE_DAY if n > 0 else -ONE_DAY
        days: list[CountedDay] = []
        counted, on = 0, start
        while counted < abs(n):
            self._check_horizon(start, on)
            on += step
            day = self.day(on)
            if _paused(on, pauses):
                days.append(CountedDay(day, Mark.PAUSED))
            elif not day.working:
                days.append(CountedDay(day, Mark.SKIPPED))
            else:
                counted += 1
                days.append(CountedDay(day, Mark.LAST if counted == abs(n) else Mark.COUNTED, counted))
        return Count(start=start, length=n, unit=Unit.WORKING, raw=on, due=on, days=tuple(days))

    def add_calendar_days(self, start: date, n: int, pauses: Sequence[Span] = ()) -> Count:
        """The n-th day after `start`, rolled to the next working day when it is closed.

        Paused days are not counted, and the period never ends on one. Raises ValueError when n is negative.
        """
        if n < 0:
            raise ValueError("calendar days are counted forwards only")
        days: list[CountedDay] = []
        counted, on = 0, start
        while counted < n:
            self._check_horizon(start, on)
            on += ONE_DAY
            if _paused(on, pauses):
                days.append(CountedDay(self.day(on), Mark.PAUSED))
            else:
                counted += 1
                days.append(CountedDay(self.day(on), Mark.COUNTED, counted))
        return self._rolled(start, n, Unit.CALENDAR, on, days, pauses)

    def add(self, start: date, n: int, unit: Unit, pauses: Sequence[Span] = ()) -> Count:
        """`add_working_days` or `add_calendar_days`, by the unit."""
        return (self.add_working_days if unit is Unit.WORKING else self.add_calendar_days)(start, n, pauses)

    def last_working_day(self, on: date) -> Count:
        """The last working day up to and including `on`, with the closed days that were passed over backwards."""
        due = self.last_working_day_on_or_before(on)
        closed = ((on - timedelta(days=n)) for n in range((on - due).days))
        days = [*(CountedDay(self.day(day), Mark.SKIPPED) for day in closed), CountedDay(self.day(due), Mark.LAST)]
        return Count(start=on, length=0, unit=Unit.WORKING, raw=due, due=due, days=tuple(days))

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days lie after `a` up to and including `b`; negative when `b` is earlier."""
        if b < a:
            return -self.working_days_between(b, a)
        return sum(self.is_working(a + timedelta(days=n)) for n in range(1, (b - a).days + 1))

    def last_working_day_on_or_before(self, on: date) -> date:
        """That day, or the nearest working day before it."""
        return self._nearest(on, -ONE_DAY)

    def next_working_day_on_or_after(self, on: date) -> date:
        """That day, or the nearest working day after it."""
        return self._nearest(on, ONE_DAY)

    def _nearest(self, on: date, step: timedelta) -> date:
        found = on
        while not self.is_working(found):
            self._check_horizon(on, found)
            found += step
        return found

    def _rolled(
        self, start: date, n: int, unit: Unit, raw: date, days: list[CountedDay], pauses: Sequence[Span]
    ) -> Count:
        """The count that would end on `raw`: marks the closed days it rolls over and the day it ends on."""
        due = raw
        while not self.is_working(due) or _paused(due, pauses):
            self._check_horizon(start, due)
            due += ONE_DAY
        head = days[:-1] if days else []
        number = days[-1].number if days else None
        tail = []
        on = raw
        while on < due:
            mark = Mark.PAUSED if _paused(on, pauses) else Mark.ROLLED
            tail.append(CountedDay(self.day(on), mark, number if on == raw else None))
            on += ONE_DAY
        tail.append(CountedDay(self.day(due), Mark.LAST, number if due == raw else None))
        return Count(start=start, length=n, unit=unit, raw=raw, due=due, days=(*head, *tail))

    def _year(self, year: int) -> dict[date, Day]:
        relevant = tuple(decree for decree in self.decrees if abs(decree.on.year - year) <= 1)
        table = dict(_country_year(year, self.week, relevant))
        for academic_year in self.years:
            for vacation in academic_year.vacations_for_all:
                for on in _days_of(vacation.first, vacation.last, year):
                    table[on] = replace(table[on], vacation=vacation.code)
        for exception in self.exceptions:
            if exception.on.year == year:
                table[exception.on] = Day(
                    date=exception.on,
                    working=exception.working,
                    reason=Reason.SCHOOL_WORKING if exception.working else Reason.SCHOOL_OFF,
                    source=exception.reason,
                )
        return table

    @staticmethod
    def _check_horizon(start: date, on: date) -> None:
        if abs((on - start).days) > _HORIZON:
            raise ValueError(f"no end of the period within three years of {start}")


def _paused(on: date, pauses: Iterable[Span]) -> bool:
    return any(on in pause for pause in pauses)


def _days_of(first: date, last: date, year: int) -> list[date]:
    begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return [begin + timedelta(days=n) for n in range((end - begin).days + 1)]


@lru_cache(maxsize=128)
def _country_year(year: int, week: Week, decrees: tuple[Decree, ...]) -> dict[date, Day]:
    """Every day of the year for the week, before the school's own exceptions. Callers copy before they change it."""
    moved = {**transfers(year - 1, week, decrees), **transfers(year, week, decrees)}
    decreed = {decree.on: decree for decree in decrees if week in decree.weeks}
    statutory = statutory_days(year)
    table = {}
    for on in _days_of(date(year, 1, 1), date(year, 12, 31), year):
        rest = is_rest_day(on, week)
        if on in decreed:
            decree = decreed[on]
            table[on] = Day(
                date=on,
                working=decree.working,
                reason=Reason.DECREE_WORKING if decree.working else Reason.DECREE_OFF,
                moved_from=decree.pair,
                source=decree.source,
            )
        elif on in statutory:
            holiday = statutory[on]
            table[on] = Day(
                date=on,
                working=False,
                reason=Reason.HOLIDAY,
                rest_day=rest,
                holidays=holiday.codes,
                other_holiday=holiday.other,
                estimate=holiday.estimate,
            )
        elif on in moved:
            transfer = moved[on]
            table[on] = Day(
                date=on,
                working=False,
                reason=Reason.TRANSFER,
                holidays=transfer.holiday.codes,
                other_holiday=transfer.holiday.other,
                moved_from=transfer.moved_from,
                estimate=transfer.holiday.estimate,
            )
        else:
            table[on] = Day(
                date=on, working=not rest, reason=Reason.REST_DAY if rest else Reason.WORKING, rest_day=rest
            )
    return table
