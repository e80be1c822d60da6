"""A school in which a mentor is to be appointed."""

import pytest

from tests.mentoring.appointment.situations import Situation


@pytest.fixture
def place() -> Situation:
    return Situation()
