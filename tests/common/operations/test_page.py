"""The operator's page: how the installation does, whole while parts of it are dead, and nothing of its people."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.test import Client
from django.urls import reverse

from common import clock, mail
from common.models import Installation, OutboxMail
from common.operations import checks, workers
from common.operations.checks import Reading, State
from common.operations.mails import kind_words, latest, masked, reason_words
from common.pulse import beat
from tests.factories.schools import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def broker(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    lengths = {"main": 2, "papers": 0, "rosters": 0}
    monkeypatch.setattr(workers, "queue_lengths", lambda: lengths)
    return lengths


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(UserFactory(is_operator=True))
    return client


def page(client: Client) -> str:
    answer = client.get(reverse("operations"))
    assert answer.status_code == 200
    return answer.content.decode()


def found(label: str) -> Reading:
    readings = [one for part in checks.parts(clock.now()) for one in part.readings if str(one.label) == label]
    assert len(readings) == 1, label
    return readings[0]


@pytest.mark.parametrize("queue", ["main", "papers", "rosters"])
@pytest.mark.parametrize(
    ("age", "state"),
    [(0, State.OK), (2, State.OK), (3, State.WARN), (9, State.WARN), (10, State.BAD), (60 * 24 * 30, State.BAD)],
)
def test_a_worker_that_is_silent_is_seen(queue: str, age: int, state: State):
    beat(queue=queue, now=clock.now() - timedelta(minutes=age))
    names = {"main": "mail and deadlines", "papers": "papers", "rosters": "uploaded lists"}
    reading = found(f"Worker for {names[queue]}")
    assert reading.state is state
    assert bool(reading.hint) is (state is not State.OK)


def test_a_pulse_is_one_row_for_each_queue():
    for minute in range(3):
        beat(queue="main", now=clock.now() + timedelta(minutes=minute))
    assert "less than a minute ago" in str(found("Worker for mail and deadlines").value)


def test_the_page_says_what_to_do_first(operator: Client):
    assert "Worth a look" in page(operator), "no worker was seen yet"
    beat(queue="main", now=clock.now() - timedelta(hours=1))
    assert "Worker for mail and deadlines: seen 60 minutes ago" in page(operator)


def test_a_part_that_cannot_be_read_hides_no_other(operator: Client, monkeypatch: pytest.MonkeyPatch):
    def broken(now: Any) -> Iterator[Reading]:
        raise RuntimeError("Қарақұртова")

    monkeypatch.setattr(checks, "_offered", [("Broken", broken), *checks._offered])
    text = page(operator)
    assert "cannot be read" in text
    assert "Newest backup" in text
    assert "Қарақұртова" not in text


def test_mails_by_what_became_of_them_and_never_what_they_say(operator: Client):
    now = clock.now()
    for number, fields in enumerate(
        [
            {},
            {"last_error": "ConnectionRefusedError", "attempts": 2, "next_try_at": now + timedelta(minutes=10)},
            {"last_error": "SMTPRecipientsRefused 550: no such user", "given_up_at": now, "attempts": 3},
            {"sent_at": now, "attempts": 1},
        ]
    ):
        row = mail.post(
            dedupe_key=f"invitation:{number}", to="omarova@mektep.example", language="kk", subject="Шақыру Ұшқыштарова",
            text="Құпия сілтеме", now=now,
        )  # fmt: skip
        OutboxMail.objects.filter(pk=row.pk).update(**fields)
    counts = {
        "Mails waiting": "1",
        "Mails that failed and are tried again": "1",
        "Mails given up in the last 7 days": "1",
        "Mails sent in the last 24 hours": "1",
    }
    assert {label: str(found(label).value) for label in counts} == counts
    text = page(operator)
    assert "no such user" in text
    for secret in ("omarova", "Ұшқыштарова", "сілтеме"):
        assert secret not in text


def test_a_mail_whose_time_has_come_and_that_nobody_sends_is_seen():
    mail.post(dedupe_key="digest:1", to="a@mektep.example", language="ru", subject="", text="",
              now=clock.now() - timedelta(hours=1))  # fmt: skip
    assert found("Mails waiting").state is State.WARN
    OutboxMail.objects.update(next_try_at=clock.now() + timedelta(hours=5))
    assert found("Mails waiting").state is State.OK


@pytest.mark.parametrize(
    ("address", "shown"),
    [("omarova@mektep.example", "o…@mektep.example"), ("a@b@mektep.example", "a…@mektep.example"), ("", "…@")],
)
def test_an_address_is_known_by_its_first_letter(address: str, shown: str):
    assert masked(address) == shown


def test_a_mail_of_a_kind_that_is_not_known_is_another_one():
    assert [kind_words("invitation:7"), kind_words("news:7"), kind_words("")] == ["invitation", "other", "other"]
    assert latest() == []


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("", ""),
        ("SMTPRecipientsRefused 550: no such user", "the mail server refuses the address (550: no such user)"),
        ("TimeoutError", "the mail server does not answer"),
        ("SSLCertVerificationError", "SSLCertVerificationError"),
    ],
)
def test_a_reason_is_told_in_plain_words(kept: str, told: str):
    assert reason_words(kept) == told


def test_a_demonstration_is_not_blamed_for_having_no_backup(settings: Any, tmp_path: Path):
    settings.BACKUPS_ROOT = tmp_path / "backups"
    Installation.objects.create(is_demo=True, made_at=clock.now())
    reading = found("Newest backup")
    assert (reading.state, reading.hint, reading.code) == (State.FACT, "", "")


@pytest.mark.parametrize(("days", "state"), [(0, State.OK), (2, State.OK), (4, State.BAD)])
def test_the_newest_backup_is_looked_at(settings: Any, tmp_path: Path, days: int, state: State):
    settings.BACKUPS_ROOT = tmp_path / "backups"
    assert found("Newest backup").state is State.WARN
    assert found("Newest backup").code == f"make backup VAR={settings.VAR}"
    settings.BACKUPS_ROOT.mkdir()
    for age in (13, days):
        moment = clock.local(clock.now() - timedelta(days=age))
        (settings.BACKUPS_ROOT / f"talimger-{moment:%Y-%m-%d-%H%M%S}.tar.gz").write_bytes(b"x" * 100)
    (settings.BACKUPS_ROOT / "note.txt").write_bytes(b"x")
    assert found("Newest backup").state is state


def test_a_demonstration_without_a_backup_is_no_matter(settings: Any, tmp_path: Path):
    settings.BACKUPS_ROOT = tmp_path / "backups"
    Installation.objects.create(pk=1, is_demo=True, made_at=clock.now())
    assert found("Newest backup").state is State.FACT


@pytest.mark.parametrize(
    ("free", "state"),
    [(50_000_000_000, State.OK), (14_000_000_000, State.WARN), (4_000_000_000, State.BAD), (400_000_000, State.BAD)],
)
def test_a_disk_that_fills_up_is_seen(monkeypatch: pytest.MonkeyPatch, free: int, state: State):
    usage = type("Usage", (), {"total": 100_000_000_000, "free": free})
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    assert found("Room on the disk").state is state


def test_a_small_disk_with_a_tenth_of_a_gigabyte_left_is_full(monkeypatch: pytest.MonkeyPatch):
    usage = type("Usage", (), {"total": 1_000_000_000, "free": 400_000_000})
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    assert found("Room on the disk").state is State.BAD


@pytest.mark.parametrize("url", ["redis+socket:///nowhere/nobody.sock", "redis://127.0.0.1:1/0"])
def test_a_dead_broker_leaves_the_page_whole_and_quick(
    operator: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, url: str
):
    monkeypatch.undo()
    app = Celery("dead", broker=url, set_as_current=False)
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(workers, "current_app", app)
    slept: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", slept.append)
    monkeypatch.setattr(time, "sleep", slept.append)
    text = page(operator)
    assert "does not answer" in text
    assert "Room on the disk" in text
    assert sum(slept) <= 1
