"""What the page of a teacher shows of mentoring: the pairs of this stay, and to leaders the way to begin a mentorship."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from common.dates import numeric
from mentoring.appointment.policies import can_propose
from mentoring.changes.policies import can_take_over
from mentoring.changes.selectors import open_cases_of
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.mentorships.policies import can_open, can_open_for
from schools.people.models import Employment
from schools.people.teachers.further import Way

MOST_PAIRS = 20


def ways_for(employment: Employment, reader: Any) -> Iterator[Way]:
    """Two queries for a leader of the school, one for anybody else."""
    yield from _pairs(employment, reader)
    if not can_open(reader, employment.school_id):
        return
    case = open_cases_of(employment).first()
    if case is not None:
        yield Way(_("See the mentorship"), reverse("case", args=[case.pk]))
        if case.state == Mentorship.State.AWAITING_MENTOR and can_propose(reader, case):
            yield Way(_("Choose a mentor"), reverse("candidates", args=[case.pk]))
    is_away = employment.left_on is not None or employment.hired_on > clock.today()
    if case is None and not is_away and can_open_for(reader, employment):
        yield Way(_("Open a mentorship"), reverse("mentorship_open", args=[employment.pk]))
    without_mentor = case is None or case.state == Mentorship.State.AWAITING_MENTOR
    if without_mentor and not is_away and can_take_over(reader, employment):
        yield Way(_("Enter a running mentorship from paper"), reverse("take_over", args=[employment.pk]))


def _pairs(employment: Employment, reader: Any) -> Iterator[Way]:
    """Whom this teacher mentored, and by whom they were mentored, the latest first; of cases that the reader may open."""
    found = Pairing.objects.filter(Q(mentor=employment) | Q(mentorship__novice=employment))
    found = found.filter(mentorship__in=Mentorship.objects.visible_to(reader))
    rows = found.select_related("mentor__user", "mentorship__novice__user").order_by("-starts_on", "-pk")
    for pairing in rows[:MOST_PAIRS]:
        is_mentor = pairing.mentor_id == employment.pk
        other = pairing.mentorship.novice if is_mentor else pairing.mentor
        until = pairing.ended_on or pairing.planned_end
        role = _("New teacher") if is_mentor else _("Mentor")
        yield Way(
            f"{role}: {other.user.full_name}",
            reverse("case", args=[pairing.mentorship_id]),
            f"{numeric(pairing.starts_on)} – {numeric(until)}",
        )
