"""Home, the case page, the list of mentorships."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from common import clock, spreadsheets
from common.web import actor_of
from mentoring.casework import case, home, lists, services
from mentoring.casework.exporting import export
from mentoring.casework.glance import glance
from mentoring.casework.meeting import meeting_page
from mentoring.council import selectors as council
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.selectors import visible
from schools.calendar.selectors import work_calendar
from schools.people.access import access_of
from schools.people.requests import Request

PAGE = 20


@login_required
def show_home(request: Request) -> HttpResponse:
    """Everybody's own task list; for those who lead a school, its figures beside it.

    Who is an officer of a department and nothing else has no tasks, but the figures of the schools.
    """
    today = clock.today()
    school = request.school
    access = access_of(request.user)
    if access.department_ids and not access.roles:
        return redirect("overview")
    desk = Desk(request.user, today)
    calendar = work_calendar(school) if school else None
    groups = home.tasks(desk, school, calendar) if school and calendar else []
    return render(
        request,
        "mentoring/casework/home.html",
        {
            "today": today,
            "groups": groups,
            "lead": home.lead(groups),
            "glance": glance(desk, school, calendar) if school and calendar else None,
        },
    )


@login_required
def show_case(request: Request, pk: int) -> HttpResponse:
    """One novice's mentored year, for those who may open it; for all others it does not exist."""
    mentorship = get_object_or_404(visible(request.user), pk=pk)
    page = case.case_page(mentorship, request.user, clock.today())
    return render(request, "mentoring/casework/case.html", {"page": page, "mentorship": mentorship})


@login_required
def list_cases(request: Request) -> HttpResponse:
    """All cases one may open: filters and sort in the address."""
    today = clock.today()
    queryset = lists.mentorships(request.user)
    found = lists.MentorshipFilter(request.GET, queryset=queryset, today=today)
    sort = request.GET.get("sort", "due")
    page = Paginator(lists.ordered(found.qs, sort), PAGE).get_page(request.GET.get("page"))
    lists.show(page, today)
    return render(
        request,
        "mentoring/casework/list.html",
        {"filter": found, "page": page, "sort": sort, "total": queryset.count()},
    )


@login_required
@require_GET
def export_cases(request: Request) -> HttpResponse:
    """What the list shows with these filters, all pages, as a workbook."""
    now = clock.now()
    today = clock.today(now)
    found = lists.MentorshipFilter(request.GET, queryset=lists.mentorships(request.user), today=today)
    rows = list(lists.ordered(found.qs, request.GET.get("sort", "due")))
    lists.show(rows, today)
    services.log_export(school=request.school, rows=len(rows), by=actor_of(request), now=now)
    response = HttpResponse(export(rows), content_type=spreadsheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="mentorships-{today:%Y-%m-%d}.xlsx"'
    return response


@login_required
def show_meeting(request: Request, pk: int) -> HttpResponse:
    """A meeting of the council: agenda, what may be read of each matter, votes, minutes. Writing is `council`'s."""
    meeting = get_object_or_404(council.meeting_for_page(request.user, pk))
    page = meeting_page(meeting, request.user, clock.today())
    return render(request, "mentoring/council/meeting.html", {"page": page, "meeting": meeting})
