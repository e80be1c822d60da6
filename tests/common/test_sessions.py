"""A session lasts from the last use, and most requests write nothing."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "Қарлығаш-2026"


@pytest.fixture
def person():
    return UserFactory(login="omarova.g")


def sign_in(**more: str) -> Client:
    client = Client()
    client.post("/signin/", {"login": "omarova.g", "password": PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def writes(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get("/settings/")
    return sum('django_session"' in one["sql"] and not one["sql"].startswith("SELECT") for one in asked)


def test_fourteen_days_from_the_last_use(person, clock) -> None:
    client = sign_in()
    for _visit in range(4):
        clock.shift(timedelta(days=10))
        assert is_in(client)
    clock.shift(timedelta(days=14, minutes=1))
    assert not is_in(client)


def test_it_is_renewed_once_a_day_and_not_at_each_request(person, clock) -> None:
    client = sign_in()
    clock.shift(timedelta(hours=23))
    assert writes(client) == 0
    clock.shift(timedelta(hours=2))
    assert writes(client) == 1
    assert writes(client) == 0


def test_the_cookie_is_renewed_with_it(person, clock) -> None:
    client = sign_in()
    clock.shift(timedelta(days=2))
    assert "talimger_session" in client.get("/settings/").cookies


def test_half_an_hour_on_a_shared_pc(person, clock) -> None:
    client = sign_in(shared="on")
    for _visit in range(3):
        clock.shift(timedelta(minutes=20))
        assert is_in(client)
    clock.shift(timedelta(minutes=31))
    assert not is_in(client)


def test_a_visitor_gets_no_session(client) -> None:
    client.get("/signin/")
    client.get("/join/")
    assert not Session.objects.exists()


def test_the_sign_in_page_offers_it(client, settings) -> None:
    settings.LANGUAGE_CODE = "en"
    page = client.get("/signin/").content.decode()
    assert "This is a shared PC" in page
    assert "30 minutes" in page
