"""What a page costs: queries, and bytes over the wire, gzipped as the server sends them."""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.world import World
from tests.guards.pages import OPENINGS, Opening

MOST_QUERIES, FIRST_VIEW, LATER_VIEW = 25, 90 * 1024, 30 * 1024


@dataclass(frozen=True)
class Cost:
    queries: int
    page: int
    files: int

    @property
    def first(self) -> int:
        """With an empty cache: the page and all that it loads."""
        return self.page + self.files


def cost(world: World, opening: Opening) -> Cost:
    """One opening, as for somebody who is signed in already. Nothing that it writes stays."""
    with transaction.atomic():
        client = opening.client(world)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(opening.url(world), HTTP_ACCEPT_ENCODING="")
        transaction.set_rollback(True)
    # Savepoints are no questions; the session's own are asked on every page and count.
    queries = sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) for one in asked)
    html = answer.content
    return Cost(queries, len(gzip.compress(html, 6)), sum(_size(name) for name in _loaded(html.decode())))


def costs(world: World) -> dict[str, Cost]:
    return {str(opening): cost(world, opening) for opening in OPENINGS}


def _loaded(html: str) -> set[str]:
    """The own files that a page names: styles, scripts, images, its sign in the browser's tab."""
    return set(re.findall(r"""(?:href|src)=["']/static/([^"'?#]+)""", html))


def _size(name: str) -> int:
    found = finders.find(name)
    assert found, f"the page loads {name}, which is not there"
    return len(gzip.compress(Path(found).read_bytes(), 9))
