"""Working days of a school, and how a legal period is counted in them. Pure: no Django, no clock, no database.

`days` what a day is · `statutory` the country's days off · `counting` a count with its working ·
`calendar` one school's calendar · `changes` what a change makes of it · `years` the academic year.
"""

from schools.calendar.rules.calendar import WorkCalendar
from schools.calendar.rules.changes import Change
from schools.calendar.rules.counting import Count, CountedDay, Mark, Unit
from schools.calendar.rules.days import Day, Decree, Reason, SchoolException, Span, Week
from schools.calendar.rules.years import AcademicYear, Quarter, Vacation

__all__ = [
    "AcademicYear",
    "Change",
    "Count",
    "CountedDay",
    "Day",
    "Decree",
    "Mark",
    "Quarter",
    "Reason",
    "SchoolException",
    "Span",
    "Unit",
    "Vacation",
    "Week",
    "WorkCalendar",
]
