"""What waits for a person from need to order (see `common.todo`). Three queries, whatever the number of cases."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common import dates
from common.todo import Todo
from mentoring.appointment import words
from mentoring.appointment.models import Appointment, Candidate, Loan
from mentoring.appointment.policies import can_read_objection
from mentoring.appointment.selectors import signs_instead
from mentoring.council.selectors import needs_meeting
from mentoring.deadlines.models import Deadline, late_after
from mentoring.deadlines.selectors import due_of
from mentoring.mentorships import policies as cases
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.people.access import LEADERS, Role

State = Appointment.State


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """The deputy seeks, puts to the council and announces; the candidate answers; the head signs."""
    present = Candidate.objects.filter(closed_at__isnull=True)
    asked = present.filter(appointment=OuterRef("pk"), state=Candidate.State.PROPOSED, mentor__user=desk.user)
    told = Candidate.objects.select_related("mentor__user", "agenda_item__meeting", "objection").order_by("pk")
    clocks = Deadline.objects.running().filter(mentorship=OuterRef("mentorship"), code="D1").order_by("-round")
    rows = (
        Appointment.objects.exclude(state=State.CLOSED)
        .filter(Q(mentorship__in=desk.led_as(Role.DEPUTY, Role.HEAD)) | Q(Exists(asked)))
        .filter(mentorship__ended_on__isnull=True)
        .select_related("mentorship__novice__user", "mentorship__novice__subject", "mentorship__announcement")
        .annotate(order_due=Subquery(clocks.values(due=late_after())[:1]))
        .prefetch_related(Prefetch("candidates", told, to_attr="told"))
    )
    if desk.only is not None:
        rows = rows.filter(mentorship=desk.only)
    for row in rows:
        yield from _of(row, desk)
    if desk.only is None:
        yield from _loans(desk)


def _loans(desk: Desk) -> Iterator[Todo]:
    """What other schools ask of the school one leads."""
    waiting = (
        Loan.objects.filter(school_id__in=desk.access.schools_as(*LEADERS), answered_at__isnull=True)
        .exclude(appointment__state__in=[State.ORDERED, State.CLOSED])
        .select_related("appointment__mentorship__school", "appointment__mentorship__novice__subject")
    )
    for loan in waiting:
        case = loan.appointment.mentorship
        text = f"{case.school.name}. {case.novice.subject_name}."
        url, title = reverse("loan", args=[loan.pk]), _("Another school asks you to lend a mentor")
        yield Todo(None, title, None, text, url, _("Answer the school"))


def _of(row: Appointment, desk: Desk) -> Iterator[Todo]:
    case = row.mentorship
    told: list[Candidate] = row.told  # type: ignore[attr-defined]
    candidate = next((one for one in told if one.closed_at is None), None)
    if candidate and candidate.state == Candidate.State.PROPOSED and candidate.mentor.user_id == desk.user.pk:
        url, title = reverse("candidate", args=[candidate.pk]), _("Say whether you agree to be the mentor")
        day: date | None = row.order_due  # type: ignore[attr-defined]
        text = _("The head’s order is due by then, and the council comes before it.") if day else ""
        button, shown = pgettext("button", "Answer"), case.pk if case.pk in desk.by_pk else None
        yield Todo(day, title, case.novice, text, url, button, "D1" if day else "", mentorship_id=shown)
    deputy = desk.access.has(case.school_id, Role.DEPUTY)
    if deputy and candidate and row.state != State.ORDERED:
        yield from _objection(case, candidate, desk)
    last = due_of(desk.by_pk[case.pk], "D1") if case.pk in desk.by_pk else None
    if deputy and row.state == State.OPEN:
        yield _todo(
            case,
            last,
            _("No mentor yet"),
            reverse("candidates", args=[case.pk]),
            _("Choose a mentor"),
            _why_open(told) or _hired(case),
            _on_paper(case, last, desk),
        )
    elif deputy and row.state == State.ACCEPTED and candidate and needs_meeting(candidate.agenda_item):
        url = reverse("candidate_agenda", args=[candidate.pk])
        put_off = candidate.agenda_item is not None
        title = _("The candidate was put off") if put_off else _("The candidate is not on the agenda yet")
        yield _todo(case, last, title, url, _("Put to the council"))
    elif desk.access.has(case.school_id, Role.HEAD) and row.state == State.RECOMMENDED:
        if signs_instead(desk.by_pk.get(case.pk, case), candidate, desk.user):
            return
        yield _todo(
            case,
            last,
            _("The order waits for your signature"),
            reverse("order_new", args=[case.pk]),
            _("Sign the order"),
        )
    elif row.state == State.ORDERED and row.round == 1 and _announces(desk, case):
        yield _todo(
            case,
            None,
            _("The order is not announced yet"),
            reverse("announce", args=[case.pk]),
            _("Announce the order"),
        )


def _objection(case: Mentorship, candidate: Candidate, desk: Desk) -> Iterator[Todo]:
    """What the new teacher wrote to the deputy alone: until the order, or until the candidate is closed."""
    if hasattr(candidate, "objection") and can_read_objection(desk.user, candidate):
        url = reverse("candidate", args=[candidate.pk])
        text = _("Candidate for mentor: %(who)s.") % {"who": candidate.mentor.user.full_name}
        title, button = _("The new teacher objects"), _("Read the objection")
        yield Todo(None, title, case.novice, text, url, button, mentorship_id=case.pk)


def _why_open(told: list[Candidate]) -> str:
    """Why the last candidate did not become the mentor: “Declined: Ахметова Сәуле Талғатқызы. Reason: two shifts”."""
    if not told:
        return ""
    closed = told[-1]
    return _("%(what)s: %(who)s. Reason: %(reason)s") % {
        "what": words.CLOSED[closed.state],
        "who": closed.mentor.user.full_name,  # initials would end in a second full stop
        "reason": closed.close_reason,
    }


def _announces(desk: Desk, case: Mentorship) -> bool:
    """`policies.can_announce`, while it waits for it; no query but in a deputy's own matter."""
    known = desk.by_pk.get(case.pk)
    if known is None or not _waits_for_announcement(desk, case):
        return False
    return cases.leads_in_others_matter(desk.user, known, Role.DEPUTY) or case.pk in desk.written


def _waits_for_announcement(desk: Desk, case: Mentorship) -> bool:
    """Nobody is presented with a mentor who has left."""
    pairings = desk.by_pk[case.pk].pairings.all() if case.pk in desk.by_pk else ()
    first = min(pairings, key=lambda pairing: pairing.starts_on, default=None)
    return not hasattr(case, "announcement") and (first is None or first.ended_on is None)


def _hired(case: Mentorship) -> str:
    """“Mathematics. Hired: Wed 25.11.2026, first time in a school.”"""
    return _("%(subject)s. Hired: %(day)s, %(basis)s.") % {
        "subject": case.novice.subject_name,
        "day": dates.in_text(case.novice.hired_on),
        "basis": case.get_basis_display(),
    }


def _on_paper(case: Mentorship, last: date | None, desk: Desk) -> tuple[tuple[str, str], ...]:
    """A first order that is late was perhaps signed on paper before the school began here."""
    late = last is not None and last < desk.today
    if not late or case.state != Mentorship.State.AWAITING_MENTOR or case.novice.user_id == desk.user.pk:
        return ()
    return ((_("Has a mentor by an order on paper already? Enter it"), reverse("take_over", args=[case.novice_id])),)


def _todo(
    case: Mentorship,
    last: Any,
    title: Any,
    url: str,
    button: Any,
    text: str = "",
    also: tuple[tuple[str, str], ...] = (),
) -> Todo:
    return Todo(last, title, case.novice, text, url, button, "D1" if last else "", case.pk, also=also)
