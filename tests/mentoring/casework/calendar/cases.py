"""Cases for the calendar's tests, and how a page is asked."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from mentoring.deadlines.services import refresh
from schools.calendar.data import estimated_year
from tests.factories import EmploymentFactory, case

TODAY = date(2026, 12, 3)
FLOOD = date(2026, 12, 7)
YEAR = estimated_year(2026)


def running(school, state="awaiting_mentor", hired=TODAY):
    made = case(state, school=school, novice=EmploymentFactory(school=school, hired_on=hired, first_time=True))
    with transaction.atomic():
        refresh(made)
    return made


def page(client, user, name, data=None, **kwargs):
    client.force_login(user)
    url = reverse(name, kwargs=kwargs)
    return client.post(url, data) if data is not None else client.get(url)


def text(answer) -> str:
    return answer.content.decode()
