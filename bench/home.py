"""What a deputy's home costs in an installation of many schools, beside one of a single school.

    .venv/bin/python -m bench.home [schools]

The same school is opened as its deputy, first alone, then with 10,000 other schools beside it, each with its people, two
running cases and their deadlines. Bounds: many ÷ one ≤ 1.3, the same number of queries. On SQLite in memory, or on
PostgreSQL with DATABASE_URL.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

SCHOOLS, ROUNDS, AT_ONCE = 10_000, 30, 1000
NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)


def main(schools: int) -> int:
    os.environ["VAR"] = tempfile.mkdtemp(prefix="talimger-bench-")
    Path(os.environ["VAR"], "static").mkdir()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a line for each request is no part of what is measured
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        return measure(connection, schools)
    finally:
        teardown_databases(made, verbosity=0)


def measure(connection: Any, schools: int) -> int:
    """Print the figures; 1 when a bound is missed."""
    import time_machine

    from tests.factories.world import make_world

    with time_machine.travel(NOW, tick=True):
        deputy = make_world().people["deputy"]
        analyse(connection)
        one = opened(connection, deputy)
        crowd(schools)
        analyse(connection)
        many = opened(connection, deputy)
    ratio = many[0] / one[0]
    print(
        f"{connection.vendor}: home of a deputy, one school {one[0] * 1000:.1f} ms, {one[1]} queries; "
        f"beside {schools:,} others {many[0] * 1000:.1f} ms, {many[1]} queries; ratio {ratio:.2f} (bound 1.3)"
    )
    return int(ratio > 1.3 or one[1] != many[1])


def opened(connection: Any, deputy: Any) -> tuple[float, int]:
    """Median seconds of opening home, and its queries."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(deputy)
    client.get("/")
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        answer = client.get("/")
        took.append(time.perf_counter() - began)
        assert answer.status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    return statistics.median(took), len(asked)


def crowd(schools: int) -> None:
    """So many schools, each with a deputy, two new teachers, their cases and ten deadlines of each case."""
    from mentoring.deadlines.models import Deadline
    from mentoring.mentorships.models import Mentorship
    from mentoring.regulations.models import RuleSet
    from schools.organisation.models import School
    from schools.people.models import Employment, Post, User

    rules = RuleSet.objects.get(school=None, number=1)
    hired = date(2026, 10, 22)

    def person(name: str, number: int) -> Any:
        user = User(
            login=f"{name}{number}", surname="Сейтқалиева", given_name="Айгерім", patronymic=f"{name}{number}"
        )
        user.fill_keys()
        return user

    for start in range(0, schools, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, schools))
        made = School.objects.bulk_create(
            School(name_kk=f"№ {n + 500} мектеп", name_ru=f"Школа № {n + 500}", name_en=f"School No {n + 500}")
            for n in numbers
        )
        leaders = User.objects.bulk_create([person("o", n) for n in numbers])
        Post.objects.bulk_create(
            Post(user=user, school=school, kind="deputy", starts_on=date(2020, 8, 25))
            for user, school in zip(leaders, made, strict=True)
        )
        for turn in "ab":
            novices = User.objects.bulk_create([person(turn, n) for n in numbers])
            stays = Employment.objects.bulk_create(
                Employment(school=school, user=user, hired_on=hired, first_time=True)
                for user, school in zip(novices, made, strict=True)
            )
            cases = Mentorship.objects.bulk_create(
                Mentorship(
                    school=stay.school,
                    novice=stay,
                    year=2026,
                    state="level",
                    starts_on=hired,
                    period_to=date(2027, 5, 25),
                    country_rules=rules,
                    opened_at=NOW,
                )
                for stay in stays
            )
            Deadline.objects.bulk_create(
                Deadline(mentorship=case, code=code, due_on=date(2026, 12, 10), projected=code != "D2")
                for case in cases
                for code in Deadline.Code.values
            )


def analyse(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SCHOOLS))
