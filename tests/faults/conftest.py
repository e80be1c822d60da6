"""A broker and workers that are gone after the test, whatever happened in it."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connections

from tests.faults.plant import Broker, Worker


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, since a socket's path is."""
    with tempfile.TemporaryDirectory(prefix="tf-") as name:
        yield Path(name)


@pytest.fixture
def broker(folder: Path) -> Iterator[Broker]:
    made = Broker(folder)
    made.start()
    yield made
    made.close()


@pytest.fixture
def worker(folder: Path, broker: Broker, transactional_db: None) -> Iterator[Callable[..., Worker]]:
    """Start one: `worker("papers")`. All are killed before the tables are emptied."""
    with ExitStack() as stack:

        def start(queues: str = "main", concurrency: int = 1) -> Worker:
            made = Worker(folder, broker.url, queues, concurrency)
            stack.callback(
                lambda: sys.stdout.write(made.log.read_text(errors="replace")[-6000:])
            )  # shown when the test fails
            stack.callback(made.kill)
            return made.start()

        yield start
    connections.close_all()
