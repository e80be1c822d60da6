"""No room for a file or under the database: a clear page, and everything saved before is whole."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from common.errors import is_disk_full
from common.models import AuditEntry
from schools.people.models import User
from tests.factories.schools import UserFactory


def sqlites_own() -> Exception:
    """What SQLite really says when its file may not grow."""
    database = sqlite3.connect(":memory:")
    database.executescript("CREATE TABLE t (x); PRAGMA max_page_count = 2;")
    with pytest.raises(sqlite3.OperationalError) as caught:
        database.execute("INSERT INTO t VALUES (zeroblob(100000))")
    database.close()
    return wrapped(caught.value)


def postgresqls_own() -> Exception:
    psycopg = pytest.importorskip("psycopg")
    return wrapped(psycopg.errors.DiskFull("could not extend file"))


def wrapped(cause: Exception) -> Exception:
    """As Django hands it on."""
    error = OperationalError(*cause.args)
    error.__cause__ = cause
    return error


FULL = [
    sqlites_own,
    postgresqls_own,
    lambda: OSError(errno.ENOSPC, "No space left on device"),
    lambda: OSError(errno.EDQUOT, "Disk quota exceeded"),
]
OTHER = [
    lambda: OSError(errno.EACCES, "Permission denied"),
    lambda: wrapped(sqlite3.OperationalError("locked")),
    Exception,
]


@pytest.mark.parametrize("make", FULL)
def test_no_room_is_known(make: Any):
    assert is_disk_full(make())


@pytest.mark.parametrize("make", OTHER)
def test_other_faults_are_others(make: Any):
    assert not is_disk_full(make())
    assert not is_disk_full(None)


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "status"), [*((make, 507) for make in FULL), (OTHER[0], 500)])
def test_the_page_says_so_and_what_was_saved_before_stays(
    client: Client, monkeypatch: pytest.MonkeyPatch, make: Any, status: int
):
    user = UserFactory(phone="+7 701 555 01 02", language="en")
    client.force_login(user)
    client.raise_request_exception = False

    def full(*args: Any, **kwargs: Any) -> None:
        raise make()

    with monkeypatch.context() as patched:
        patched.setattr("schools.people.services.own.audit.record", full)
        form = {"language": "en", "theme": "", "email": user.email, "phone": "+7 701 555 01 03"}
        answer = client.post(reverse("my_settings"), form)
    assert answer.status_code == status
    page = answer.content.decode()
    assert ("no room left on the disk" in page) is (status == 507)
    user.refresh_from_db()
    assert user.phone == "+7 701 555 01 02"
    assert client.get(reverse("my_settings")).status_code == 200


@pytest.mark.django_db
def test_a_session_that_finds_no_room_has_the_page_too(client: Client, monkeypatch: pytest.MonkeyPatch):
    """It is written after the view, where no view could catch it."""
    client.force_login(UserFactory())
    client.raise_request_exception = False

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_response", full)
    assert client.get(reverse("home")).status_code == 507


@pytest.fixture
def no_more_room() -> Iterator[Callable[[bool], None]]:
    """`no_more_room(True)`: the database's file may grow no further, `False`: there is room again."""

    def limit(full: bool) -> None:
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0] if full else 2**30
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    yield limit
    limit(False)


@pytest.mark.once
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_database_that_really_is_full_and_then_has_room_again(client: Client, no_more_room: Callable[[bool], None]):
    """SQLite itself refuses, at whichever write its last free page is used up."""
    user = UserFactory(phone="", language="en")
    client.force_login(user)
    client.raise_request_exception = False

    def saved(number: int) -> int:
        form = {"language": "en", "theme": "", "email": user.email, "phone": f"+7 701 555 {number:04d}"}
        return client.post(reverse("my_settings"), form).status_code

    no_more_room(True)
    for number in range(3000):
        entries, phone = AuditEntry.objects.count(), User.objects.get(pk=user.pk).phone
        if (status := saved(number)) != 302:
            break
    assert status == 507
    assert (AuditEntry.objects.count(), User.objects.get(pk=user.pk).phone) == (entries, phone), (
        "all of it or nothing"
    )
    assert client.get(reverse("my_settings")).status_code == 200, "reading goes on"
    no_more_room(False)
    assert saved(9999) == 302
    assert User.objects.get(pk=user.pk).phone.endswith("99 99")
