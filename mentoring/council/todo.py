"""What waits for the council's people: the agenda to send or to read, who came, decisions, minutes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.todo import Todo
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.council.selectors import COUNCIL_ROLES
from schools.people.access import Role, access_of
from schools.people.models import Post

State = Meeting.State


def tasks_for(user: Any, today: date) -> Iterator[Todo]:
    """Secretary: send the agenda, mark who came, record decisions. Chair and secretary: sign the minutes; the chair
    does all of it where there is no secretary. Whoever is listed: read the agenda. Three queries at most.
    """
    yield from _to_keep(user, today)
    yield from _to_read(user, today)


def _to_keep(user: Any, today: date) -> Iterator[Todo]:
    access = access_of(user)
    keeps = access.schools_as(Role.CHAIR, Role.SECRETARY)
    if not keeps:
        return
    secretaries = Post.objects.on(today).filter(school_id__in=keeps, kind=Post.Kind.SECRETARY)
    served = set(secretaries.values_list("school_id", flat=True)) - access.schools_as(Role.SECRETARY)
    undecided = Q(items__decided_at__isnull=True)
    running = (
        Meeting.objects.filter(school_id__in=keeps)
        .exclude(state=State.SIGNED)
        .annotate(
            matters=Count("items"),
            undecided=Count("items", filter=undecided),
            here=Count("items", filter=undecided & ~Q(items__kind=AgendaItem.Kind.REPORT)),
        )
        .order_by("date", "pk")
    )
    for meeting in running:
        only_signs = meeting.school_id in served  # the chair, where a secretary does the rest
        if meeting.state == State.PLANNED and meeting.matters and not only_signs:
            yield _todo(
                meeting, _("Send the agenda of the council"), _matters(meeting.matters), _("Open the meeting")
            )
        elif meeting.state == State.SENT and meeting.date <= today and not only_signs:
            yield _todo(
                meeting,
                _("Mark who is present at the council"),
                _matters(meeting.matters),
                _("Mark who is present"),
                "meeting_present",
            )
        elif meeting.state == State.HELD and meeting.here and not only_signs:
            yield _todo(
                meeting, _("Record the decisions of the council"), _matters(meeting.here), _("Record the decisions")
            )
        elif meeting.state == State.HELD and not meeting.undecided:
            yield _todo(
                meeting,
                _("Sign the minutes of the council"),
                _("The decisions take effect when the minutes are signed."),
                _("Sign the minutes"),
                "minutes_sign",
            )


def _to_read(user: Any, today: date) -> Iterator[Todo]:
    mine = Attendee.objects.filter(meeting=OuterRef("pk"), user=user, role__in=COUNCIL_ROLES)
    ahead = Meeting.objects.filter(Exists(mine), state=State.SENT, date__gte=today).annotate(matters=Count("items"))
    for meeting in ahead.order_by("date", "pk"):
        yield _todo(meeting, _("Read the agenda of the council"), _matters(meeting.matters), _("Read the agenda"))


def _matters(number: int) -> str:
    return ngettext("%(count)d matter.", "%(count)d matters.", number) % {"count": number}


def _todo(meeting: Meeting, title: str, text: str, button: str, name: str = "meeting") -> Todo:
    return Todo(meeting.date, title, None, text, reverse(name, args=[meeting.pk]), button)
