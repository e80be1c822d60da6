"""The world of the guards (`tests/factories/world/`): built once for a module, gone after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from tests.conftest import TODAY_NOON
from tests.factories.world import World, make_world


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Rows in a transaction around all tests of the module; each test's own changes are rolled back inside it."""
    folder = tmp_path_factory.mktemp("world")
    with (
        time_machine.travel(TODAY_NOON, tick=True),
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        override_settings(FILES_ROOT=folder, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        translation.override("en"),
        transaction.atomic(),
    ):
        made = make_world()
        made.files = folder
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def here(world: World, db: None, settings) -> World:  # noqa: ANN001
    """The world, with its files, on its day."""
    settings.FILES_ROOT = Path(world.files)
    return world
