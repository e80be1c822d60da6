"""Home, the case page, the list of mentorships."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common import clock
from mentoring.casework import case, home, lists
from mentoring.deadlines.rules import state
from mentoring.mentorships.selectors import open_pairing, visible
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
    groups = home.tasks(request.user, school, today)
    return render(
        request,
        "mentoring/casework/home.html",
        {
            "today": today,
            "groups": groups,
            "lead": home.lead(groups),
            "glance": home.glance(request.user, school, today),
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
    calendars = {s.pk: work_calendar(s) for s in {row.school.pk: row.school for row in page}.values()}
    listed: list[Any] = list(page)  # cases that carry what the list shows besides: `next_due`, `pairing`, `now`
    for row in listed:
        row.pairing = open_pairing(row)
        row.now = state(row.next_due, None, False, today, calendars[row.school_id]) if row.next_due else None
    return render(
        request,
        "mentoring/casework/list.html",
        {"filter": found, "page": page, "sort": sort, "total": queryset.count()},
    )
