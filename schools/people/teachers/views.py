"""Pages of teachers. The deputy head and the head write; a teacher opens one's own page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common import clock, spreadsheets
from common.web import form_page, handle, render
from schools.calendar.selectors import hire_year_of
from schools.organisation.models import School
from schools.people.capacity import leading_actor
from schools.people.models import Employment
from schools.people.requests import Request
from schools.people.teachers import evidence, forms, further, policies, selectors, services, touched
from schools.people.teachers.exporting import export
from schools.people.teachers.filters import DEFAULT_SORT, HERE, TeacherFilter, in_order
from schools.people.teachers.hiring import ENTERED, NewTeacherForm

PER_PAGE = 20
# The results of a year are known once its teaching is over: from June on the year that has just ended is suggested.
LAST_MONTH_OF_TEACHING = 5


@login_required
@require_GET
def teachers(request: Request) -> HttpResponse:
    """The list: search, filters, order and page stand in the address."""
    school = own_school(request)
    found = _filtered(request, school)
    levels = selectors.levels_by_id()
    rows = in_order(found.qs, request.GET.get("sort", DEFAULT_SORT))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    listed: list[Any] = list(page)  # stays with the columns that `teachers_of` adds, and `level`
    for row in listed:
        row.level = levels.get(row.level_id)
    context = {
        "filter": found,
        "page": page,
        "sort": DEFAULT_SORT,
        "today": clock.today(),
        "is_filtered": any(request.GET.get(name) for name in ("q", "subject", "category")),
        "has_anybody": page.paginator.count > 0 or Employment.objects.filter(school=school).exists(),
    }
    return render(request, "schools/teachers/list.html", context)


@login_required
@require_GET
def download(request: Request) -> HttpResponse:
    """What the list shows with these filters, all pages, as a workbook."""
    school = own_school(request)
    rows = list(in_order(_filtered(request, school).qs, request.GET.get("sort", DEFAULT_SORT)))
    services.log_export(school=school, rows=len(rows), by=leading_actor(request, school.pk), now=clock.now())
    response = HttpResponse(
        export(rows, selectors.levels_by_id(), selectors.latest_results(rows)), content_type=spreadsheets.XLSX
    )
    response["Content-Disposition"] = f'attachment; filename="teachers-{clock.today():%Y-%m-%d}.xlsx"'
    return response


@login_required
@require_GET
def teacher(request: Request, pk: int) -> HttpResponse:
    """All that is known of one stay at the school."""
    employment = _employment(request, pk)
    page = selectors.teacher_page(employment, request.user, clock.now())
    context = {"page": page, "today": clock.today(), "ways": further.ways_from(employment, request.user)}
    return render(request, "schools/teachers/teacher.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """A teacher who begins at the school."""
    school = own_school(request)
    form = NewTeacherForm(request.POST or None, school_id=school.pk)

    def save() -> Employment:
        return services.hire(
            school_id=school.pk,
            person=form.person,
            stay=form.stay,
            same_as=form.same_as,
            by=leading_actor(request, school.pk),
            now=clock.now(),
        )

    if request.method == "POST" and form.is_valid():
        done, employment = handle(form, save)
        if done:
            messages.success(request, str(ENTERED))
            return redirect("teacher_page", employment.pk)
    context = {
        "form": form,
        "title": _("Enter a teacher"),
        "over": _("Teachers"),
        "over_url": reverse("teacher_list"),
        "verb": _("Enter this teacher"),
        "cancel_url": reverse("teacher_list"),
    }
    return render(request, "components/form_page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Correct the person or the stay."""
    employment = _for_edit(request, pk)
    form = forms.TeacherForm(request.POST or None, employment=employment)
    return _form_page(
        request,
        employment,
        form,
        title=_("Correct the data"),
        verb=_("Save"),
        save=lambda: services.change(
            employment_id=pk,
            person=form.person,
            stay=form.stay,
            by=leading_actor(request, employment.school_id),
            now=clock.now(),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """The end of an employment: date and reason, and what it touches."""
    employment = _for_edit(request, pk)
    if not policies.can_end(request.user, employment):
        raise PermissionDenied
    if employment.left_on is not None:
        messages.info(request, _("The end of this employment was already entered."))
        return redirect("teacher_page", pk)
    form = forms.EndForm(request.POST or None, initial={"left_on": clock.today()})
    last_day: date = clock.today()
    posts = selectors.posts_ended_by(employment, last_day)
    return _form_page(
        request,
        employment,
        form,
        title=_("End the employment"),
        verb=_("End the employment"),
        template="schools/teachers/end.html",
        extra={"posts": posts, "touched": touched.by_end_of(employment, last_day)},
        save=lambda: services.end(
            employment_id=pk,
            left_on=form.cleaned_data["left_on"],
            reason=form.cleaned_data["reason"],
            by=leading_actor(request, employment.school_id),
            now=clock.now(),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def category(request: Request, pk: int) -> HttpResponse:
    """A category that was granted."""
    return _part(
        request, pk, forms.QualificationForm, evidence.add_qualification, _("Category"), _("Record the category")
    )


@login_required
@require_http_methods(["GET", "POST"])
def result(request: Request, pk: int) -> HttpResponse:
    """Pupils counted and those with 4 or 5, of one academic year."""
    today = clock.today()
    taught = today.year - (1 if today.month > LAST_MONTH_OF_TEACHING else 2)
    return _part(
        request,
        pk,
        lambda data: forms.ResultForm(data, initial={"year": taught}, this_year=hire_year_of(today)),
        evidence.record_result,
        _("Results of a year"),
        _("Record the results"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def ethics(request: Request, pk: int) -> HttpResponse:
    """Whether the teacher follows pedagogical ethics."""
    if not policies.can_attest(request.user, _employment(request, pk)):
        raise PermissionDenied
    return _part(
        request,
        pk,
        lambda data: forms.EthicsForm(data, initial={"recorded_on": clock.today()}),
        evidence.attest_ethics,
        _("Pedagogical ethics"),
        _("Record the attestation"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def preparation(request: Request, pk: int) -> HttpResponse:
    """A course or seminar for mentors."""
    return _part(
        request,
        pk,
        forms.PreparationForm,
        evidence.add_preparation,
        _("Preparation as a mentor"),
        _("Record the preparation"),
    )


def _part(
    request: Request,
    pk: int,
    make_form: Callable[[Any], BaseForm],
    service: Callable[..., Any],
    title: str,
    verb: str,
) -> HttpResponse:
    """A page with one form that adds to what is known of a teacher."""
    employment = _for_edit(request, pk)
    if not policies.can_record(request.user, employment):
        raise PermissionDenied
    form = make_form(request.POST or None)

    def save() -> Any:
        return service(
            employment_id=pk,
            values=form.cleaned_data,
            by=leading_actor(request, employment.school_id),
            now=clock.now(),
        )

    return _form_page(request, employment, form, title=title, verb=verb, save=save)


def _form_page(
    request: Request,
    employment: Employment,
    form: BaseForm,
    *,
    title: str,
    verb: str,
    save: Callable[[], Any],
    template: str = "components/form_page.html",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    address = reverse("teacher_page", args=[employment.pk])
    return form_page(
        request,
        form,
        lambda _form: save(),
        said=_("Saved."),
        to=address,
        template=template,
        title=title,
        verb=verb,
        about=employment,
        over=_("Teacher’s page"),
        over_url=address,
        **(extra or {}),
    )


def own_school(request: Request) -> School:
    school = request.school
    if school is None or not policies.can_list(request.user, school.pk):
        raise PermissionDenied
    return school


def _filtered(request: Request, school: School) -> TeacherFilter:
    """Without a choice of its own the list shows who works here."""
    data = request.GET.copy()
    data.setdefault("state", HERE)
    return TeacherFilter(data, queryset=selectors.teachers_of(school, request.user))


def _employment(request: Request, pk: int) -> Employment:
    found = Employment.objects.visible_to(request.user).select_related("user", "subject", "school")
    return get_object_or_404(found, pk=pk)


def _for_edit(request: Request, pk: int) -> Employment:
    employment = _employment(request, pk)
    if not policies.can_edit(request.user, employment):
        raise PermissionDenied
    return employment
