"""Shared by all tests: a state folder of their own, quick passwords, a clock that stands where a test puts it."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["tests.plugins.chromium", "tests.plugins.world"]

# A Thursday in the second quarter, 15:00 in Almaty; the mock-ups stand on this day.
TODAY_NOON = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)

# What a test asks for that needs a database.
DATABASE = {"db", "transactional_db", "django_db_setup"}

# How fast an example runs says how busy the machine is, not whether the rule holds.
# In CI the examples are the same each time; whoever runs the tests by hand looks for new ones.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
hypothesis_settings.load_profile("untimed")


def pytest_configure() -> None:
    """As in a school's network with a mail server; what is otherwise on one PC alone, a test says itself."""
    settings.MAIL_GOES, settings.ONLY_THIS_PC = True, False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database (`make test` says so) run only what asks a database; the rest ran already.

    What is marked as long comes first, so that no process is left alone with it when the other has nothing more to do.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if os.environ.get("ONLY_WITH_DATABASE") != "1":
        return
    asks = [item for item in items if item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames)]  # type: ignore[attr-defined]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asks)])
    items[:] = asks


def pytest_collection_finish() -> None:
    """What is imported and collected stays to the end: looking through it again and again took a tenth of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(autouse=True)
def _own_settings(settings, tmp_path: Path) -> None:  # noqa: ANN001
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.FILES_ROOT = tmp_path / "files"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Words are compared in the source's language, whichever test ran before."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """What was handed to the workers: (task, argument, …). No test speaks to a broker by accident."""
    sent: list[tuple] = []

    def publish(task: str, *args) -> bool:  # noqa: ANN002
        sent.append((task, *args))
        return True

    monkeypatch.setattr("common.dispatch.publish", publish)
    return sent


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at Thursday 03.12.2026, 15:00 in Almaty; `clock.move_to(…)` moves it."""
    with time_machine.travel(TODAY_NOON, tick=False) as traveller:
        yield traveller
