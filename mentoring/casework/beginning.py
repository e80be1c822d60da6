"""The first step of a school that has just begun: home leads the deputy head to the list of teachers."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.mentorships.desk import Desk
from schools.people.access import Role
from schools.people.models import Employment


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """Until others than the deputy work there. One query, none for a deputy who has any case."""
    led = desk.access.schools_as(Role.DEPUTY)
    if desk.only is not None or desk.cases or not led:
        return
    if not Employment.objects.filter(school_id__in=led).exclude(user=desk.user).exists():
        yield Todo(
            due=None,
            title=_("Bring in the list of your teachers"),
            person=None,
            text=_("An Excel workbook as your office keeps it. You see beforehand what would be entered."),
            url=reverse("roster_upload"),
            button=_("Choose the file"),
        )
