"""What waits for a person after a change of mentor."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.changes.selectors import handovers_due


def tasks_for(user: Any, today: date) -> Iterator[Todo]:
    """The new mentor acknowledges the handover. One query."""
    pairing: Any  # with the annotated due date of its handover
    for pairing in handovers_due(user):
        yield Todo(
            due=pairing.handover_due,
            title=_("Acknowledge the handover"),
            person=pairing.mentorship.novice.user,
            text=_("Read where the plan stands and what was promised."),
            url=reverse("handover", args=[pairing.mentorship_id]),
            button=_("Read the handover"),
            mentorship_id=pairing.mentorship_id,
        )
