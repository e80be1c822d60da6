"""What the page of a teacher offers those who lead the school: the mentorship of this stay, or the way to begin one."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from mentoring.changes.policies import can_take_over
from mentoring.changes.selectors import open_cases_of
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.policies import can_open, can_open_for
from schools.people.models import Employment
from schools.people.teachers.further import Way


def ways_for(employment: Employment, reader: Any) -> Iterator[Way]:
    """One query for a leader of the school, none for anybody else."""
    if not can_open(reader, employment.school_id):
        return
    case = open_cases_of(employment).first()
    if case is not None:
        yield Way(_("See the mentorship"), reverse("case", args=[case.pk]))
    is_away = employment.left_on is not None or employment.hired_on > clock.today()
    if case is None and not is_away and can_open_for(reader, employment):
        yield Way(_("Open a mentorship"), reverse("mentorship_open", args=[employment.pk]))
    without_mentor = case is None or case.state == Mentorship.State.AWAITING_MENTOR
    if without_mentor and not is_away and can_take_over(reader, employment):
        yield Way(_("Enter a running mentorship from paper"), reverse("take_over", args=[employment.pk]))
