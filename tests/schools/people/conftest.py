"""A school with a deputy, a head and a teacher, another school beside it, and browsers of theirs."""

from collections.abc import Callable

import pytest
from django.test import Client

from schools.organisation.models import School
from schools.people.models import Employment, User
from tests.factories import EmploymentFactory, SchoolFactory, deputy_of, head_of


@pytest.fixture(autouse=True)
def _english(settings) -> None:
    """Strangers are spoken to in English, so that the tests can read the pages."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def school(db) -> School:
    return SchoolFactory()


@pytest.fixture
def other_school(school) -> School:
    return SchoolFactory()


@pytest.fixture
def deputy(school) -> User:
    return deputy_of(school, surname="Сейтқали", given_name="Айгүл", patronymic="Маратқызы")


@pytest.fixture
def head(school) -> User:
    return head_of(school, surname="Бекмұратов", given_name="Серік", patronymic="Жанатұлы")


@pytest.fixture
def teacher(school) -> Employment:
    return EmploymentFactory(
        school=school, user__surname="Омарова", user__given_name="Гүлнара", user__patronymic="Сапарқызы"
    )


@pytest.fixture
def stranger(other_school) -> User:
    """The deputy head of another school."""
    return deputy_of(other_school, surname="Ким", given_name="Виктор", patronymic="")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
