"""No room for a file or under the database: a clear page, and everything saved before is whole."""

import errno
import sqlite3
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from common.errors import is_disk_full
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
