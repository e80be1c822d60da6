"""What a run of the sweep costs: with many open deadlines beside few, and beside a script written by hand.

    .venv/bin/python -m bench.sweep [many] [few]

In each, 500 deadlines are due for a step. The script does the same inserts and updates row by row, each in a savepoint,
with plain SQL, and reads nothing. Bounds: many ÷ few ≤ 1.5, sweep ÷ script ≤ 3, the same number of queries in both.
On SQLite, or on PostgreSQL with DATABASE_URL; the rows go into a database made for this and dropped afterwards.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

MANY, FEW, DUE, SCHOOLS, ROUNDS = 1_000_000, 10_000, 500, 20, 3
NOW = datetime(2026, 12, 2, 1, 0, tzinfo=UTC)  # 06:00 in Almaty


def main(many: int, few: int) -> int:
    os.environ["VAR"] = tempfile.mkdtemp(prefix="talimger-bench-")
    Path(os.environ["VAR"], "static").mkdir()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a line for each request is no part of what is measured
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # thousands of people are made

    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        return measure(connection, many, few)
    finally:
        teardown_databases(made, verbosity=0)


def measure(connection: Any, many: int, few: int) -> int:
    """Print the figures; 1 when a bound is missed."""
    from mentoring.deadlines import sweep

    print(f"{connection.vendor}: {DUE} due of {few:,} and of {many:,} open deadlines, median of {ROUNDS}")
    cases = prepare()
    small = timed(connection, lambda: sweep.run(NOW), cases, few)
    by_hand = timed(connection, lambda: script(connection), cases, few)
    large = timed(connection, lambda: sweep.run(NOW), cases, many)
    for name, (seconds, queries) in {"sweep, few": small, "script, few": by_hand, "sweep, many": large}.items():
        print(f"  {name:12} {seconds * 1000:8.0f} ms, {queries / DUE:.2f} queries a row")
    growth, overhead = large[0] / small[0], small[0] / by_hand[0]
    print(f"  many ÷ few {growth:.2f} (bound 1.5); sweep ÷ script {overhead:.2f} (bound 3)")
    return int(growth > 1.5 or overhead > 3 or large[1] != small[1])


def prepare() -> list[int]:
    """Five hundred running cases at a few schools, each with a mentor; a deputy and a head at each school."""
    from schools.people.models import Post
    from tests.factories import SchoolFactory, case, deputy_of, head_of

    schools = [SchoolFactory() for _school in range(SCHOOLS)]
    made = [case("level", school=schools[number % SCHOOLS]).pk for number in range(DUE)]
    Post.objects.all().delete()
    for school in schools:
        deputy_of(school), head_of(school)
    return made


def timed(connection: Any, action: Callable[[], Any], cases: list[int], rows: int) -> tuple[float, int]:
    """Median seconds and the number of queries of one run, each on freshly laid rows."""
    from django.test.utils import CaptureQueriesContext

    took = []
    for _round in range(ROUNDS):
        lay(connection, cases, rows)
        began = time.perf_counter()
        action()
        took.append(time.perf_counter() - began)
        check()
    lay(connection, cases, rows)
    with CaptureQueriesContext(connection) as asked:
        action()
    return statistics.median(took), len(asked)


def lay(connection: Any, cases: list[int], rows: int) -> None:
    """So many open deadlines, one of each case due for its first step; nothing told yet."""
    from mentoring.deadlines.models import Deadline, Digest, Notice, Reminder

    for model in (Notice, Digest, Reminder, Deadline):
        model.objects.all().delete() if model is not Deadline else _empty(connection)
    codes = [code for code in Deadline.Code.values if code != "D2"]
    a_round = len(cases) * len(codes)
    with connection.cursor() as cursor:
        for number in range(-(-(rows - DUE) // a_round)):
            left = min(a_round, rows - DUE - number * a_round)
            values = [(case, code) for case in cases for code in codes][:left]
            for start in range(0, len(values), 2000):
                part = values[start : start + 2000]
                cursor.execute(
                    "INSERT INTO mentoring_deadline (mentorship_id, code, round, due_on, projected, paused, dropped, "
                    "late_reason, waive_reason, revision, next_step, next_on) VALUES "
                    + ", ".join(
                        f"({case}, '{code}', {number + 1}, '2027-05-25', false, false, false, '', '', 0, 'before', '2027-05-21')"
                        for case, code in part
                    )  # fmt: skip
                )
    Deadline.objects.bulk_create(
        Deadline(mentorship_id=case, code="D2", due_on=date(2026, 12, 4), next_step="before", next_on=NOW.date())
        for case in cases
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _empty(connection: Any) -> None:
    with connection.cursor() as cursor:
        cascade = "TRUNCATE mentoring_deadline CASCADE" if connection.vendor == "postgresql" else "DELETE FROM mentoring_deadline"  # fmt: skip
        cursor.execute(cascade)


def script(connection: Any) -> None:
    """The same rows, written by hand."""
    from django.db import transaction

    from mentoring.deadlines.models import Deadline

    due = list(
        Deadline.objects.filter(code="D2").values_list(
            "pk", "mentorship__pairings__mentor__user", "due_on", "next_on"
        )
    )
    for start in range(0, len(due), 50):
        with transaction.atomic(), connection.cursor() as cursor:
            for pk, user, due_on, day in due[start : start + 50]:
                cursor.execute("SAVEPOINT one")
                cursor.execute(
                    "INSERT INTO mentoring_reminder (deadline_id, step, due_on, falls_on, recorded_at) "
                    "VALUES (%s, 'before', %s, %s, %s) ON CONFLICT DO NOTHING",
                    [pk, due_on, day, NOW],
                )
                cursor.execute(
                    'INSERT INTO mentoring_notice (user_id, deadline_id, kind, due_on, "on", made_at) '
                    "VALUES (%s, %s, 'before', %s, %s, %s) ON CONFLICT DO NOTHING",
                    [user, pk, due_on, day, NOW],
                )
                cursor.execute(
                    "INSERT INTO mentoring_digest (user_id, day, send_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                    [user, day, NOW],
                )
                cursor.execute(
                    "UPDATE mentoring_deadline SET next_step = 'due', next_on = '2026-12-04' WHERE id = %s", [pk]
                )
                cursor.execute("RELEASE SAVEPOINT one")


def check() -> None:
    """Both did the whole work: an event, a notice and a digest for each."""
    from mentoring.deadlines.models import Digest, Notice, Reminder

    for model in (Reminder, Notice, Digest):
        assert model.objects.count() == DUE, (model, model.objects.count())


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [MANY, FEW][len(numbers) :])))
