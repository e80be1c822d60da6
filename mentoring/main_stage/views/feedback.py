"""Feedback: written with advice, sent, answered. Two people read it; the deputy finds dates and a count."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common import clock
from common.web import actor_of, handle, render
from mentoring.main_stage import advice, policies, selectors, services
from mentoring.main_stage.forms import AnswerForm, FeedbackForm
from mentoring.main_stage.models import FeedbackNote
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import fetch
from schools.people.private import open_only, require_open


@login_required
@require_GET
def feedback_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The notes of the two; for the deputy days and a count."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_list_feedback(request.user, mentorship))
    counts = policies.can_count_feedback(request.user, mentorship)
    if not counts:
        require_open(request.user)
    return render(
        request,
        "mentoring/main_stage/feedback_list.html",
        {
            "mentorship": mentorship,
            "notes": selectors.notes(request.user, mentorship),
            "count": selectors.feedback_count(mentorship) if counts else None,
            "may_write": policies.can_write_feedback(request.user, mentorship),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
@open_only
def feedback_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new note of the mentor."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_write_feedback(request.user, mentorship))
    return _write(request, mentorship, None)


@login_required
@require_http_methods(["GET", "POST"])
@open_only
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft for its writer; a sent note for both, with the novice's answer."""
    notes = selectors.notes(request.user).select_related("mentorship__school")
    note = get_object_or_404(notes.prefetch_related("mentorship__pairings__mentor"), pk=pk)
    mentorship = note.mentorship
    if policies.can_change_feedback(request.user, note):
        return _write(request, mentorship, note)
    may_answer = policies.can_answer_feedback(request.user, note) and note.answered_at is None
    form = AnswerForm(request.POST or None) if may_answer else None
    if request.method == "POST":
        policies.require(form is not None)
        if form is not None and form.is_valid():
            by, now, text = actor_of(request, "novice"), clock.now(), form.cleaned_data["answer"]
            done, _note = handle(form, lambda: services.answer(note_id=pk, by=by, now=now, text=text))
            if done:
                messages.success(request, _("Your answer is sent."))
                return redirect("feedback", pk)
    context = {"note": note, "mentorship": mentorship, "form": form}
    return render(request, "mentoring/main_stage/feedback.html", context)


def _write(request: HttpRequest, mentorship: Mentorship, note: FeedbackNote | None) -> HttpResponse:
    """The form of a note. “Look at the advice” keeps nothing; the other two buttons keep or send, advice or not."""
    form = (
        FeedbackForm(request.POST or None, initial={"happened_on": clock.today()})
        if note is None
        else FeedbackForm(
            request.POST or None, now_so=lambda: FeedbackForm.initial_of(FeedbackNote.objects.get(pk=note.pk))
        )
    )
    looks = "look" in request.POST
    if request.method == "POST" and not looks and form.is_valid():
        sends = "draft" not in request.POST
        done, saved = handle(form, lambda: _keep(request, mentorship, note, form.cleaned_data, sends))
        if done:
            words = _("The feedback is sent.") if sends else _("The draft is kept. Only you can see it.")
            messages.success(request, words)
            return redirect("feedback", saved.pk)
    result = form.advise() if looks or note is not None or form.errors else None
    return render(
        request,
        "mentoring/main_stage/feedback_form.html",
        {
            "form": form,
            "mentorship": mentorship,
            "fields": [(form[name], advice.shown(result, name) if result else []) for name in form.TEXTS],
            "checks": advice.checks(result) if result else [],
        },
    )


def _keep(
    request: HttpRequest, mentorship: Mentorship, note: FeedbackNote | None, data: dict[str, Any], sends: bool
) -> FeedbackNote:
    by, now = actor_of(request, "mentor"), clock.now()
    if sends:
        return services.write_and_send(
            mentorship_id=mentorship.pk, note_id=note.pk if note else None, by=by, now=now, **data
        )
    return services.save_draft(mentorship_id=mentorship.pk, note_id=note.pk if note else None, by=by, now=now, **data)
