"""The year on the wall, for everybody who is signed in."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from common import clock, dates
from common.rows import row_id
from common.web import render
from mentoring.casework.calendar.tabs import tabs
from mentoring.casework.calendar.wall import dues_of, wall
from mentoring.mentorships.desk import Desk
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import Week
from schools.calendar.selectors import country_calendar, start_year_of, work_calendar
from schools.people.requests import Request

EARLIEST, AHEAD = 2020, 5
"""The first academic year that is shown, and how many after the present one."""


@login_required
@require_safe
def show_year(request: Request) -> HttpResponse:
    """`?year=2026` the year that begins then; `?plain=1` without due dates, to hang up.

    Who belongs to no school sees the country's calendar, of the week in `?week=6`.
    """
    today = clock.today()
    present = start_year_of(today)
    asked = row_id(request.GET.get("year", ""))
    start = asked if asked is not None and EARLIEST <= asked <= present + AHEAD else present
    school = request.school
    week = cast(Week, school.week if school else 6 if request.GET.get("week") == "6" else 5)
    calendar = work_calendar(school) if school else country_calendar(week)
    year = academic_year_starting(start, calendar.years)
    plain = "plain" in request.GET
    dues = dues_of(Desk(request.user, today), school, year) if school and not plain else []
    context = {
        "year": year,
        "months": wall(calendar, year, dues, today),
        "weekdays": dates.WEEKDAYS_SHORT[dates.language_of()],
        "dues": dues,
        "plain": plain,
        "week": week,
        "before": start - 1 if start > EARLIEST else None,
        "after": start + 1 if start < present + AHEAD else None,
        "tabs": tabs(request, "calendar"),
    }
    return render(request, "mentoring/casework/calendar/year.html", context)
