"""The council's pages: its meetings, one meeting, decisions and minutes."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import clock
from common.web import actor_of
from mentoring.council import policies, selectors, services
from mentoring.council.forms import DecisionForm, ItemForm, MeetingForm, MinutesForm, PresentForm
from mentoring.council.models import AgendaItem, Meeting
from mentoring.council.pages import act, form_page
from schools.people.access import COUNCIL, LEADERS, access_of
from schools.people.requests import Request

PAGE = 20


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
    """Plan a meeting: the deputy, the chair, the secretary."""
    school_id = _school_id(request)
    policies.require(policies.can_prepare(request.user, school_id))
    return form_page(
        request,
        MeetingForm(request.POST or None),
        lambda data: services.plan_meeting(school_id=school_id, by=actor_of(request), now=clock.now(), **data),
        done=reverse("meeting_list"),
        message=_("The meeting is planned. Its council is listed."),
        context={"title": _("Plan a meeting"), "verb": _("Plan the meeting"), "over": _("Council")},
    )


@login_required
def show_meeting(request: Request, pk: int) -> HttpResponse:
    """Agenda, those listed, votes; what may be read of each item is `selectors.readable`."""
    meeting = get_object_or_404(selectors.meeting_for_page(request.user, pk))
    items = list(meeting.items.all())
    attendees = list(meeting.attendees.all())
    readable = selectors.readable(request.user, meeting, items)
    keeps = policies.can_keep_minutes(request.user, meeting)
    prepares = policies.can_prepare(request.user, meeting.school_id)
    early = meeting.state in (Meeting.State.PLANNED, Meeting.State.SENT)
    decided = any(item.decided_at for item in items)
    return render(
        request,
        "mentoring/council/meeting.html",
        {
            "meeting": meeting,
            "items": [item for item in items if item.pk in readable],
            "attendees": attendees,
            "can_add": prepares and early,
            "can_send": prepares and meeting.state == Meeting.State.PLANNED and bool(items),
            "can_hold": keeps
            and meeting.state in (Meeting.State.SENT, Meeting.State.HELD)
            and not decided
            and meeting.date <= clock.today(),
            "can_decide": keeps and meeting.state == Meeting.State.HELD,
            "can_sign": keeps and meeting.state == Meeting.State.HELD,
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
        context={"title": _("Add a matter to the agenda"), "verb": _("Add the matter"), "over": _("Council")},
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
    people = [(one.user_id, f"{one.user.full_name}, {one.get_role_display()}") for one in listed]
    initial = {"present": [one.user_id for one in listed if one.present or meeting.state == Meeting.State.SENT]}
    return form_page(
        request,
        PresentForm(request.POST or None, people=people, initial=initial),
        lambda data: services.hold_meeting(
            meeting_id=pk, present=data["present"], by=actor_of(request), now=clock.now()
        ),
        done=reverse("meeting", args=[pk]),
        message=_("The meeting is open. Record each decision now."),
        context={"title": _("Who is present"), "verb": _("Open the meeting"), "over": _("Council")},
    )


@login_required
def decide(request: Request, pk: int) -> HttpResponse:
    """What was heard, the votes, the decision: the chair and the secretary, in no matter of their own."""
    item = get_object_or_404(
        AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
        .select_related("meeting", "mentorship__novice__user", "candidate__mentor__user")
        .prefetch_related("mentorship__pairings__mentor"),
        pk=pk,
    )
    policies.require(policies.can_record(request.user, item))
    names = ("heard", "questions", "votes_for", "votes_against", "votes_abstained", "outcome", "decision")
    initial = {name: getattr(item, name) for name in names} if item.decided_at else None
    candidate = getattr(item, "candidate", None)
    return form_page(
        request,
        DecisionForm(request.POST or None, initial=initial),
        lambda data: services.record_decision(item_id=pk, by=actor_of(request), now=clock.now(), **data),
        done=reverse("meeting", args=[item.meeting_id]),
        message=_("The decision is recorded. It takes effect when the minutes are signed."),
        context={
            "title": item.title or item.get_kind_display(),
            "about": candidate.mentor if candidate else item.mentorship.novice if item.mentorship else None,
            "verb": _("Record the decision"),
            "over": _("Council"),
        },
    )


@login_required
def sign_minutes(request: Request, pk: int) -> HttpResponse:
    """Number and date of the minutes: the decisions take effect."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    policies.require(policies.can_keep_minutes(request.user, meeting))
    return form_page(
        request,
        MinutesForm(request.POST or None, initial={"signed_on": clock.today()}),
        lambda data: services.sign_minutes(meeting_id=pk, by=actor_of(request), now=clock.now(), **data),
        done=reverse("meeting", args=[pk]),
        message=_("The minutes are signed."),
        context={
            "title": _("Sign the minutes"),
            "verb": _("Sign the minutes"),
            "over": _("Council"),
            "lead": _("After this nothing in the minutes changes. A matter without a decision is put off."),
        },
    )
