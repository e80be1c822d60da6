"""Bring a school's list in, page by page: file, columns, preview, result. For the deputy head and the head."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common import clock, files, spreadsheets
from common.errors import AlreadyDone, DomainError
from common.web import handle, render
from schools.calendar.selectors import hire_year_of
from schools.people.capacity import leading_actor
from schools.people.requests import Request
from schools.roster import diff, policies, selectors, services, words
from schools.roster.columns import Head
from schools.roster.forms import ColumnsForm, FileForm, UploadForm, chosen, form_name
from schools.roster.models import ImportBatch
from schools.roster.presenting import show
from schools.roster.preview_form import RowsForm, given
from schools.roster.sample import LANGUAGES, sample

PER_PAGE = 50
State = ImportBatch.State


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
                by=leading_actor(request, school.pk),
                now=clock.now(),
            ),
        )
        if done:
            return redirect("roster_preview", batch.pk)
    recent = ImportBatch.objects.visible_to(request.user).filter(school=school).select_related("uploaded_by")[:5]
    return render(request, "schools/roster/upload.html", {"form": form, "recent": recent})


@login_required
@require_http_methods(["GET", "POST"])
def columns(request: Request, pk: int) -> HttpResponse:
    """Say which column is what; what was recognised is filled in."""
    batch = _batch(request, pk)
    head = batch.head
    if batch.state not in (State.READY, State.UNREADABLE) or head is None:
        return _elsewhere(request, batch)
    form = _columns_form(request, batch, head, request.POST or None)
    if request.method == "POST" and form.is_valid():
        done, _batch_now = handle(
            form,
            lambda: services.remap(
                batch_id=batch.pk, mapping=form.mapping, by=leading_actor(request, batch.school_id), now=clock.now()
            ),
        )
        if done:
            return redirect("roster_preview", batch.pk)
    context = {"form": form, "batch": batch, "header_row": head.row + 1, "unread": _unread(batch)}
    return render(request, "schools/roster/columns.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def preview(request: Request, pk: int) -> HttpResponse:
    """How far the list is; then what would happen, row by row. Questions are answered here."""
    batch = _batch(request, pk)
    if batch.state in (State.CONFIRMED, State.DROPPED):
        return _elsewhere(request, batch)
    if request.method == "GET" and batch.is_in_work:
        return _progress(request, batch)
    if batch.state == State.UNREADABLE:
        return _unreadable(request, batch)
    kind = request.GET.get("kind", "")
    page = Paginator(selectors.open_rows(batch, kind), PER_PAGE).get_page(request.GET.get("page"))
    names = selectors.lists().names
    of_file = "file" in request.POST
    form = RowsForm(
        None if of_file else request.POST or None,
        rows=page.object_list,
        corrections=batch.corrections,
        levels=names["category"],
        now_so=lambda: _given(request, pk),
    )
    file_form = FileForm(
        request.POST if of_file else None,
        sheet=batch.sheet,
        now_so=lambda: chosen(_batch(request, pk).options),
    )
    by, now = leading_actor(request, batch.school_id), clock.now()
    if of_file and file_form.is_valid():
        done, _batch_now = handle(
            file_form, lambda: services.choose(batch_id=batch.pk, options=file_form.options, by=by, now=now)
        )
        if done:
            return redirect("roster_preview", batch.pk)
    elif request.method == "POST" and not of_file and form.is_valid():
        done, _batch_now = handle(
            form,
            lambda: services.answer(
                batch_id=batch.pk, answers=form.answers, corrections=form.corrections, by=by, now=now
            ),
        )
        if done:
            return redirect(request.get_full_path())
    sheets = {one["index"]: one["name"] for one in batch.sheet.get("sheets", ()) if not one["why"]}
    context = {
        "batch": batch,
        "page": page,
        "rows": [(row, form.beside(row)) for row in (show(row, names, sheets) for row in page.object_list)],
        "kinds": _tabs(batch, kind),
        "form": form if form.asks else None,
        "columns_form": _columns_form(request, batch, batch.head) if batch.head else None,
        "file_form": file_form if file_form.asks else None,
        "open_questions": batch.counts.get(diff.ASK, 0),
        "unread": _unread(batch),
        "said": words.said_of_file(batch.sheet),
        "note": words.not_taken_words(batch.problem),
    }
    return render(request, "schools/roster/preview.html", context)


def _progress(request: Request, batch: ImportBatch) -> HttpResponse:
    """Without JavaScript the page asks again by itself while the list is in work."""
    context = {"batch": batch, "was_cut_off": batch.was_cut_off(clock.now())}
    answer = render(request, "schools/roster/progress.html", context)
    answer["Refresh"] = "2"
    return answer


def _unreadable(request: Request, batch: ImportBatch) -> HttpResponse:
    problem = batch.problem
    context = {
        "batch": batch,
        "why": words.file_words(problem.get("code", "failed"), problem.get("params", {})),
        "has_columns": batch.head is not None,
    }
    return render(request, "schools/roster/unreadable.html", context)


@login_required
@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Have taken over what the preview showed."""
    batch = _batch(request, pk)
    try:
        services.confirm(
            batch_id=batch.pk,
            digest=request.POST.get("digest", ""),
            by=leading_actor(request, batch.school_id),
            now=clock.now(),
        )
    except AlreadyDone as error:
        error.url = reverse("roster_preview", args=[batch.pk])
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("roster_preview", batch.pk)


@login_required
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Leave the upload."""
    batch = _batch(request, pk)
    try:
        services.drop(batch_id=batch.pk, by=leading_actor(request, batch.school_id), now=clock.now())
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
def sample_file(request: Request, language: str) -> HttpResponse:
    """An empty list with the headers that are understood, and two invented people."""
    if request.school is None or not policies.can_import(request.user, request.school.pk):
        raise PermissionDenied
    if language not in LANGUAGES:
        raise Http404
    response = HttpResponse(sample(language, clock.today()), content_type=spreadsheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="teachers-{language}.xlsx"'
    return response


@login_required
@require_GET
def result(request: Request, pk: int) -> HttpResponse:
    """What was taken over, what was not, and what to do next."""
    batch = _batch(request, pk)
    if batch.state != State.CONFIRMED:
        return _elsewhere(request, batch)
    hires = selectors.first_time_hires(batch, clock.today())
    more = batch.counts.get("hires", 0) - len(hires) if len(hires) == selectors.HIRES_SHOWN else 0
    context = {"batch": batch, "hires": hires, "more": more, "out": batch.counts.get("out", 0)}
    return render(request, "schools/roster/result.html", context)


@login_required
@require_GET
def failed(request: Request, pk: int) -> HttpResponse:
    """The rows that were not taken over, as a workbook to correct and upload again."""
    batch = _batch(request, pk)
    if batch.state != State.CONFIRMED:
        return _elsewhere(request, batch)
    if not batch.counts.get("out"):
        raise Http404
    sha256 = services.failed_rows(batch=batch, by=leading_actor(request, batch.school_id), now=clock.now())
    response = HttpResponse(files.get(sha256), content_type=spreadsheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="not-taken-over-{batch.pk}.xlsx"'
    return response


def _batch(request: Request, pk: int) -> ImportBatch:
    found = ImportBatch.objects.visible_to(request.user).select_related("school", "confirmed_by", "uploaded_by")
    return get_object_or_404(found, pk=pk)


def _given(request: Request, pk: int) -> dict[str, str]:
    batch = _batch(request, pk)
    return given(batch.answers, batch.corrections)


def _columns_form(request: Request, batch: ImportBatch, head: Head, data: Any = None) -> ColumnsForm:
    return ColumnsForm(
        data,
        head=head,
        sample=batch.sheet["sample"],
        year=hire_year_of(clock.today()),
        now_so=lambda: {form_name(name): str(column) for name, column in _batch(request, batch.pk).columns.items()},
    )


def _elsewhere(request: Request, batch: ImportBatch) -> HttpResponse:
    """The page that fits the upload's state."""
    if batch.state == State.CONFIRMED:
        return redirect("roster_result", batch.pk)
    if batch.state == State.DROPPED:
        messages.info(request, _("This list was put aside. Upload it again."))
        return redirect("roster_upload")
    return redirect("roster_preview", batch.pk)


def _unread(batch: ImportBatch) -> list[str]:
    """Headers of columns that no field takes."""
    taken = {*batch.columns.values(), *batch.sheet.get("national_ids", ())}
    texts = batch.sheet.get("texts", [])
    return [title for column, title in enumerate(texts) if title and column not in taken]


def _tabs(batch: ImportBatch, kind: str) -> list[dict[str, Any]]:
    address = reverse("roster_preview", args=[batch.pk])
    everything = _("All")
    total = sum(batch.counts.get(name, 0) for name in diff.KINDS)
    tabs = [{"url": address, "label": f"{everything}: {total}", "current": kind not in diff.KINDS}]
    for name in diff.KINDS:
        if count := batch.counts.get(name):
            label = f"{words.kind_words(name)}: {count}"
            tabs.append({"url": f"{address}?kind={name}", "label": label, "current": name == kind})
    return tabs
