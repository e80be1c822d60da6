"""What waits for a person after a change of mentor."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.changes.selectors import handovers_due, left_behind
from mentoring.mentorships.selectors import open_pairing


def tasks_for(user: Any, today: date) -> Iterator[Todo]:
    """The new mentor acknowledges the handover; the deputy ends what somebody who has left was part of. Two queries."""
    yield from _left_behind(user, today)
from mentoring.mentorships.desk import Desk
def tasks_for(desk: Desk) -> Iterator[Todo]:
    """The new mentor acknowledges the handover. One query, none for one who mentors nobody."""
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


def _left_behind(user: Any, today: date) -> Iterator[Todo]:
    """A last day that was entered beforehand has come: the case, or the mentor's work, is to be ended."""
    for case in left_behind(user, today):
        if case.novice.left_on is not None and case.novice.left_on <= today:
            yield Todo(
                due=case.novice.left_on,
                title=_("The new teacher leaves the school: terminate the mentorship"),
                person=case.novice.user,
                text="",
                url=reverse("terminate", args=[case.pk]),
                button=_("Terminate the mentorship"),
                mentorship_id=case.pk,
            )
        elif (pairing := open_pairing(case)) is not None:
            yield Todo(
                due=pairing.mentor.left_on,
                title=_("The mentor leaves the school: end the work as a mentor"),
                person=pairing.mentor.user,
                text="",
                url=reverse("pairing_end", args=[case.pk]),
                button=_("End the work of the mentor"),
                mentorship_id=case.pk,
            )
