"""On which days things happen, counted from today on the school's own calendar. Reads no clock and no database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from mentoring.deadlines.rules import CaseFacts, plan_deadlines
from mentoring.mentorships.rules import FULL_YEAR, TO_YEAR_END, period_end
from mentoring.regulations.schema import RuleSetValues
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import WorkCalendar
from schools.calendar.selectors import hire_year_of, start_year_of


@dataclass(frozen=True)
class Days:
    """A school's working days around today."""

    calendar: WorkCalendar
    today: date

    def back(self, count: int) -> date:
        """So many working days before today."""
        return self.calendar.add_working_days(self.today, -count).due if count else self.last_working

    def after(self, day: date, count: int) -> date:
        """So many working days after a day, before it when negative; the day itself, or the next working one, for 0."""
        return self.calendar.add_working_days(day, count).due

    @property
    def last_working(self) -> date:
        """Today, or the last day before it on which the school works."""
        return self.calendar.last_working_day_on_or_before(self.today)

    def is_past(self, day: date) -> bool:
        """Whether the day has come."""
        return day <= self.today

    def lesson_day(self, day: date) -> date:
        """This day or the next working one on which there are lessons: no vacation, no summer."""
        while True:
            day = self.calendar.next_working_day_on_or_after(day)
            year = academic_year_starting(start_year_of(day), self.calendar.years)
            if year.quarter_of(day) is not None:
                return day
            day += timedelta(days=1)

    def last_year_start(self) -> date:
        """The first working day from 25 August of the academic year before the present one."""
        return self.calendar.next_working_day_on_or_after(date(start_year_of(self.today) - 1, 8, 25))

    def hearing_of_last_year(self) -> date:
        """The working day in the third week of May on which last year's reports were heard."""
        return self.calendar.last_working_day_on_or_before(date(start_year_of(self.today), 5, 21))

    def late_interim_start(self, values: RuleSetValues) -> date:
        """A day of hire whose interim assessment is overdue by now, and as little as any."""
        found: list[tuple[bool, date, date]] = []
        for count in range(40, 260, 6):
            hired = self.back(count)
            dues = self._dues(hired, values)
            if self.after(hired, 24) < dues["D6"] < self.today:
                found.append((dues["D7"] >= self.today, dues["D6"], hired))
        return max(found)[2] if found else self.back(120)

    def interim_due(self, hired: date, values: RuleSetValues) -> date:
        """The last day for the interim assessment of somebody hired on that day."""
        return self._dues(hired, values)["D6"]

    def _dues(self, hired: date, values: RuleSetValues) -> dict[str, date]:
        year = academic_year_starting(hire_year_of(hired), self.calendar.years)
        mode = FULL_YEAR if full_year(hired) else TO_YEAR_END
        facts = CaseFacts(
            hired_on=hired,
            order_on=self.after(hired, 4),
            period_from=self.after(hired, 4),
            period_to=period_end(hired, year.start_year, self.calendar.years, mode),
        )
        return {due.code: due.due_on for due in plan_deadlines(facts, values, self.calendar, year)}


def full_year(hired: date) -> bool:
    """Whether the deputy chose a full year: for those hired between January and July, of whose year little is left."""
    return hired.month < 8


def moment(day: date, at: time) -> datetime:
    """That time of the day on the wall."""
    return timezone.make_aware(datetime.combine(day, at), _ZONE)


_ZONE: Any = timezone.get_default_timezone()
