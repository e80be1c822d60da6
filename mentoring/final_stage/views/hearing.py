"""The council's part: the agenda, the report sent back or heard, the extract."""

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
from mentoring.council.forms import AgendaForm
from mentoring.council.models import Meeting
from mentoring.council.pages import no_meeting
from mentoring.council.selectors import needs_meeting, voters
from mentoring.final_stage import forms, policies, selectors, services
from mentoring.final_stage.views.common import WRITES, fetch
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import CONFIRM, step_page
from mentoring.mentorships.policies import own_matter


@login_required
@require_http_methods(WRITES)
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Deputy or secretary put the report on the agenda of a meeting."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_put_on_agenda(request.user, mentorship))
    meetings = selectors.meetings_ahead(mentorship.school_id, clock.today())
    title, to = _("Put the report on the agenda"), _next(request, mentorship)
    if not meetings:
        back = reverse(to, args=[pk])
        return no_meeting(request, title=title, about=mentorship.novice, back=back)
    return step_page(
        request,
        mentorship,
        AgendaForm(request.POST or None, meetings=meetings),
        lambda form: services.put_on_agenda(
            mentorship_id=pk,
            by=actor_of(request),
            now=clock.now(),
            meeting_id=form.cleaned_data["meeting"].pk,
        ),
        template=CONFIRM,
        title=title,
        text="",
        verb=_("Put it on the agenda"),
        said=_("The report is on the agenda."),
        to=to,
    )


@login_required
@require_http_methods(WRITES)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Chair or secretary send the report back with a reason."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_record_hearing(request.user, mentorship))
    return step_page(
        request,
        mentorship,
        forms.ReturnForm(request.POST or None, initial={"happened_on": clock.today()}),
        lambda form: services.return_report(
            mentorship_id=pk, by=actor_of(request), now=clock.now(), **form.cleaned_data
        ),
        template=CONFIRM,
        title=_("Send the report back"),
        text=_("The mentor reads the reason, changes the report and sends it again."),
        verb=_("Send the report back"),
        said=_("The report was sent back to the mentor."),
        to="hearing",
        back="hearing",
    )


@login_required
@require_http_methods(WRITES)
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """The council's members read the summary, chair or secretary record what was decided."""
    mentorship = fetch(request, pk)
    found = selectors.report_of(mentorship)
    policies.require(policies.can_view_hearing(request.user, mentorship, found))
    may = policies.can_record_hearing(request.user, mentorship)
    if request.method == "POST":
        policies.require(may)
    item = found.agenda_item if found is not None else None
    awaits = item is not None and mentorship.state in (Mentorship.State.HEARING, Mentorship.State.CLOSING)
    is_held = item is not None and item.meeting.state == Meeting.State.HELD
    reads = policies.can_read_summary(request.user, mentorship, found)
    form = None
    if may and (awaits and is_held or request.method == "POST"):
        form = forms.HearingForm(
            request.POST or None,
            now_so=lambda: forms.HearingForm.initial_of(selectors.report_of(mentorship), reads=reads),
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
            "reads": reads,
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
    mentorship = fetch(request, pk)
    policies.require(policies.can_issue_extract(request.user, mentorship))
    return step_page(
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
        template=CONFIRM,
        title=_("Issue the extract from the minutes"),
        text=_("The mentorship is completed, and the work of the mentor ends on this day."),
        verb=_("Issue the extract"),
        said=_("The extract is issued; the mentorship is completed."),
        to=_after_extract(request, mentorship),
    )


def _after_extract(request: HttpRequest, mentorship: Mentorship) -> str:
    """The case page for those who may open it; the secretary goes on to the list of meetings, since the page of the
    hearing may be closed by then.
    """
    to = _next(request, mentorship)
    if to == "case":
        return reverse(to, args=[mentorship.pk])
    found = selectors.report_of(mentorship)
    reads = policies.can_read_summary(request.user, mentorship, found)
    return reverse(to, args=[mentorship.pk]) if reads else reverse("meeting_list")


def _next(request: HttpRequest, mentorship: Mentorship) -> str:
    """The case page for those who may open it, the page of the hearing for the council's secretary."""
    user: Any = request.user
    return "case" if Mentorship.objects.visible_to(user).filter(pk=mentorship.pk).exists() else "hearing"
