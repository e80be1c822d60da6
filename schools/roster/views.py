"""Bring a school's list in, page by page: file, columns, preview, result. For the deputy head and the head."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common import clock, spreadsheets
from common.errors import AlreadyDone, DomainError
from common.web import handle, render
from schools.calendar.selectors import hire_year_of
from schools.people.capacity import leading_actor
from schools.people.requests import Request
from schools.roster import diff, policies, selectors, services, words
from schools.roster.cells import text
from schools.roster.forms import AnswersForm, ColumnsForm, UploadForm, form_name
from schools.roster.models import ImportBatch
from schools.roster.presenting import failed_table, show
from schools.roster.reading import Unreadable

PER_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Choose the file."""
    school = request.school
    if school is None or not policies.can_import(request.user, school.pk):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        done, batch = handle(
            form,
            lambda: services.upload(
                school_id=school.pk,
                file_name=file.name,
                content=file.read(),
                by=leading_actor(request),
                now=clock.now(),
            ),
        )
        if done:
            return redirect("roster_columns", batch.pk)
    recent = ImportBatch.objects.visible_to(request.user).filter(school=school).select_related("uploaded_by")[:5]
    return render(request, "schools/roster/upload.html", {"form": form, "recent": recent})


@login_required
@require_http_methods(["GET", "POST"])
def columns(request: Request, pk: int) -> HttpResponse:
    """Say which column is what; what was recognised is filled in."""
    batch = _batch(request, pk)
    if batch.state != ImportBatch.State.UPLOADED:
        return _elsewhere(request, batch)
    sheet = selectors.sheet_of(batch)
    line = sheet.table.rows[sheet.head.row + 1] if len(sheet.table.rows) > sheet.head.row + 1 else []
    form = ColumnsForm(
        request.POST or None,
        head=sheet.head,
        sample=[text(cell) for cell in line],
        year=hire_year_of(clock.today()),
        now_so=lambda: {form_name(name): str(column) for name, column in _batch(request, pk).columns.items()},
    )
    if request.method == "POST" and form.is_valid():
        done, _batch_now = handle(
            form,
            lambda: services.remap(
                batch_id=batch.pk, mapping=form.mapping, by=leading_actor(request), now=clock.now()
            ),
        )
        if done:
            return redirect("roster_preview", batch.pk)
    taken = set(batch.columns.values())
    unread = [title for column, title in enumerate(sheet.head.texts) if title and column not in taken]
    context = {"form": form, "batch": batch, "sheet": sheet, "unread": unread}
    return render(request, "schools/roster/columns.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def preview(request: Request, pk: int) -> HttpResponse:
    """What would happen, row by row; questions are answered here."""
    batch = _batch(request, pk)
    if batch.state != ImportBatch.State.UPLOADED:
        return _elsewhere(request, batch)
    try:
        seen = selectors.preview(batch, selectors.read_people(batch, clock.today()))
    except Unreadable as error:
        messages.error(request, words.file_words(error.code, error.params))
        return redirect("roster_columns", batch.pk)
    kind = request.GET.get("kind", "")
    plans = [plan for plan in seen.plans if plan.kind == kind] if kind in diff.KINDS else _in_order(seen.plans)
    page = Paginator(plans, PER_PAGE).get_page(request.GET.get("page"))
    form = AnswersForm(request.POST or None, plans=page.object_list, answers=batch.answers)
    if request.method == "POST" and form.is_valid():
        done, _batch_now = handle(
            form,
            lambda: services.answer(
                batch_id=batch.pk, answers=form.answers, by=leading_actor(request), now=clock.now()
            ),
        )
        if done:
            return redirect(request.get_full_path())
    names = seen.lists.names
    context = {
        "batch": batch,
        "seen": seen,
        "page": page,
        "rows": [show(plan, names) for plan in page.object_list],
        "kinds": _tabs(batch, seen, kind),
        "form": form if form.fields else None,
        "open_questions": seen.counts[diff.ASK],
    }
    return render(request, "schools/roster/preview.html", context)


@login_required
@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Take over what the preview showed."""
    batch = _batch(request, pk)
    try:
        services.confirm(
            batch_id=batch.pk,
            digest=request.POST.get("digest", ""),
            by=leading_actor(request),
            now=clock.now(),
        )
    except AlreadyDone as error:
        error.url = reverse("roster_preview", args=[batch.pk])
        raise
    except (DomainError, Unreadable) as error:
        told = error.message if isinstance(error, DomainError) else words.file_words(error.code, error.params)
        messages.error(request, str(told))
        return redirect("roster_preview", batch.pk)
    return redirect("roster_result", batch.pk)


@login_required
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Leave the upload."""
    batch = _batch(request, pk)
    try:
        services.drop(batch_id=batch.pk, by=leading_actor(request), now=clock.now())
    except AlreadyDone as error:
        error.url = reverse("roster_preview", args=[batch.pk])
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("roster_preview", batch.pk)
    messages.success(request, _("The list was put aside. Nobody was changed."))
    return redirect("roster_upload")


@login_required
@require_GET
def result(request: Request, pk: int) -> HttpResponse:
    """What was taken over, what was not, and what to do next."""
    batch = _batch(request, pk)
    if batch.state != ImportBatch.State.CONFIRMED:
        return _elsewhere(request, batch)
    context = {"batch": batch, "hires": selectors.first_time_hires(batch, clock.today())}
    return render(request, "schools/roster/result.html", context)


@login_required
@require_GET
def failed(request: Request, pk: int) -> HttpResponse:
    """The rows that were not taken over, as a workbook to correct and upload again."""
    batch = _batch(request, pk)
    if batch.state != ImportBatch.State.CONFIRMED:
        return _elsewhere(request, batch)
    services.log_download(batch=batch, by=leading_actor(request), now=clock.now())
    header, rows = failed_table(selectors.sheet_of(batch).head, batch.failed)
    content = spreadsheets.xlsx(header, rows, title=_("Not taken over"))
    response = HttpResponse(content, content_type=spreadsheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="not-taken-over-{batch.pk}.xlsx"'
    return response


def _batch(request: Request, pk: int) -> ImportBatch:
    found = ImportBatch.objects.visible_to(request.user).select_related("school", "confirmed_by", "uploaded_by")
    return get_object_or_404(found, pk=pk)


def _elsewhere(request: Request, batch: ImportBatch) -> HttpResponse:
    """The page that fits the upload's state."""
    if batch.state == ImportBatch.State.CONFIRMED:
        return redirect("roster_result", batch.pk)
    if batch.state == ImportBatch.State.UPLOADED:
        return redirect("roster_preview", batch.pk)
    messages.info(request, _("This list was put aside. Upload it again."))
    return redirect("roster_upload")


def _in_order(plans: list[diff.Plan]) -> list[diff.Plan]:
    """Questions and mistakes first, then in the file's order."""
    return sorted(plans, key=lambda plan: diff.KINDS.index(plan.kind))


def _tabs(batch: ImportBatch, seen: selectors.Preview, kind: str) -> list[dict[str, Any]]:
    address = reverse("roster_preview", args=[batch.pk])
    everything = _("All")
    tabs = [{"url": address, "label": f"{everything}: {len(seen.plans)}", "current": kind not in diff.KINDS}]
    for name in diff.KINDS:
        if seen.counts[name]:
            label = f"{words.kind_words(name)}: {seen.counts[name]}"
            tabs.append({"url": f"{address}?kind={name}", "label": label, "current": name == kind})
    return tabs
