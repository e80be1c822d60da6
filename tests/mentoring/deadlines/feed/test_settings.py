"""The page that turns the calendar on, renews its address and turns it off."""

import pytest
from django.test import Client

from common.models import AuditEntry
from mentoring.deadlines.feed.address import address, token
from mentoring.deadlines.models import ReminderChoice
from tests.factories import (
    UserFactory,
)
from tests.mentoring.deadlines.feed.reading import path, turned_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SETTINGS = "/settings/calendar-feed/"


def test_the_page_turns_it_on_shows_the_address_and_turns_it_off(client):
    user = UserFactory()
    client.force_login(user)
    assert "The calendar is off now" in client.get(SETTINGS).content.decode()
    page = client.post(SETTINGS, {"do": "on", "number": "0"}, follow=True).content.decode()
    choice = ReminderChoice.objects.get(user=user)
    assert (choice.feed, choice.feed_on) == (1, True)
    assert address(choice) in page
    page = client.post(SETTINGS, {"do": "off", "number": "1"}, follow=True).content.decode()
    assert "The calendar is off now" in page
    assert token(choice) not in page
    assert Client().get(path(choice)).status_code == 404


def test_a_form_that_is_sent_twice_makes_one_address(client):
    user = UserFactory()
    choice = turned_on(user)
    client.force_login(user)
    for _ in range(2):
        client.post(SETTINGS, {"do": "new", "number": str(choice.feed)})
    assert ReminderChoice.objects.get(user=user).feed == choice.feed + 1
    assert AuditEntry.objects.filter(action="feed.renewed").count() == 1


@pytest.mark.parametrize("number", ["", "x", "9" * 40, "-1", "\x00"])
def test_a_form_without_its_number_changes_nothing(client, number):
    user = UserFactory()
    client.force_login(user)
    client.post(SETTINGS, {"do": "new", "number": number})
    assert not ReminderChoice.objects.filter(user=user, feed_on=True).exists()


def test_the_audit_tells_what_was_done_and_never_the_address(client):
    user = UserFactory()
    client.force_login(user)
    for do, number in (("on", 0), ("new", 1), ("off", 2), ("off", 2)):
        client.post(SETTINGS, {"do": do, "number": str(number)})
    entries = AuditEntry.objects.filter(action__startswith="feed.").order_by("pk")
    assert [entry.action for entry in entries] == ["feed.turned_on", "feed.renewed", "feed.turned_off"]
    assert [entry.changes for entry in entries] == [{"feed_on": True}, {"feed_on": True}, {"feed_on": False}]
    assert {entry.actor_id for entry in entries} == {user.pk}


def test_turning_it_on_keeps_how_one_wants_to_be_told(client):
    user = UserFactory()
    ReminderChoice.objects.create(user=user, hour=18, only_legal=True)
    turned_on(user)
    choice = ReminderChoice.objects.get(user=user)
    assert (choice.hour, choice.only_legal, choice.feed_on) == (18, True, True)
