"""Wherever a person is chosen, the choice says what tells namesakes apart."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schools.organisation.models import Subject
from schools.people.models import Employment, Post, User
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, deputy_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def client(school) -> Client:
    found = Client()
    found.force_login(deputy_of(school, surname="Сейтқали", given_name="Айгерім"))
    return found


def namesakes(school) -> tuple[Employment, Employment]:
    subject = Subject.objects.get(code="chemistry")

    def one(number: str) -> Employment:
        person = UserFactory(surname="Ким", given_name="Анна", patronymic="Олеговна")
        hired = date(2018, 9, 1)
        return EmploymentFactory(school=school, user=person, subject=subject, personnel_number=number, hired_on=hired)

    return one("031"), one("")


PAGES = ["post_give", "post_give_members", "teachers_ethics"]


@pytest.mark.parametrize("name", PAGES)
def test_every_choice_of_people_tells_namesakes_apart(client: Client, school, name: str) -> None:
    namesakes(school)
    page = client.get(reverse(name)).content.decode()
    assert "Ким Анна Олеговна, Chemistry, № 031" in page
    assert "Ким Анна Олеговна, Chemistry, hired 01.09.2018" in page


def test_taking_over_and_candidates_tell_namesakes_apart(client: Client, school) -> None:
    namesakes(school)
    novice = EmploymentFactory(school=school, hired_on=date(2026, 11, 2))
    page = client.get(reverse("take_over", args=[novice.pk])).content.decode()
    assert "Ким Анна Олеговна, Chemistry, № 031" in page


@pytest.mark.parametrize("name", PAGES)
def test_choices_of_people_ask_the_database_alike_for_few_and_many(client: Client, school, name: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(reverse(name))
        return len(found)

    namesakes(school)
    few = asked()
    for _number in range(12):
        EmploymentFactory(school=school)
    assert asked() == few


def test_all_teachers_become_members_by_one_tick(client: Client, school) -> None:
    namesakes(school)
    address = reverse("post_give_members")
    assert "All who are not members yet: 3" in client.get(address).content.decode()
    nothing = client.post(address, {"starts_on": "2026-12-01"})
    assert "Choose at least one." in nothing.content.decode()
    assert client.post(address, {"every": "on", "starts_on": "2026-12-01"}).status_code == 302
    assert Post.objects.filter(school=school, kind=Post.Kind.MEMBER).count() == 3


def test_no_form_names_people_without_what_tells_them_apart() -> None:
    """A choice of accounts or stays is one of the fields of `forms.choosing`."""
    faults = []
    for path in Path(settings.BASE_DIR).glob("*/**/forms*/*.py"):
        faults += _plain_choices(path)
    for path in Path(settings.BASE_DIR).glob("*/**/forms.py"):
        faults += _plain_choices(path)
    assert faults == []


def _plain_choices(path: Path) -> list[str]:
    if {".venv", "tests"} & set(path.parts) or path.name == "choosing.py":
        return []
    text = path.read_text()
    parts = text.split("ModelChoiceField(")[1:] + text.split("RowsField(")[1:]
    return [
        f"{path}: {part[:80]!r}"
        for part in parts
        if any(f"queryset={model.__name__}." in part.split(")\n")[0] for model in (User, Employment))
    ]
