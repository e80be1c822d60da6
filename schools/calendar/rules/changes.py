"""What one change makes of a calendar. Pure: the preview counts with it what the confirmed change will count."""

from dataclasses import dataclass, replace
from datetime import date

from schools.calendar.rules.calendar import WorkCalendar
from schools.calendar.rules.days import Decree, SchoolException, Week
from schools.calendar.rules.years import AcademicYear


@dataclass(frozen=True, kw_only=True)
class Change:
    """Days of the school and decrees that go and come, and an academic year that takes the place of the known one.

    A decree is known by its date and its weeks.
    """

    days_gone: frozenset[date] = frozenset()
    days: tuple[SchoolException, ...] = ()
    decrees_gone: frozenset[tuple[date, tuple[Week, ...]]] = frozenset()
    decrees: tuple[Decree, ...] = ()
    year: AcademicYear | None = None

    def of(self, calendar: WorkCalendar) -> WorkCalendar:
        """The calendar as it will be."""
        stay = (day for day in calendar.exceptions if day.on not in self.days_gone)
        remain = (decree for decree in calendar.decrees if (decree.on, decree.weeks) not in self.decrees_gone)
        years = calendar.years
        if self.year is not None:
            others = (year for year in years if year.start_year != self.year.start_year)
            years = tuple(sorted((*others, self.year), key=lambda year: year.start_year))
        return replace(
            calendar,
            exceptions=tuple(sorted((*stay, *self.days), key=lambda day: day.on)),
            decrees=tuple(sorted((*remain, *self.decrees), key=lambda decree: decree.on)),
            years=years,
        )
