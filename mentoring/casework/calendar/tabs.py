"""The calendar's pages side by side: each sees those that it may open."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schools.calendar import policies
from schools.people.requests import Request


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    current: bool


def tabs(request: Request, at: str) -> list[Tab]:
    """None for those who may open the year alone."""
    offered = [("calendar", _("The year"))]
    if request.school is not None and policies.can_set_own_days(request.user, request.school.pk):
        offered.append(("calendar_days", _("The school’s own days")))
    if policies.can_set_country(request.user):
        offered.append(("calendar_country", _("Decrees and years")))
    return [Tab(label, reverse(name), name == at) for name, label in offered] if len(offered) > 1 else []
