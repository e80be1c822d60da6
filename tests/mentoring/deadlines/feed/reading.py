"""A person's calendar as a program without a session reads it."""

from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from common import clock as clocks
from mentoring.deadlines.feed import services
from mentoring.deadlines.feed.address import token
from mentoring.deadlines.models import Deadline, ReminderChoice
from mentoring.mentorships.models import Mentorship
from schools.people.models import User
from tests.factories import (
    actor,
)


def turned_on(user: User) -> ReminderChoice:
    choice, _made = ReminderChoice.objects.get_or_create(user=user)
    services.give_address(number=choice.feed, by=actor(user), now=clocks.now())
    return ReminderChoice.objects.get(user=user)


def path(choice: ReminderChoice) -> str:
    return reverse("feed", args=[token(choice)])


def fetched(user: User) -> Calendar:
    """As a program without a session reads it."""
    choice = ReminderChoice.objects.filter(user=user, feed_on=True).first() or turned_on(user)
    answer = Client().get(path(choice))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def events(user: User) -> dict[str, object]:
    return {str(one["UID"]): one for one in fetched(user).walk("VEVENT")}


def event(user: User, deadline: Deadline):
    return events(user)[f"deadline-{deadline.pk}@mentor.example"]


def row(mentorship: Mentorship, code: str = "D2", **changed) -> Deadline:
    Deadline.objects.filter(mentorship=mentorship, code=code).update(**changed)
    return Deadline.objects.get(mentorship=mentorship, code=code)
