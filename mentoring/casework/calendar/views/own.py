"""What the school has otherwise than the country: deputy head and head, its academic year the deputy head alone."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from common import clock, dates
from common.errors import AlreadyDone
from common.web import render
from mentoring.casework.calendar.shown import ShownYear
from mentoring.casework.calendar.steps import TwoSteps, confirm, fill_and_confirm
from mentoring.casework.calendar.tabs import tabs
from mentoring.casework.calendar.views.year import AHEAD, EARLIEST
from schools.calendar import policies
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.forms import OwnDayForm, YearForm, year_facts
from schools.calendar.models import SchoolDay, TeachingYear
from schools.calendar.rules import Change
from schools.calendar.selectors import academic_years, country_years, start_year_of, work_calendars
from schools.calendar.services import own
from schools.organisation.models import School
from schools.people.capacity import leading_actor
from schools.people.requests import Request

HOME, HOME_TITLE = "calendar_days", gettext_lazy("The school’s own days")
PAGE = 50


@login_required
@require_safe
def show_days(request: Request) -> HttpResponse:
    """The school's own days, the latest first, and its academic years, this one and the next."""
    school = _school(request)
    present = start_year_of(clock.today())
    known = academic_years(school)
    differs = set(TeachingYear.objects.filter(school=school).values_list("year", flat=True))
    context = {
        "page": Paginator(SchoolDay.objects.filter(school=school).order_by("-date"), PAGE).get_page(
            request.GET.get("page")
        ),
        "years": [
            ShownYear(academic_year_starting(start, known), start in differs) for start in (present, present + 1)
        ],
        "may_set_year": policies.can_set_own_year(request.user, school.pk),
        "tabs": tabs(request, HOME),
    }
    return render(request, "mentoring/casework/calendar/days.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_day(request: Request) -> HttpResponse:
    """Close a day or make it a working one: fill in, see whose dates move, confirm."""
    school = _school(request)
    form = OwnDayForm(
        request.POST if request.method == "POST" else None, calendar=work_calendars([school])[school.pk]
    )

    def save(data: dict[str, Any]) -> SchoolDay:
        facts = {"on": data["date"], "working": data["working"], "reason": data["reason"]}
        return own.add_own_day(school_id=school.pk, **facts, by=leading_actor(request, school.pk), now=clock.now())

    steps = _steps(
        school,
        title=_("A day of the school’s own"),
        lead=_(
            "A day closed by flood or snow, or a Saturday that is worked. Days of the whole country are there already."
        ),
        verb=_("Put this day on the list"),
        told=_("The day is on the list, and the dates are counted by it."),
    )
    return fill_and_confirm(request, steps, form, save)


@login_required
@require_http_methods(["GET", "POST"])
def remove_day(request: Request, pk: int) -> HttpResponse:
    """Let the day be again what it is in the country. A day of another school is not found."""
    row = get_object_or_404(SchoolDay.objects.visible_to(request.user).select_related("school"), pk=pk)
    policies.require(policies.can_set_own_days(request.user, row.school_id))
    steps = _steps(
        row.school,
        title=_("Take a day off the list"),
        lead=f"{dates.in_text(row.date)}: {row.reason}",
        verb=_("Take it off the list"),
        told=_("The day is off the list, and the dates are counted without it."),
    )
    return confirm(
        request,
        steps,
        Change(days_gone=frozenset({row.date})),
        lambda: own.remove_own_day(day_id=pk, by=leading_actor(request, row.school_id), now=clock.now()),
    )


@login_required
@require_http_methods(["GET", "POST"])
def set_year(request: Request, year: int) -> HttpResponse:
    """Dates of the school's own for an academic year. The deputy head."""
    school = _deputys_school(request, year)
    known = academic_year_starting(year, academic_years(school))
    form = YearForm(
        request.POST if request.method == "POST" else None,
        year=known,
        own=True,
        now_so=lambda: YearForm.initial_of(academic_year_starting(year, academic_years(school)), own=True),
    )

    def save(data: dict[str, Any]) -> TeachingYear:
        facts = {"start_year": year, **year_facts(data)}
        return own.set_own_year(school_id=school.pk, **facts, by=leading_actor(request, school.pk), now=clock.now())

    steps = _steps(
        school,
        title=_("Academic year %(year)s of this school") % {"year": known.title},
        lead=_(
            "Only if the school’s dates differ from the country’s. Dates that hang on a quarter or on the end of teaching move with them."
        ),
        verb=_("Keep these dates"),
        told=_("The school has its own dates for this year."),
    )
    return fill_and_confirm(request, steps, form, save)


@login_required
@require_http_methods(["GET", "POST"])
def drop_year(request: Request, year: int) -> HttpResponse:
    """Follow the country's dates again. The deputy head."""
    school = _deputys_school(request, year)
    if not TeachingYear.objects.filter(school=school, year=year).exists():
        raise AlreadyDone("dropped", own.NO_OWN_YEAR)
    countrys = academic_year_starting(year, country_years())
    steps = _steps(
        school,
        title=_("Follow the country’s dates again"),
        lead=_("Academic year: %(year)s") % {"year": countrys.title},
        verb=_("Follow the country’s dates"),
        told=_("The school follows the country’s dates for this year."),
    )
    facts = {"school_id": school.pk, "start_year": year}
    return confirm(
        request,
        steps,
        Change(year=countrys),
        lambda: own.drop_own_year(**facts, by=leading_actor(request, school.pk), now=clock.now()),
    )


def _steps(school: School, **texts: Any) -> TwoSteps:
    return TwoSteps(home=HOME, home_title=HOME_TITLE, school=school, **texts)


def _school(request: Request) -> School:
    school = request.school
    if school is None or not policies.can_set_own_days(request.user, school.pk):
        raise PermissionDenied
    return school


def _deputys_school(request: Request, year: int) -> School:
    school = request.school
    if school is None or not policies.can_set_own_year(request.user, school.pk):
        raise PermissionDenied
    if not in_reach(year, clock.today()):
        raise Http404
    return school


def in_reach(year: int, today: date) -> bool:
    """Whether this academic year is one that the calendar shows."""
    return EARLIEST <= year <= start_year_of(today) + AHEAD
