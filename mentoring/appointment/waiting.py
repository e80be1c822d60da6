"""Within the five days of the order it is not always the deputy's turn: a candidate answers, the council considers,
the head signs. Pages and nudges ask here whose turn it is; reminders go by the rule (`deadlines.responsible`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.appointment.models import Appointment, Candidate
from mentoring.council.selectors import needs_meeting
from mentoring.deadlines.responsible import WORDS, Actor

State = Appointment.State


@dataclass(frozen=True)
class Part:
    """Whose turn it is now. actor: a post at the school, None for the candidate; person: the candidate.

    title: what is awaited, in a few words.
    """

    actor: Actor | None
    word: Any
    title: Any
    person: Any = None


_COUNCIL = Part(Actor.SECRETARY, WORDS[Actor.SECRETARY], _("The council considers the candidate"))
_ORDER = Part(Actor.HEAD, WORDS[Actor.HEAD], _("The head signs the order"))


def parts_of(mentorship_ids: Iterable[int]) -> dict[int, Part]:
    """By the key of the case; a case where the deputy must act is not in it. One query, whatever their number."""
    rows = Candidate.objects.filter(
        closed_at__isnull=True,
        appointment__mentorship__in=list(mentorship_ids),
        appointment__state__in=(State.PROPOSED, State.ACCEPTED, State.RECOMMENDED),
    ).select_related("appointment", "mentor__user", "agenda_item__meeting")
    found = ((row.appointment.mentorship_id, _part(row)) for row in rows)
    return {key: part for key, part in found if part is not None}


def _part(candidate: Candidate) -> Part | None:
    if candidate.appointment.state == State.PROPOSED:
        return Part(
            None, _("Candidate for mentor"), _("The candidate says whether they agree"), candidate.mentor.user
        )
    if candidate.appointment.state == State.RECOMMENDED:
        return _ORDER
    return None if needs_meeting(candidate.agenda_item) else _COUNCIL
