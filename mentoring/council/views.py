"""The council's pages: its meetings, one meeting, decisions and minutes."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common import clock, dates
from common.web import actor_of, inside
from mentoring.council import policies, selectors, services
from mentoring.council.forms import DecisionForm, ItemForm, MeetingForm, MinutesForm, PresentForm
from mentoring.council.models import AgendaItem, Meeting
from mentoring.council.pages import act, form_page
from schools.people.access import COUNCIL, LEADERS, access_of
from schools.people.forms.choosing import person_label, with_stays
from schools.people.models import User
from schools.people.requests import Request

PAGE = 20
# Verdicts over a candidate with which the council gives its reason (domain, section 5).
NEEDS_REASON = ("borderline", "unknown")


def _school_id(request: Request) -> int:
    return request.school.pk if request.school is not None else 0


@login_required
def meeting_list(request: Request) -> HttpResponse:
    """The meetings one may open: leaders, chair and secretary all, a member those one is listed for."""
    if not access_of(request.user).holds(*COUNCIL, *LEADERS):
        raise PermissionDenied
    page = Paginator(selectors.meetings(request.user), PAGE).get_page(request.GET.get("page"))
    can_plan = policies.can_prepare(request.user, _school_id(request))
    return render(request, "mentoring/council/meeting_list.html", {"page": page, "can_plan": can_plan})


@login_required
def meeting_new(request: Request) -> HttpResponse:
    """Plan a meeting: the deputy, the chair, the secretary. `next`: the page of a matter that waits for a meeting."""
    school_id = _school_id(request)
    policies.require(policies.can_prepare(request.user, school_id))
    return form_page(
        request,
        MeetingForm(request.POST or None),
        lambda data: services.plan_meeting(school_id=school_id, by=actor_of(request), now=clock.now(), **data),
        done=inside(request.GET.get("next", ""), reverse("meeting_list")),
        message=_("The meeting is planned. Its council is listed."),
        context={
            "title": _("Plan a meeting"),
            "verb": _("Plan the meeting"),
            "over": _("Council"),
            "over_url": reverse("meeting_list"),
        },
    )


@login_required
def item_new(request: Request, pk: int) -> HttpResponse:
    """Another matter on the agenda."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    policies.require(policies.can_prepare(request.user, meeting.school_id))
    return form_page(
        request,
        ItemForm(request.POST or None),
        lambda data: services.add_item(
            meeting_id=pk, kind=AgendaItem.Kind.OTHER, title=data["title"], by=actor_of(request), now=clock.now()
        ),
        done=reverse("meeting", args=[pk]),
        message=_("The matter is on the agenda."),
        context={"title": _("Add a matter to the agenda"), "verb": _("Add the matter"), **_over(meeting)},
    )


@login_required
@require_POST
def send_agenda(request: Request, pk: int) -> HttpResponse:
    """From now on those listed may open the items."""
    get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    return act(
        request,
        lambda: services.send_agenda(meeting_id=pk, by=actor_of(request), now=clock.now()),
        done=reverse("meeting", args=[pk]),
        message=_("The agenda is sent: those listed can open it now."),
    )


@login_required
def mark_present(request: Request, pk: int) -> HttpResponse:
    """Who came: the chair and the secretary."""
    meeting = get_object_or_404(selectors.meeting_for_page(request.user, pk))
    policies.require(policies.can_keep_minutes(request.user, meeting))
    listed = list(meeting.attendees.all())
    users = User.objects.filter(pk__in=[one.user_id for one in listed])
    known = {one.pk: one for one in with_stays(users, meeting.school)}
    people = [(one.user_id, f"{person_label(known[one.user_id])}, {one.get_role_display()}") for one in listed]
    opens = meeting.state == Meeting.State.SENT
    initial = {"present": [one.user_id for one in listed if one.present or opens]}
    open_now = _("The meeting is open. Record each decision now.")
    return form_page(
        request,
        PresentForm(request.POST or None, people=people, initial=initial),
        lambda data: services.hold_meeting(
            meeting_id=pk, present=data["present"], by=actor_of(request), now=clock.now()
        ),
        done=reverse("meeting", args=[pk]),
        message=open_now if opens else _("The list of those present is corrected."),
        context={
            "title": _("Who is present"),
            "verb": _("Open the meeting") if opens else _("Save who is present"),
            **_over(meeting),
        },
    )


# Matters that are decided on a page of their own, which records the votes here too.
DECIDED_AT = {AgendaItem.Kind.REPORT: "hearing"}


@login_required
def decide(request: Request, pk: int) -> HttpResponse:
    """What was heard, the votes, the decision: the chair and the secretary, in no matter of their own.

    A report has its decision, votes and evaluation recorded together, on the page of its hearing.
    """
    item = get_object_or_404(
        selectors.items_with_people().filter(meeting__in=Meeting.objects.visible_to(request.user)), pk=pk
    )
    policies.require(policies.can_record(request.user, item))
    if not selectors.reading_of(request.user, item.meeting, clock.today()):
        raise Http404  # the minutes are signed, and the time in which they are read is over
    if (page := DECIDED_AT.get(AgendaItem.Kind(item.kind))) is not None:
        return redirect(page, item.mentorship_id)
    candidate = getattr(item, "candidate", None)
    asked = ["reason"] if candidate and (candidate.council_reason or candidate.verdict in NEEDS_REASON) else []
    return form_page(
        request,
        DecisionForm(
            request.POST or None,
            now_so=lambda: DecisionForm.initial_of(selectors.items_with_people().get(pk=pk)),
            asked=asked,
            voters=selectors.voters(item),
        ),
        lambda data: services.record_decision(item_id=pk, by=actor_of(request), now=clock.now(), **data),
        done=reverse("meeting", args=[item.meeting_id]),
        message=_("The decision is recorded. It takes effect when the minutes are signed."),
        context={
            "title": item.title or str(item.get_kind_display()).capitalize(),
            "about": candidate.mentor if candidate else None,
            "verb": _("Record the decision"),
            **_over(item.meeting),
        },
    )


@login_required
def sign_minutes(request: Request, pk: int) -> HttpResponse:
    """Number and date of the minutes: the decisions take effect."""
    meeting = get_object_or_404(selectors.meeting_for_page(request.user, pk))
    policies.require(policies.can_keep_minutes(request.user, meeting))
    items = list(meeting.items.all())
    own = any(policies.is_own(request.user, item) for item in items)
    undecided = sum(item.decided_at is None for item in items)
    put_off = ngettext(
        "%(count)d matter has no decision: it is put off.", "%(count)d matters have no decision: they are put off.",
        undecided,
    ) % {"count": undecided}  # fmt: skip
    nothing_changes = _("After this nothing in the minutes changes.")
    return form_page(
        request,
        MinutesForm(
            request.POST or None,
            initial={"signed_on": clock.today()},
            asked=["no_other_official"] if own else [],
        ),
        lambda data: services.sign_minutes(meeting_id=pk, by=actor_of(request), now=clock.now(), **data),
        done=reverse("meeting", args=[pk]),
        message=_("The minutes are signed."),
        context={
            "title": _("Sign the minutes"),
            "verb": _("Sign the minutes"),
            "lead": f"{nothing_changes} {put_off}" if undecided else nothing_changes,
            **_over(meeting),
        },
    )


def _over(meeting: Meeting) -> dict[str, str]:
    """The way back to the meeting."""
    return {
        "over": _("Meeting of %(date)s") % {"date": dates.with_weekday(meeting.date)},
        "over_url": reverse("meeting", args=[meeting.pk]),
    }
