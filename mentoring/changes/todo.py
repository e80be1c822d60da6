"""What waits for a person after a change of mentor."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.changes.selectors import handovers_due
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
