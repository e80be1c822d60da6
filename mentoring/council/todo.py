"""What waits for the council's people: the agenda to send or to read, who came, decisions, minutes."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.todo import Todo
from mentoring.council.models import AgendaItem, Meeting
from mentoring.council.policies import can_sign
from mentoring.council.selectors import items_with_people
from mentoring.mentorships.desk import Desk
from schools.people.access import Role
from schools.people.models import Post

State = Meeting.State


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """Secretary: send the agenda, mark who came, record decisions. Chair and secretary: sign the minutes; the chair
    does all of it where there is no secretary. Whoever is listed: read the agenda. Five queries at most and one for each
    own matter; none for the page of one case.
    """
    if desk.only is not None:
        return
    kept = dict(_to_keep(desk))
    yield from kept.values()
    yield from _to_read(desk, besides=set(kept))


def _to_keep(desk: Desk) -> Iterator[tuple[int, Todo]]:
    access, today = desk.access, desk.today
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
    meetings = list(running)
    signed_by_others = _of_others(desk, [meeting for meeting in meetings if _only_to_sign(meeting)])
    for meeting in meetings:
        if meeting.pk in signed_by_others:
            continue
        only_signs = meeting.school_id in served  # the chair, where a secretary does the rest
        if (todo := _step(meeting, today, only_signs)) is not None:
            yield meeting.pk, todo


def _only_to_sign(meeting: Any) -> bool:
    return meeting.state == State.HELD and not meeting.undecided


def _of_others(desk: Desk, meetings: list[Meeting]) -> set[int]:
    """Minutes with a matter of one's own that another officer signs. Two queries, and one for each such meeting."""
    matters: dict[int, list[AgendaItem]] = {}
    for item in items_with_people().filter(meeting__in=meetings) if meetings else ():
        matters.setdefault(item.meeting_id, []).append(item)
    return {pk for pk, items in matters.items() if not can_sign(desk.user, items)}


def _step(meeting: Any, today: date, only_signs: bool) -> Todo | None:
    """The one step that a meeting (with its counted matters) waits for."""
    if _only_to_sign(meeting):
        text = _("The decisions take effect when the minutes are signed.")
        return _todo(meeting, _("Sign the minutes of the council"), text, _("Sign the minutes"), "minutes_sign")
    if only_signs:
        return None
    text = _matters(meeting.matters)
    if meeting.state == State.PLANNED and meeting.matters:
        return _todo(meeting, _("Send the agenda of the council"), text, _("Open the meeting"))
    if meeting.state == State.SENT and meeting.date <= today:
        title, button = _("Mark who is present at the council"), _("Mark who is present")
        return _todo(meeting, title, text, button, "meeting_present")
    if meeting.state == State.HELD and meeting.here:
        text = _matters(meeting.here)
        return _todo(meeting, _("Record the decisions of the council"), text, _("Record the decisions"))
    return None


def _to_read(desk: Desk, besides: Collection[int]) -> Iterator[Todo]:
    heard = Meeting.objects.heard_by(desk.user)
    ahead = heard.filter(state=State.SENT, date__gte=desk.today).annotate(matters=Count("items"))
    for meeting in ahead.exclude(pk__in=besides).order_by("date", "pk"):
        title, button = _("Read the agenda of the council"), _("Read the agenda")
        yield replace(_todo(meeting, title, _matters(meeting.matters), button), reading=True)


def _matters(number: int) -> str:
    return ngettext("%(count)d matter.", "%(count)d matters.", number) % {"count": number}


def _todo(meeting: Meeting, title: str, text: str, button: str, name: str = "meeting") -> Todo:
    return Todo(meeting.date, title, None, text, reverse(name, args=[meeting.pk]), button)
