"""The report to the council: the mentor opens the stage, writes and sends it, the novice adds own words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.web import actor_of, handle, render
from mentoring.final_stage import forms, policies, selectors, services, words
from mentoring.final_stage.views.common import WRITES, fetch
from mentoring.mentorships.forms import DatedForm, LateForm
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import CONFIRM, step_page


@login_required
@require_http_methods(WRITES)
def open_final(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor opens the final stage."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_write(request.user, mentorship))
    titles = selectors.unsettled_titles(mentorship)
    return step_page(
        request,
        mentorship,
        DatedForm(request.POST or None, initial={"happened_on": clock.today()}),
        lambda form: services.open_final_stage(
            mentorship_id=pk, by=actor_of(request, "mentor"), now=clock.now(), **form.cleaned_data
        ),
        template="mentoring/final_stage/open.html",
        title=_("Open the final stage"),
        lead=_("The year is summed up: a report to the council, its hearing, the closing of the papers."),
        text=words.still_without_outcome(titles) if titles else "",
        verb=_("Open the final stage"),
        said=_("The final stage is open. Write the report to the council now."),
        to="report",
    )


@login_required
@require_http_methods(WRITES)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor writes it until it is sent; the others of the case, chair and secretary of the meeting read it."""
    mentorship = fetch(request, pk)
    found = selectors.report_of(mentorship)
    policies.require(policies.can_read_report(request.user, mentorship, found))
    writes = policies.can_write(request.user, mentorship) and mentorship.state == Mentorship.State.REPORT
    if request.method == "POST":
        policies.require(policies.can_write(request.user, mentorship))
    rows = selectors.conclusions(found)
    page = {
        "mentorship": mentorship,
        "report": found,
        "conclusions": rows,
        "pairing": selectors.last_pairing(mentorship),
    }
    if not writes and request.method == "GET":
        can_speak = policies.can_speak(request.user, mentorship) and selectors.can_be_answered(mentorship, found)
        return render(request, "mentoring/final_stage/report.html", {**page, "can_speak": can_speak})
    form = forms.ReportForm(request.POST or None, now_so=lambda: _written(mentorship))
    if request.method == "POST" and form.is_valid():
        saved, _result = handle(
            form,
            lambda: services.save_report(
                mentorship_id=pk,
                by=actor_of(request, "mentor"),
                now=clock.now(),
                texts=form.texts(),
                conclusions=form.conclusions(),
            ),
        )
        if saved:
            messages.success(request, _("Saved. Nobody has been told yet."))
            return redirect("report_submit" if "send" in request.POST else "report", pk)
    lacking = selectors.lacking(found)
    return render(
        request,
        "mentoring/final_stage/write.html",
        {
            **page,
            "form": form,
            "lacking": words.lacking(lacking) if lacking else "",
            "to_rate": not selectors.is_rated_at_end(mentorship),
            "title": _("Report to the council"),
            "about": mentorship.novice.user,
            "over": _("Mentorship"),
            "over_url": reverse("case", args=[pk]),
            "verb": _("Save as draft"),
            "minor": _("Save and go on to sending"),
            "minor_name": "send",
        },
    )


@login_required
@require_http_methods(WRITES)
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """The novice adds one's own words to the report."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_speak(request.user, mentorship))
    return step_page(
        request,
        mentorship,
        forms.VoiceForm(request.POST or None, now_so=lambda: _voice(mentorship)),
        lambda form: services.add_novice_voice(
            mentorship_id=pk,
            by=actor_of(request, "novice"),
            now=clock.now(),
            text=form.cleaned_data["novice_voice"],
            has_nothing_to_add=form.cleaned_data["has_nothing_to_add"],
        ),
        template=CONFIRM,
        title=_("Your own words in the report"),
        verb=_("Save your words"),
        said=_("Your words stand in the report."),
        to="report",
    )


@login_required
@require_http_methods(WRITES)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor sends the report to the council."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_write(request.user, mentorship))
    return step_page(
        request,
        mentorship,
        LateForm(
            request.POST or None,
            initial={"happened_on": clock.today()},
            asked=["late_reason"] if selectors.is_late(mentorship, "D7", clock.today()) else [],
        ),
        lambda form: services.submit_report(
            mentorship_id=pk, by=actor_of(request, "mentor"), now=clock.now(), **form.cleaned_data
        ),
        template=CONFIRM,
        title=_("Send the report to the council"),
        text=_("After that its text can no longer be changed, unless the council sends it back."),
        verb=_("Send the report"),
        said=_("The report has gone to the council."),
        back="report",
    )


def _written(mentorship: Mentorship) -> dict[str, str]:
    """The draft as it stands now."""
    found = selectors.report_of(mentorship)
    return forms.ReportForm.initial_of(found, selectors.conclusions(found))


def _voice(mentorship: Mentorship) -> dict[str, Any]:
    found = selectors.report_of(mentorship)
    text, on = (found.novice_voice, found.novice_voice_on) if found else ("", None)
    return {"novice_voice": text, "has_nothing_to_add": on is not None and not text}
