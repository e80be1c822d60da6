"""What waits for a person from need to order (see `common.todo`). Three queries, whatever the number of cases."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.todo import Todo
from mentoring.appointment.models import Appointment, Candidate
from mentoring.deadlines.models import Deadline
from schools.people.access import Role, access_of

_OVER = (Appointment.State.CLOSED,)


def tasks_for(user: Any, today: date) -> list[Todo]:
    """The deputy seeks, puts to the council and announces; the candidate answers; the head signs."""
    access = access_of(user)
    led = access.schools_as(Role.DEPUTY, Role.HEAD)
    running = (
        Appointment.objects.exclude(state__in=_OVER)
        .filter(mentorship__school_id__in=led, mentorship__ended_on__isnull=True)
        .select_related("mentorship__novice__user", "mentorship__announcement")
        .prefetch_related(
            Prefetch("candidates", Candidate.objects.filter(closed_at__isnull=True), to_attr="present"),
            Prefetch("mentorship__deadlines", Deadline.objects.open().filter(code="D1"), to_attr="first_due"),
        )
    )
    found = [
        todo
        for row in running
        for todo in _of(
            row, access.has(row.mentorship.school_id, Role.DEPUTY), access.has(row.mentorship.school_id, Role.HEAD)
        )
    ]
    asked = Candidate.objects.filter(
        mentor__user=user, state=Candidate.State.PROPOSED, closed_at__isnull=True
    ).select_related("appointment__mentorship__novice__user")
    return found + [
        Todo(
            due=None,
            title=_("Say whether you agree to be the mentor"),
            person=candidate.appointment.mentorship.novice,
            text="",
            url=reverse("candidate", args=[candidate.pk]),
            button=_("Answer"),
            mentorship_id=candidate.appointment.mentorship_id,
        )
        for candidate in asked
    ]


def _of(row: Appointment, deputy: bool, head: bool) -> list[Todo]:
    case = row.mentorship
    candidate = row.present[0] if row.present else None  # type: ignore[attr-defined]
    todos = []
    if deputy and row.state == Appointment.State.OPEN:
        todos.append(_todo(row, _("Choose a mentor"), reverse("candidates", args=[case.pk]), _("Choose a mentor")))
    elif deputy and row.state == Appointment.State.ACCEPTED and candidate and candidate.agenda_item_id is None:
        url = reverse("candidate_agenda", args=[candidate.pk])
        todos.append(_todo(row, _("Put the candidate to the council"), url, _("Put to the council")))
    elif head and row.state == Appointment.State.RECOMMENDED:
        todos.append(_todo(row, _("Sign the order"), reverse("order_new", args=[case.pk]), _("Sign the order")))
    elif deputy and row.state == Appointment.State.ORDERED and row.round == 1 and not hasattr(case, "announcement"):
        todo = _todo(row, _("Announce the order"), reverse("announce", args=[case.pk]), _("Announce the order"))
        todos.append(Todo(None, todo.title, todo.person, "", todo.url, todo.button, "", case.pk))
    return todos


def _todo(row: Appointment, title: Any, url: str, button: Any) -> Todo:
    due = row.mentorship.first_due  # type: ignore[attr-defined]
    last = due[-1].due_on if due else None
    return Todo(last, title, row.mentorship.novice, "", url, button, "D1" if last else "", row.mentorship_id)
