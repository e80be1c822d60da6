"""A school with its deputy head, and the operator."""

import pytest

from tests.factories import SchoolFactory, deputy_of
from tests.factories.schools import UserFactory


@pytest.fixture
def school(db):
    return SchoolFactory(week=5)


@pytest.fixture
def deputy(school):
    return deputy_of(school)


@pytest.fixture
def operator(db):
    return UserFactory(is_operator=True)
