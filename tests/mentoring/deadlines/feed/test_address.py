"""The secret address: who reads it, when it ends, and that no other opens anything."""

from datetime import date, timedelta

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock as clocks
from mentoring.deadlines.feed import services
from mentoring.deadlines.feed.address import NOBODY, address, holder, token
from mentoring.deadlines.models import ReminderChoice
from schools.people.models import User
from tests.factories import (
    UserFactory,
    actor,
    mentor_of,
    ready,
)
from tests.mentoring.deadlines.feed.reading import path, row, turned_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_it_needs_no_session_and_no_shared_store_keeps_it():
    answer = Client().get(path(turned_on(UserFactory())))
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert answer.cookies == {}


def test_what_has_not_changed_is_not_sent_again(clock):
    mentorship = ready()
    choice = turned_on(mentor_of(mentorship).user)
    first = Client().get(path(choice))
    clock.shift(timedelta(minutes=20))
    again = Client().get(path(choice), HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    row(mentorship, met_on=date(2026, 12, 2))
    changed = Client().get(path(choice), HTTP_IF_NONE_MATCH=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_new_address_ends_the_old_one_and_turning_off_ends_it_for_good():
    user = UserFactory()
    first = turned_on(user)
    second = turned_on(user)
    assert [Client().get(path(one)).status_code for one in (first, second)] == [404, 200]
    services.turn_off(by=actor(user), now=clocks.now())
    assert Client().get(path(second)).status_code == 404
    third = turned_on(user)
    assert [Client().get(path(one)).status_code for one in (first, second, third)] == [404, 404, 200]


def test_a_closed_account_has_no_calendar():
    user = UserFactory()
    choice = turned_on(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Client().get(path(choice)).status_code == 404


def forged(choice: ReminderChoice) -> list[str]:
    good = token(choice)
    value, _, seal = good.rpartition(".")
    return [
        "x",
        value,
        f"{value}.",
        f".{seal}",
        f"{value}.{seal[:-1]}",
        f"{value}.{seal}A",
        f"{value}.{seal.swapcase()}",
        f"{choice.user_id + 1}-{choice.feed}.{seal}",
        f"{choice.user_id}-{choice.feed + 1}.{seal}",
        f"0{good}",
        f" {good}",
        f"{good}\n",
        good.replace("-", "−"),
        Signer(sep=".").sign(value),
        Signer(salt="mentoring.deadlines.feed", key="another", sep=".").sign(value),
        Signer(salt="mentoring.deadlines.feed", sep=".").sign("1"),
        Signer(salt="mentoring.deadlines.feed", sep=".").sign("9" * 30 + "-1"),
        Signer(salt="mentoring.deadlines.feed", sep=".").sign("9" * 18 + "-999999999"),
        "٣-١." + seal,
        "%00",
        "\x00" + good,
        "я" * 3_000,
        "9" * 5_000,
        "..%2F..%2Fhome",
        "' OR 1=1 --",
    ]


def test_no_other_address_opens_anything_and_all_cost_the_same():
    choice = turned_on(UserFactory())
    costs = set()
    for text in forged(choice):
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(reverse("feed", kwargs={"token": text}))
        assert answer.status_code == 404, text
        costs.add(len(queries))
    services.turn_off(by=actor(choice.user), now=clocks.now())
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path(choice)).status_code == 404
    costs.add(len(queries))
    assert len(costs) == 1


def test_an_address_means_its_person_and_number_alone():
    choice = turned_on(UserFactory())
    assert (holder(token(choice)).user_id, holder(token(choice)).number) == (choice.user_id, choice.feed)
    assert holder("nothing") == NOBODY
    assert address(choice) == f"https://mentor.example/feed/{token(choice)}.ics"


def test_it_is_only_read():
    assert Client().post(path(turned_on(UserFactory()))).status_code == 405
