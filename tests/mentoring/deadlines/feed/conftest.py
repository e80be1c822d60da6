"""The product's own address in the calendars that are read here."""

import pytest


@pytest.fixture(autouse=True)
def _public(settings) -> None:
    settings.PUBLIC_URL = "https://mentor.example"
