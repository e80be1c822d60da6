"""The sign-in page offers nobody as long as there is nobody; whom it offers then: test_first_day.py."""

import pytest

from demonstration.offered import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_nobody_before_the_first_fill() -> None:
    assert people() == []
