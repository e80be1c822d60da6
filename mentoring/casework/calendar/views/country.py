"""What the operator keeps for the whole country: days moved by decree, academic years. No school's content is seen."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock, dates
from common.actor import Actor
from common.web import actor_of, render
from mentoring.casework.calendar.shown import ShownYear
from mentoring.casework.calendar.steps import TwoSteps, confirm, fill_and_confirm
from mentoring.casework.calendar.tabs import tabs
from mentoring.casework.calendar.views.own import in_reach
from mentoring.deadlines import recount
from schools.calendar import policies
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.forms import DecreeForm, YearForm, year_facts
from schools.calendar.models import DecreeDay, TeachingYear
from schools.calendar.rules import Change, Decree
from schools.calendar.selectors import country_years, decree_of, start_year_of
from schools.calendar.services import country
from schools.people.access import Role
from schools.people.requests import Request

HOME, HOME_TITLE = "calendar_country", gettext_lazy("Decrees and years")
PAGE = 30


@login_required
@require_safe
def show_country(request: Request) -> HttpResponse:
    """Decrees, the latest first; the academic years that are known and the next one; what is still being counted, or was given up."""
    _require(request)
    years = country_years()
    after = max([start_year_of(clock.today()), *(year.start_year for year in years)]) + 1
    context = {
        "page": Paginator(DecreeDay.objects.order_by("-date"), PAGE).get_page(request.GET.get("page")),
        "years": [ShownYear(year) for year in [*years, academic_year_starting(after, years)][-4:]],
        "waiting": recount.in_work().count(),
        "given_up": recount.given_up().select_related("school").order_by("pk")[:PAGE],
        "tabs": tabs(request, HOME),
    }
    return render(request, "mentoring/casework/calendar/country.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_decree(request: Request) -> HttpResponse:
    """A day that the government moved."""
    _require(request)
    form = DecreeForm(request.POST if request.method == "POST" else None)

    def save(data: dict[str, Any]) -> DecreeDay:
        return country.add_decree(**_decree(data), by=_operator(request), now=clock.now())

    steps = _steps(title=_("A day moved by decree"), verb=_("Add this decree"), told=_("The decree is added."))
    return fill_and_confirm(request, steps, form, save)


@login_required
@require_http_methods(["GET", "POST"])
def change_decree(request: Request, pk: int) -> HttpResponse:
    """Put right what was entered."""
    _require(request)
    row = get_object_or_404(DecreeDay, pk=pk)
    form = DecreeForm(
        request.POST if request.method == "POST" else None,
        row=row,
        now_so=lambda: DecreeForm.initial_of(DecreeDay.objects.get(pk=pk)),
    )

    def save(data: dict[str, Any]) -> DecreeDay:
        return country.change_decree(decree_id=pk, **_decree(data), by=_operator(request), now=clock.now())

    steps = _steps(title=_("Change a decree"), verb=_("Keep the change"), told=_("The decree is changed."))
    return fill_and_confirm(request, steps, form, save)


@login_required
@require_http_methods(["GET", "POST"])
def remove_decree(request: Request, pk: int) -> HttpResponse:
    """Take a move back, both halves of it."""
    _require(request)
    row = get_object_or_404(DecreeDay, pk=pk)
    gone = [decree_of(half) for half in (row, *country.other_halves(row))]
    steps = _steps(
        title=_("Remove a decree"),
        lead="; ".join(_removed(half) for half in gone) + f". {row.source}",
        verb=_("Remove the decree"),
        told=_("The decree is removed."),
    )
    return confirm(
        request,
        steps,
        Change(decrees_gone=frozenset((half.on, half.weeks) for half in gone)),
        lambda: country.remove_decree(decree_id=pk, by=_operator(request), now=clock.now()),
    )


@login_required
@require_http_methods(["GET", "POST"])
def set_year(request: Request, year: int) -> HttpResponse:
    """Confirm an estimate, or change the dates of an academic year."""
    _require(request)
    if not in_reach(year, clock.today()):
        raise Http404
    known = academic_year_starting(year, country_years())
    form = YearForm(
        request.POST if request.method == "POST" else None,
        year=known,
        own=False,
        now_so=lambda: YearForm.initial_of(academic_year_starting(year, country_years()), own=False),
    )

    def save(data: dict[str, Any]) -> TeachingYear:
        facts = {"start_year": year, "estimate": not data["published"], **year_facts(data)}
        return country.set_country_year(**facts, by=_operator(request), now=clock.now())

    steps = _steps(
        title=_("Academic year %(year)s") % {"year": known.title},
        verb=_("Keep these dates"),
        told=_("The dates of the year are kept."),
    )
    return fill_and_confirm(request, steps, form, save)


@login_required
@require_POST
def count_again(request: Request) -> HttpResponse:
    """Have the schools counted that were given up."""
    recount.ask_again(by=_operator(request), now=clock.now())
    messages.success(request, _("They are being counted once more."))
    return redirect(HOME)


def _removed(half: Decree) -> str:
    what = _("A working day") if half.working else _("A day off")
    return f"{dates.in_text(half.on)}: {what}"


def _decree(data: dict[str, Any]) -> dict[str, Any]:
    return {"on": data["date"], **{name: data[name] for name in ("working", "weeks", "source", "pair")}}


def _steps(*, lead: str = "", **texts: Any) -> TwoSteps:
    return TwoSteps(home=HOME, home_title=HOME_TITLE, school=None, lead=lead, **texts)


def _require(request: Request) -> None:
    policies.require(policies.can_set_country(request.user))


def _operator(request: Request) -> Actor:
    return actor_of(request, Role.OPERATOR)
