"""The parts of a case, as they stand on its own page and on each part's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.main_stage.policies import can_count_feedback, can_list_feedback
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.policies import can_view


@dataclass(frozen=True)
class Tab:
    """A link of components/tabs.html."""

    label: Any
    url: str
    current: bool


@dataclass(frozen=True)
class Part:
    """A page of the case by its URL name, the pages that belong under the same tab, and who may open it."""

    label: Any
    name: str
    also: tuple[str, ...] = ()
    may: Callable[[Any, Mentorship], bool] = can_view


def _sees_feedback(user: Any, mentorship: Mentorship) -> bool:
    return can_list_feedback(user, mentorship) or can_count_feedback(user, mentorship)


PARTS = (
    Part(_("Timeline"), "case"),
    Part(_("Diagnostics"), "diagnostics", ("diagnostics_end", "level")),
    Part(_("Adaptation"), "adaptation"),
    Part(_("Plan"), "plan"),
    Part(_("Activities"), "activities"),
    Part(_("Feedback"), "feedback_list", ("feedback",), _sees_feedback),
    Part(_("Interim"), "interim"),
    Part(_("Report"), "report", ("hearing",)),
    Part(_("Papers"), "case_papers", ("paper",)),
)


def tabs(mentorship: Mentorship, user: Any, current: str) -> list[Tab]:
    """The parts that this person may open; none for one to whom the case itself is closed.

    `current` is the URL name of the page one is on.
    """
    if not can_view(user, mentorship):
        return []
    return [
        Tab(part.label, reverse(part.name, args=[mentorship.pk]), current in (part.name, *part.also))
        for part in PARTS
        if part.may(user, mentorship)
    ]
