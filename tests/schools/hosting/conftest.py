"""The operator, who belongs to no school, at a browser (`clerk`); strangers are spoken to in English."""

import pytest
from django.test import Client

from schools.people.models import User
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _english(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def operator(db) -> User:
    return UserFactory(is_operator=True, language="en")


@pytest.fixture
def clerk(operator) -> Client:
    client = Client()
    client.force_login(operator)
    return client
