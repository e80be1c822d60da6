"""The page of the education department."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from common import clock, spreadsheets
from common.web import actor_of
from reports.overview import selectors, services
from reports.overview.exporting import export
from reports.papers.words import DEADLINES
from schools.calendar.selectors import start_year_of
from schools.people.requests import Request

PAGE = 50


@login_required
@require_GET
def overview(request: Request) -> HttpResponse:
    """Figures of all schools of one's department. Officers of a department alone."""
    found, sort = _found(request)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "overview": found,
        "page": page,
        "sort": sort,
        "today": clock.today(),
        "year_label": _label(found.year),
    }
    context["years"] = [(one, _label(one)) for one in found.years]
    return render(request, "reports/overview/overview.html", context)


@login_required
@require_GET
def download(request: Request) -> HttpResponse:
    """What the table shows of that year, all schools, as a workbook."""
    found, _sort = _found(request)
    for department in found.departments:
        services.log_export(
            department=department,
            year=found.year,
            schools=len(found.rows),
            by=actor_of(request, "department"),
            now=clock.now(),
        )
    title = _label(found.year).replace("/", "-")
    response = HttpResponse(export(found, title), content_type=spreadsheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="schools-{title}.xlsx"'
    return response


@login_required
@require_GET
def school(request: Request, pk: int) -> HttpResponse:
    """One school's figures over the years, and which steps are overdue: counts alone."""
    if not selectors.is_officer(request.user):
        raise PermissionDenied
    found = get_object_or_404(selectors.schools_of(request.user), pk=pk)
    today = clock.today()
    context = {
        "school": found,
        "rows": [(_label(year), row) for year, row in selectors.years_of(found, request.user, today)],
        "late": [(DEADLINES[code], count) for code, count in selectors.overdue_by_step(found, today)],
    }
    return render(request, "reports/overview/school.html", context)


def _found(request: Request) -> tuple[selectors.Overview, str]:
    """The table that the address asks for, and its order."""
    if not selectors.is_officer(request.user):
        raise PermissionDenied
    today = clock.today()
    asked, sort = request.GET.get("year", ""), request.GET.get("sort", "school")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else start_year_of(today)
    return selectors.overview(request.user, today, year=year, sort=sort), sort


def _label(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"
