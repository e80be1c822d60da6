"""What waits for a person after a change of mentor."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.changes.selectors import handovers_due
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.policies import written_by
from mentoring.mentorships.selectors import open_pairing
from schools.people.access import Role
from schools.people.models import Employment


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """Whoever writes the case ends what somebody who has left was part of; the new mentor acknowledges the handover.

    Two queries at most, none for one who neither leads a school nor mentors anybody.
    """
    yield from _left_behind(desk)
    if not desk.as_mentor:
        return
    pairing: Any  # with the annotated due date of its handover
    for pairing in handovers_due(desk.as_mentor):
        yield Todo(
            due=pairing.handover_due,
            title=_("Acknowledge the handover"),
            person=pairing.mentorship.novice.user,
            text=_("Read where the plan stands and what was promised."),
            url=reverse("handover", args=[pairing.mentorship_id]),
            button=_("Read the handover"),
            mentorship_id=pairing.mentorship_id,
        )


def _left_behind(desk: Desk) -> Iterator[Todo]:
    """A last day that was entered beforehand has come: the case, or the mentor's work, is to be ended."""
    led = desk.led_as(Role.DEPUTY, Role.HEAD)
    left = [case for case in led if any(_has_left(one, desk.today) for one in _pair(case))]
    for case in written_by(desk.user, left):
        pairing = open_pairing(case)
        if _has_left(case.novice, desk.today):
            yield Todo(
                due=case.novice.left_on,
                title=_("The new teacher leaves the school: terminate the mentorship"),
                person=case.novice.user,
                text="",
                url=reverse("terminate", args=[case.pk]),
                button=_("Terminate the mentorship"),
                mentorship_id=case.pk,
            )
        elif pairing is not None and _has_left(pairing.mentor, desk.today):
            yield Todo(
                due=pairing.mentor.left_on,
                title=_("The mentor leaves the school: end the work as a mentor"),
                person=pairing.mentor.user,
                text="",
                url=reverse("pairing_end", args=[case.pk]),
                button=_("End the work of the mentor"),
                mentorship_id=case.pk,
            )


def _pair(case: Mentorship) -> list[Employment]:
    pairing = open_pairing(case)
    return [case.novice, pairing.mentor] if pairing else [case.novice]


def _has_left(employment: Employment, today: date) -> bool:
    return employment.left_on is not None and employment.left_on <= today
