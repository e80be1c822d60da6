"""Pages of stage 3: the report, the novice's words, the council's agenda and hearing, the extract."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.forms import Form
from common.web import actor_of, handle, render
from mentoring.council.models import Meeting
from mentoring.council.selectors import needs_meeting, voters
from mentoring.final_stage import forms, policies, selectors, services, words
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.policies import own_matter

WRITES = ["GET", "POST"]


@login_required
@require_http_methods(WRITES)
def open_final(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor opens the final stage."""
    mentorship = _case(request, pk)
    policies.require(policies.can_write(request.user, mentorship))
    titles = selectors.unsettled_titles(mentorship)
    return _step(
        request,
        mentorship,
        forms.DatedForm(request.POST or None, initial={"happened_on": clock.today()}),
        lambda form: services.open_final_stage(
            mentorship_id=pk, by=actor_of(request, "mentor"), now=clock.now(), **form.cleaned_data
        ),
        title=_("Open the final stage"),
        lead=_("The year is summed up: a report to the council, its hearing, the closing of the papers."),
        text=words.without_outcome(titles) if titles else "",
        verb=_("Open the final stage"),
        done=_("The final stage is open. Write the report to the council now."),
        to="report",
    )


@login_required
@require_http_methods(WRITES)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor writes it until it is sent; the others of the case, chair and secretary of the meeting read it."""
    mentorship = _case(request, pk)
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
        can_speak = policies.can_speak(request.user, mentorship) and mentorship.state == Mentorship.State.REPORT
        return render(request, "mentoring/final_stage/report.html", {**page, "can_speak": can_speak})
    form = forms.ReportForm(request.POST or None, initial=forms.ReportForm.initial_of(found, rows))
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
            "title": _("Report to the council"),
            "about": mentorship.novice.user,
            "over": _("The mentorship"),
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
    mentorship = _case(request, pk)
    policies.require(policies.can_speak(request.user, mentorship))
    found = selectors.report_of(mentorship)
    return _step(
        request,
        mentorship,
        forms.VoiceForm(request.POST or None, initial={"novice_voice": found.novice_voice if found else ""}),
        lambda form: services.add_novice_voice(
            mentorship_id=pk, by=actor_of(request, "novice"), now=clock.now(), text=form.cleaned_data["novice_voice"]
        ),
        title=_("Your own words in the report"),
        verb=_("Save your words"),
        done=_("Your words stand in the report."),
        to="report",
    )


@login_required
@require_http_methods(WRITES)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor sends the report to the council."""
    mentorship = _case(request, pk)
    policies.require(policies.can_write(request.user, mentorship))
    return _step(
        request,
        mentorship,
        forms.LateForm(
            request.POST or None,
            initial={"happened_on": clock.today()},
            asked=["late_reason"] if selectors.is_late(mentorship, "D7", clock.today()) else [],
        ),
        lambda form: services.submit_report(
            mentorship_id=pk, by=actor_of(request, "mentor"), now=clock.now(), **form.cleaned_data
        ),
        title=_("Send the report to the council"),
        text=_("After that its text can no longer be changed, unless the council sends it back."),
        verb=_("Send the report"),
        done=_("The report has gone to the council."),
        back="report",
    )


@login_required
@require_http_methods(WRITES)
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Deputy or secretary put the report on the agenda of a meeting."""
    mentorship = _case(request, pk)
    policies.require(policies.can_put_on_agenda(request.user, mentorship))
    meetings = selectors.meetings_ahead(mentorship.school_id, clock.today())
    return _step(
        request,
        mentorship,
        forms.AgendaForm(request.POST or None, meetings=meetings),
        lambda form: services.put_on_agenda(
            mentorship_id=pk,
            by=actor_of(request),
            now=clock.now(),
            meeting_id=form.cleaned_data["meeting"].pk,
        ),
        title=_("Put the report on the agenda"),
        text="" if meetings else _("No meeting is planned. Plan a meeting of the council first."),
        verb=_("Put it on the agenda"),
        done=_("The report is on the agenda."),
        to=_next(request, mentorship),
    )


@login_required
@require_http_methods(WRITES)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Chair or secretary send the report back with a reason."""
    mentorship = _case(request, pk)
    policies.require(policies.can_record_hearing(request.user, mentorship))
    return _step(
        request,
        mentorship,
        forms.ReturnForm(request.POST or None, initial={"happened_on": clock.today()}),
        lambda form: services.return_report(
            mentorship_id=pk, by=actor_of(request), now=clock.now(), **form.cleaned_data
        ),
        title=_("Send the report back"),
        text=_("The mentor reads the reason, changes the report and sends it again."),
        verb=_("Send the report back"),
        done=_("The report was sent back to the mentor."),
        to="hearing",
        back="hearing",
    )


@login_required
@require_http_methods(WRITES)
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """The council's members read the summary, chair or secretary record what was decided."""
    mentorship = _case(request, pk)
    found = selectors.report_of(mentorship)
    policies.require(policies.can_view_hearing(request.user, mentorship, found))
    may = policies.can_record_hearing(request.user, mentorship)
    if request.method == "POST":
        policies.require(may)
    item = found.agenda_item if found is not None else None
    awaits = item is not None and mentorship.state in (Mentorship.State.HEARING, Mentorship.State.CLOSING)
    is_held = item is not None and item.meeting.state == Meeting.State.HELD
    form = None
    if may and (awaits and is_held or request.method == "POST"):
        form = forms.HearingForm(
            request.POST or None,
            initial=forms.HearingForm.initial_of(found) if found else None,
            voters=voters(item) if item else 0,
            asked=["late_reason"] if selectors.is_late(mentorship, "D8", clock.today()) else [],
        )
    if form is not None and request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        saved, _result = handle(
            form,
            lambda: services.record_hearing(mentorship_id=pk, by=actor_of(request), now=clock.now(), **typed),
        )
        if saved and item is not None:
            messages.success(request, _("The hearing is recorded."))
            return redirect("meeting", item.meeting_id)
    return render(
        request,
        "mentoring/final_stage/hearing.html",
        {
            "mentorship": mentorship,
            "report": found,
            "conclusions": selectors.conclusions(found),
            "pairing": selectors.last_pairing(mentorship),
            "reads": policies.can_read_summary(request.user, mentorship, found),
            "form": form,
            "may_return": form is not None and mentorship.state == Mentorship.State.HEARING,
            "may_put": policies.can_put_on_agenda(request.user, mentorship)
            and mentorship.state == Mentorship.State.HEARING
            and needs_meeting(item),
            "must_open": may and awaits and item is not None and item.meeting.state == Meeting.State.SENT,
        },
    )


@login_required
@require_http_methods(WRITES)
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """Deputy or secretary issue the extract: the case is completed."""
    mentorship = _case(request, pk)
    policies.require(policies.can_issue_extract(request.user, mentorship))
    return _step(
        request,
        mentorship,
        forms.ExtractForm(
            request.POST or None,
            initial={"happened_on": clock.today()},
            asked=["no_other_official"] if own_matter(request.user, mentorship) else [],
        ),
        lambda form: services.issue_extract(
            mentorship_id=pk, by=actor_of(request), now=clock.now(), **form.cleaned_data
        ),
        title=_("Issue the extract from the minutes"),
        text=_("The mentorship is completed, and the work of the mentor ends on this day."),
        verb=_("Issue the extract"),
        done=_("The extract is issued; the mentorship is completed."),
        to=_next(request, mentorship),
    )


def _case(request: HttpRequest, pk: int) -> Mentorship:
    return get_object_or_404(selectors.reachable(request.user), pk=pk)


def _next(request: HttpRequest, mentorship: Mentorship) -> str:
    """The case page for those who may open it, the page of the hearing for the council's secretary."""
    user: Any = request.user
    return "case" if Mentorship.objects.visible_to(user).filter(pk=mentorship.pk).exists() else "hearing"


def _step(
    request: HttpRequest,
    mentorship: Mentorship,
    form: Form,
    action: Callable[[Form], Any],
    *,
    title: str,
    verb: str,
    done: str,
    to: str = "case",
    back: str = "",
    text: str = "",
    lead: str = "",
) -> HttpResponse:
    """A page with one form and one step: shown, refused with what was typed, or done and on to the next page."""
    if request.method == "POST" and form.is_valid() and handle(form, lambda: action(form))[0]:
        messages.success(request, done)
        return redirect(to, mentorship.pk)
    return render(
        request,
        "components/confirm.html",
        {
            "title": title,
            "about": mentorship.novice.user,
            "lead": lead,
            "text": text,
            "form": form,
            "verb": verb,
            "cancel_url": reverse(back or to, args=[mentorship.pk]),
        },
    )
