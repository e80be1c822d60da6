"""The world of the guards (`tests/factories/world/`): built once for a module, gone after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template import Template
from django.test import override_settings
from django.utils import translation

from tests.conftest import TODAY_NOON
from tests.factories.world import World, make_world


@contextmanager
def kept_for_a_module(blocker: pytest.FixtureRequest, folder: Path) -> Iterator[None]:
    """Rows in a transaction around all tests of a module; each test's own changes are rolled back inside it."""
    with (
        time_machine.travel(TODAY_NOON, tick=True),
        blocker.unblock(),  # type: ignore[attr-defined]
        override_settings(FILES_ROOT=folder, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        translation.override("en"),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Built before the first test of the module that asks for it."""
    folder = tmp_path_factory.mktemp("world")
    with kept_for_a_module(django_db_blocker, folder):
        made = make_world()
        made.files = folder
        yield made


@pytest.fixture
def here(world: World, db: None, settings) -> World:  # noqa: ANN001
    """The world, with its files, on its day."""
    settings.FILES_ROOT = Path(world.files)
    return world


def _refused(status: int, request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=status)


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without a page, pages without Django's record of how they were made: for thousands of requests of which
    only the status counts, or the text of those that were let in."""
    for status in (403, 404):
        monkeypatch.setattr(f"config.urls.handler{status}", partial(_refused, status), raising=False)
    monkeypatch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))
