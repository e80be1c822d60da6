"""What each page costs: queries, and KB over the wire at the first view and later.

    .venv/bin/python -m bench.pages [times]

Each page is opened as somebody who may see it, in a school where every page has something to show, and again after the
lists have grown so many times (30). The bounds: 25 queries, the same in both; 90 KB at first, then 30 KB. All in memory.
"""

import os
import sys
import tempfile
from pathlib import Path


def main(times: int) -> int:
    os.environ["VAR"] = tempfile.mkdtemp(prefix="talimger-bench-")
    Path(os.environ["VAR"], "static").mkdir()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a line for each request would hide the table
    import django

    django.setup()
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    return measure(times)


def measure(times: int) -> int:
    """Print the table; 1 when a page misses a bound."""
    import time_machine
    from django.db import transaction
    from django.test import override_settings

    from common.preparation import compile_translations
    from tests.factories.mentoring import MOMENT
    from tests.factories.world import grow, make_world
    from tests.guards.budget import FIRST_VIEW, LATER_VIEW, MOST_QUERIES, costs

    compile_translations()
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    missed = 0
    with (
        time_machine.travel(MOMENT, tick=True),
        override_settings(STORAGES=plain, PASSWORD_HASHERS=quick),
        transaction.atomic(),
    ):
        world = make_world()
        few = costs(world)
        grow(world, times)
        many = costs(world)
    print(f"{'page':<58} queries  ×{times:<5} first KB  later KB")
    for page, cost in sorted(many.items(), key=lambda row: -row[1].queries):
        over = cost.queries > MOST_QUERIES or cost.queries != few[page].queries
        over = over or cost.first > FIRST_VIEW or cost.page > LATER_VIEW
        missed += over
        line = f"{few[page].queries:>7}  {cost.queries:>6}  {cost.first / 1024:>8.1f}  {cost.page / 1024:>8.1f}"
        print(f"{page:<58} {line}{'  over' if over else ''}")
    print(f"{len(many)} openings, {missed} over a bound")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
