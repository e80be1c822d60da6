"""Home, the case page, the list of mentorships."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common import clock, spreadsheets
from common.errors import AlreadyDone
from common.web import actor_of, handle, render
from mentoring.casework import case, home, lists, proposals, services
from mentoring.casework.exporting import export
from mentoring.casework.forms import ProposalsForm, SetAsideForm
from mentoring.casework.glance import glance
from mentoring.casework.meeting import meeting_page
from mentoring.changes.policies import can_take_over
from mentoring.council import selectors as council
from mentoring.main_stage.policies import can_log
from mentoring.mentorships import services as cases
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.pages import fetch
from mentoring.mentorships.policies import can_open, can_open_for
from mentoring.mentorships.selectors import set_aside as set_aside_of
from schools.calendar.selectors import hire_year_of, work_calendar
from schools.organisation.models import School
from schools.people.access import access_of
from schools.people.capacity import leading_actor
from schools.people.models import Employment
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
            "own": next(iter(desk.as_novice), None) if not groups else None,
            "candidate": home.may_object_to(desk),
            "mentored": sorted(
                (case for case in desk.cases if can_log(request.user, case)),
                key=lambda case: case.novice.user.sort_key,
            ),
            "glance": glance(desk, school, calendar) if school and calendar else None,
        },
    )


@login_required
def show_case(request: Request, pk: int) -> HttpResponse:
    """One novice's mentored year, for those who may open it; for all others it does not exist."""
    mentorship = fetch(request, pk)
    page = case.case_page(mentorship, request.user, clock.today())
    context = {"page": page, "mentorship": mentorship, "every_working": "workings" in request.GET}
    return render(request, "mentoring/casework/case.html", context)


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


@login_required
@require_http_methods(["GET", "POST"])
def show_proposals(request: Request) -> HttpResponse:
    """The list that the deputy or the head confirms: who teaches for the first time and has no mentorship yet."""
    school = _led_school(request)
    today = clock.today()
    rows = proposals.proposals(school, today, reader=request.user)
    form = ProposalsForm(request.POST if request.method == "POST" else None, rows=rows)
    if form.is_valid():
        done, opened = handle(
            form,
            lambda: cases.open_proposed(
                school=school,
                year=hire_year_of(today),
                choices=form.choices,
                by=leading_actor(request, school.pk),
                now=clock.now(),
            ),
        )
        if done:
            told = ngettext("%(count)s mentorship is open.", "%(count)s mentorships are open.", len(opened))
            messages.success(request, told % {"count": len(opened)} + " " + _("Next: choose a mentor."))
            return redirect("home")
        form.rows = proposals.proposals(school, today, reader=request.user)
    context = {
        "form": form,
        "set_aside": Paginator(set_aside_of(school, hire_year_of(today)), PAGE).get_page(request.GET.get("page")),
        "everybody": proposals.how_many(school, today, reader=request.user)
        if len(rows) == proposals.MOST_SHOWN
        else 0,
        "on_paper": {row.novice.pk for row in rows if can_take_over(request.user, row.novice)},
    }
    return render(request, "mentoring/casework/proposals.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def set_aside(request: Request, pk: int) -> HttpResponse:
    """No new teacher after all: off the list, with a reason. Deputy or head."""
    novice = _proposed(request, pk)
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done, _row = handle(
            form,
            lambda: cases.not_a_novice(
                employment_id=pk, by=leading_actor(request, novice.school_id), now=clock.now(), **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, _("Taken off the list. You can put this teacher back at any time."))
            return redirect("mentorship_proposals")
    context = {
        "title": _("Not a new teacher"),
        "about": novice,
        "text": _("This teacher leaves the list of new teachers and is not proposed again. Nothing else changes."),
        "form": form,
        "verb": _("Take off the list"),
        "cancel_url": reverse("mentorship_proposals"),
    }
    return render(request, "components/confirm.html", context)


@login_required
@require_POST
def propose_again(request: Request, pk: int) -> HttpResponse:
    """Back on the list. Deputy or head."""
    novice = _proposed(request, pk)
    try:
        cases.propose_again(employment_id=pk, by=leading_actor(request, novice.school_id), now=clock.now())
    except AlreadyDone as error:
        error.url = reverse("mentorship_proposals")
        raise
    messages.success(request, _("This teacher stands on the list again."))
    return redirect("mentorship_proposals")


def _led_school(request: Request) -> School:
    school = request.school
    if school is None or not can_open(request.user, school.pk):
        raise PermissionDenied
    return school


def _proposed(request: Request, pk: int) -> Employment:
    """A first-time hire that the person may see (404) and whose case the person may open (403)."""
    found = Employment.objects.visible_to(request.user).filter(first_time=True).select_related("user")
    novice = get_object_or_404(found, pk=pk)
    if not can_open_for(request.user, novice):
        raise PermissionDenied
    return novice
