"""The council of one school."""

import pytest

from tests.mentoring.council.situations import Council


@pytest.fixture
def council() -> Council:
    return Council()
