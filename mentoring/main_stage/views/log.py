"""Log an activity, see it against the plan, confirm it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common import clock
from common.errors import DomainError
from common.rows import row_id
from common.web import actor_of, handle, lost_race, render
from mentoring.main_stage import policies, selectors, services
from mentoring.main_stage.forms import EditForm, LogForm, ObjectionForm, OutcomeForm
from mentoring.main_stage.models import LogEntry, LogLine, Outcome
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import fetch
from mentoring.mentorships.readers import Part, Text, named
from mentoring.mentorships.selectors import visible
from schools.people.requests import Request


@login_required
@require_http_methods(["GET", "POST"])
def log(request: Request) -> HttpResponse:
    """Choose one's novices (skipped with one), then one short form. `?novice=…&line=…` fill it in beforehand."""
    policies.require(policies.mentors_anybody(request.user))
    now = clock.now()
    own = selectors.own_cases(request.user)
    cases = _chosen(request, own)
    if not cases:
        return render(request, "mentoring/main_stage/log_choose.html", {"cases": own})
    form = _log_form(request, cases, clock.today(now))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done, entry = handle(
            form,
            lambda: services.log_activity(
                parts=form.parts(),
                by=actor_of(request, "mentor"),
                now=now,
                **{name: data[name] for name in ("token", "happened_on", "minutes", "form", "what", "delay_reason")},
            ),
        )
        if done:
            messages.success(request, _("Saved. The new teacher can confirm it now."))
            return redirect("activities", cases[0].pk)
        if race := lost_race(form):
            about = next((case for case in cases if case.novice == race.about), cases[0])
            race.url = reverse("activities", args=[about.pk])
    return render(request, "mentoring/main_stage/log.html", {"form": form, "cases": cases, "own": own})


@login_required
@require_http_methods(["GET", "POST"])
def log_edit(request: Request, pk: int) -> HttpResponse:
    """Correct an entry until it is confirmed. Its writer alone."""
    lines = list(LogLine.objects.visible_to(request.user).filter(entry=pk).select_related("mentorship__novice__user"))
    if not lines:
        raise Http404
    entry = LogEntry.objects.select_related("mentor").get(pk=pk)
    policies.require(policies.can_edit(request.user, entry))
    form = EditForm(request.POST or None, now_so=lambda: EditForm.initial_of(selectors.entry_with_lines(pk)))
    if request.method == "POST" and form.is_valid():
        by, now = actor_of(request, "mentor"), clock.now()
        done, _entry = handle(form, lambda: services.edit_activity(entry_id=pk, by=by, now=now, **form.cleaned_data))
        if done:
            messages.success(request, _("Saved. The new teacher can confirm it now."))
            return redirect("activities", lines[0].mentorship_id)
    return render(request, "mentoring/main_stage/log_edit.html", {"form": form, "entry": entry, "lines": lines})


@login_required
@require_GET
def activities(request: Request, pk: int) -> HttpResponse:
    """What was done against the plan; the novice confirms here, the mentor records outcomes."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_view_log(request.user, mentorship))
    view = selectors.log_view(mentorship)
    may_confirm = any(policies.can_confirm(request.user, line) for line in view.unconfirmed[:1])
    return render(
        request,
        "mentoring/main_stage/activities.html",
        {
            "mentorship": mentorship,
            "view": view,
            "may_log": policies.can_log(request.user, mentorship),
            "may_settle": policies.can_set_outcome(request.user, mentorship),
            "to_confirm": view.unconfirmed if may_confirm else [],
        },
    )


@login_required
@require_POST
def log_confirm(request: Request, pk: int) -> HttpResponse:
    """One button of the novice, for the text that stood above it."""
    line = _line(request, pk)
    by, seen = actor_of(request, "novice"), request.POST.get("seen", "")
    try:
        services.confirm(line_id=line.pk, by=by, now=clock.now(), seen=seen)
    except DomainError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, _("Confirmed."))
    return redirect("activities", line.mentorship_id)


@login_required
@require_http_methods(["GET", "POST"])
def log_object(request: Request, pk: int) -> HttpResponse:
    """The novice says what was different."""
    line = _line(request, pk)
    form = ObjectionForm(request.POST or None, now_so=lambda: {"text": LogLine.objects.get(pk=pk).objection})
    if request.method == "POST" and form.is_valid():
        by, text = actor_of(request, "novice"), form.cleaned_data["text"]
        done, _line_row = handle(form, lambda: services.object_to(line_id=pk, by=by, now=clock.now(), text=text))
        if done:
            messages.success(request, _("Saved. %(readers)s") % {"readers": named(Text.LOG_OBJECTION, Part.NOVICE)})
            return redirect("activities", line.mentorship_id)
    return render(request, "mentoring/main_stage/log_object.html", {"form": form, "line": line})


@login_required
@require_http_methods(["GET", "POST"])
def outcome_set(request: Request, pk: int, line: UUID) -> HttpResponse:
    """How a line of the plan ended: held, or not held with its reason."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_set_outcome(request.user, mentorship))
    activity = get_object_or_404(selectors.plan_lines(mentorship), line=line)
    known = Outcome.objects.filter(mentorship=mentorship, line=line)
    form = OutcomeForm(request.POST or None, now_so=lambda: known.values("result", "text").first() or {})
    if request.method == "POST" and form.is_valid():
        by, now = actor_of(request, "mentor"), clock.now()
        done, _outcome = handle(
            form,
            lambda: services.set_outcome(mentorship_id=pk, line=line, by=by, now=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, _("The outcome is recorded."))
            return redirect("activities", pk)
    return render(
        request,
        "mentoring/main_stage/outcome.html",
        {"form": form, "mentorship": mentorship, "activity": activity},
    )


def _log_form(request: Request, cases: list[Mentorship], today: date) -> LogForm:
    promises: dict[int, list[LogLine]] = {}
    for promise in selectors.open_promises(cases):
        promises.setdefault(promise.mentorship_id, []).append(promise)
    return LogForm(
        request.POST if request.method == "POST" else None,
        cases=cases,
        plans=selectors.plans_of(cases),
        promises=promises,
        today=today,
        line=_uuid(request.GET.get("line", "")),
    )


def _chosen(request: Request, own: list[Mentorship]) -> list[Mentorship]:
    """The cases that were chosen, or the only one. Another's case: 403 when one may see it, else 404."""
    source: QueryDict = request.POST if request.method == "POST" else request.GET
    wanted = set(_numbers(source.getlist("novice")))
    strange = wanted - {case.pk for case in own}
    if strange:
        if visible(request.user).filter(pk__in=strange).count() == len(strange):
            raise PermissionDenied
        raise Http404
    if not wanted and len(own) == 1:
        return own
    return [case for case in own if case.pk in wanted]


def _numbers(texts: Iterable[str]) -> Iterable[int]:
    for text in texts:
        if (number := row_id(text)) is None:
            raise Http404
        yield number


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _line(request: Request, pk: int) -> LogLine:
    """A line that the person may see (404); only its novice goes on (403)."""
    found = LogLine.objects.visible_to(request.user).select_related("entry", "mentorship__novice__user")
    line = get_object_or_404(found, pk=pk)
    policies.require(policies.can_confirm(request.user, line))
    return line
