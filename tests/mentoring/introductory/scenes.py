"""Addresses of a case's pages, and a case with a row behind each of them."""

from datetime import date

from django.urls import reverse

from mentoring.introductory.models import Activity, AdaptationItem, PlanVersion
from tests.mentoring.introductory.conftest import People
from tests.mentoring.introductory.plans import add, draft, planning

OF_THE_CASE = {"novice", "mentor", "deputy", "head"}
ON = "2026-12-03"
REASON = {"late_reason": "The lesson visit was moved.", "delay_reason": ""}


def url(people: People, name: str, *args: int) -> str:
    return reverse(name, args=[people.mentorship.pk, *args])


def scene() -> tuple[People, PlanVersion, Activity, AdaptationItem]:
    """A draft with a line and an adaptation point."""
    people = planning()
    plan = draft(people)
    activity = add(people, plan)
    item = AdaptationItem.objects.create(
        mentorship=people.mentorship, section="rules", text="Bells", due_on=date(2026, 12, 8), responsible="Deputy"
    )
    return people, plan, activity, item
