"""How long an import of 10,000 teachers takes, as a multiple of the least work that could do it.

    .venv/bin/python -m bench.roster_import [rows]

The least work: a bare calamine read of the same file, and a bulk insert of the same rows into the same tables. The
import: upload, reading with the stored preview, and confirmation, as services and worker do them, with every check. Both run in this process, on a new
SQLite file in a temporary folder, one after the other; the bound is 4.
"""

import os
import random
import sys
import tempfile
import time
from io import BytesIO

BOUND = 4.0


def main(count: int) -> int:
    os.environ["VAR"] = tempfile.mkdtemp(prefix="talimger-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    content = roster(count)
    print(f"{count} rows, {len(content) / 1024:.0f} KB")
    imported = time_import(content)
    bare = time_bare(content)
    ratio = imported / bare
    print(f"import {imported:.2f} s, bare read and insert {bare:.2f} s, ratio {ratio:.2f} (bound {BOUND:.0f})")
    return int(ratio > BOUND)


def roster(count: int) -> bytes:
    """A workbook as the samples are, with so many people."""
    from dataclasses import replace

    from samples import make, staff, wording

    chance = random.Random(count)
    base = staff.teachers(make.SEED, 91, domain="bench.example")
    people = []
    for at in range(count):
        one, other = base[at % len(base)], chance.choice(base)
        name = replace(one.name, given=other.name.given, patronymic=other.name.patronymic)
        people.append(replace(one, number=str(10_000 + at), name=name, email=f"u{at}@bench.example"))
    # Namesakes of one day are told apart by their numbers.
    return make.workbook(people, wording.RUSSIAN, make.SEED)


def time_import(content: bytes) -> float:
    """Seconds from the upload to the end of the confirmation."""
    from datetime import date

    from common import clock
    from common.actor import Actor
    from schools.organisation.models import School
    from schools.people.models import Post, User
    from schools.roster import services, working

    school = School.objects.create(name_kk="1", name_ru="1", place_kk="1", place_ru="1")
    user = User.objects.create_user("bench", surname="Ли", given_name="Анна")
    Post.objects.create(user=user, school=school, kind=Post.Kind.DEPUTY, starts_on=date(2020, 1, 1))
    by, now = Actor(user=user, capacity="deputy"), clock.now()
    start = time.perf_counter()
    batch = services.upload(school_id=school.pk, file_name="bench.xlsx", content=content, by=by, now=now)
    working.work(now=now)
    batch.refresh_from_db()
    print(f"read and compared after {time.perf_counter() - start:.2f} s")
    services.confirm(batch_id=batch.pk, digest=batch.digest, by=by, now=now)
    working.work(now=now)
    took = time.perf_counter() - start
    batch.refresh_from_db()
    assert batch.state == "confirmed", batch.problem
    print({key: value for key, value in batch.counts.items() if key != "first_time"})
    return took


def time_bare(content: bytes) -> float:
    """Seconds of a calamine read, and of inserting copies of the rows that the import made, in one transaction."""
    import python_calamine
    from django.db import transaction

    from common.models import AuditEntry
    from schools.people.models import Employment, Qualification, User, YearResult

    copies = [list(model.objects.all()) for model in (User, Employment, Qualification, YearResult, AuditEntry)]
    with transaction.atomic():
        for model in (YearResult, Qualification, Employment, AuditEntry):
            model.objects.all().delete()
        User.objects.filter(posts__isnull=True).delete()
    kept = set(User.objects.values_list("pk", flat=True))
    copies[0] = [user for user in copies[0] if user.pk not in kept]
    start = time.perf_counter()
    with python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    with transaction.atomic():
        for rows in copies:
            type(rows[0]).objects.bulk_create(rows)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
