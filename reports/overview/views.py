"""The page of the education department."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from common import clock
from reports.overview import selectors
from schools.calendar.selectors import start_year_of
from schools.people.requests import Request

PAGE = 50


@login_required
def overview(request: Request) -> HttpResponse:
    """Figures of all schools of one's department. Officers of a department alone."""
    if not selectors.is_officer(request.user):
        raise PermissionDenied
    today = clock.today()
    asked, sort = request.GET.get("year", ""), request.GET.get("sort", "school")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else start_year_of(today)
    found = selectors.overview(request.user, today, year=year, sort=sort)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {"overview": found, "page": page, "sort": sort, "today": today, "year_label": _label(found.year)}
    context["years"] = [(one, _label(one)) for one in found.years]
    return render(request, "reports/overview/overview.html", context)


def _label(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"
