"""Marks of pedagogical ethics for many at once: who is listed, what a tick means, nothing beforehand."""

import pytest
from django.test import Client
from django.urls import reverse

from schools.people.models import EthicsRecord
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, deputy_of, eligible_mentor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ADDRESS = "teachers_ethics"


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def client(school) -> Client:
    client = Client()
    client.force_login(deputy_of(school))
    return client


@pytest.fixture
def stays(school) -> list:
    eligible_mentor(school)  # has the mark
    EmploymentFactory()  # elsewhere
    return [EmploymentFactory(school=school, user=UserFactory(surname=name)) for name in ("Абаев", "Ким", "Омарова")]


def marked() -> set[int]:
    return set(EthicsRecord.objects.filter(by__posts__kind="deputy").values_list("employment_id", flat=True))


def sent(client: Client, **data):
    shown = client.get(reverse(ADDRESS)).context["form"].now_shown
    return client.post(reverse(ADDRESS), {"recorded_on": "2026-12-01", "confirmed": "on", "shown": shown, **data})


def test_those_without_a_mark_are_listed_and_nothing_is_ticked(client: Client, stays) -> None:
    page = client.get(reverse(ADDRESS))
    assert [str(key) for key, _label in page.context["form"].fields["who"].choices] == [str(s.pk) for s in stays]
    assert " checked" not in page.content.decode()


def test_the_ticked_are_marked_and_then_gone_from_the_list(client: Client, stays) -> None:
    before = marked()
    assert sent(client, who=[stays[0].pk, stays[2].pk]).status_code == 302
    assert marked() - before == {stays[0].pk, stays[2].pk}
    assert client.get(reverse(ADDRESS)).context["form"].now_shown == str(stays[1].pk)


def test_all_shown_at_once_and_then_nobody_lacks_it(client: Client, stays) -> None:
    sent(client, every="on")
    assert {s.pk for s in stays} <= marked()
    assert "Nobody lacks the mark" in client.get(reverse(ADDRESS)).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"every": "on", "confirmed": ""}, "Tick this to go on"),
        ({}, "Choose at least one"),
        ({"every": "on", "shown": "1"}, "The list has changed meanwhile"),
        ({"who": ["999999"]}, "The list has changed meanwhile"),
        ({"every": "on", "recorded_on": "2027-01-01"}, "This date has not come yet"),
    ],
)
def test_what_is_not_confirmed_or_not_seen_is_not_marked(client: Client, stays, data, said: str) -> None:
    before = marked()
    assert said in sent(client, **data).content.decode()
    assert marked() == before


def test_of_many_the_first_are_shown_and_the_next_follow(client: Client, stays, monkeypatch) -> None:
    monkeypatch.setattr("schools.people.teachers.forms.MOST_OFFERED", 2)
    page = client.get(reverse(ADDRESS))
    assert page.context["form"].now_shown == f"{stays[0].pk},{stays[1].pk}"
    assert "the next ones follow" in page.content.decode()
    sent(client, every="on")
    assert {stays[0].pk, stays[1].pk} <= marked()
    assert client.get(reverse(ADDRESS)).context["form"].now_shown == str(stays[2].pk)
