"""The outbox and a mail server that really speaks: what each answer makes of the row."""

import re
from typing import Any

import pytest

from common import clock, mail
from common.mail.outbox import LEASE
from common.models import OutboxMail
from tests.common.mail.fake_server import FakeServer, fake_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def row(settings: Any) -> OutboxMail:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "common.mail.ways.Smtp", "127.0.0.1"
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
    return mail.post(dedupe_key="digest:1", to="omarova@mektep.example", language="kk", subject="Бүгін", text="Мәтін",
                     now=clock.now())  # fmt: skip


def tried(row: OutboxMail, server: FakeServer, settings: Any) -> OutboxMail:
    settings.EMAIL_PORT = server.port
    mail.send(mail_id=row.pk, now=clock.now())
    row.refresh_from_db()
    return row


def test_a_mail_goes_and_is_known_by_its_id(row: OutboxMail, settings: Any):
    with fake_server() as server:
        assert tried(row, server, settings).sent_at == clock.now()
    (taken,) = server.taken
    assert re.search(r"^Message-ID: <\S+@127\.0\.0\.1>\r$", taken, re.MULTILINE)
    assert "Auto-Submitted: auto-generated" in taken


@pytest.mark.parametrize("farewell", ["", "421 too busy to say goodbye", "nonsense"])
def test_a_server_that_leaves_without_farewell_has_taken_the_mail(row: OutboxMail, settings: Any, farewell: str):
    with fake_server(QUIT=farewell) as server:
        assert tried(row, server, settings).sent_at == clock.now()
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("replies", "strikes", "reason"),
    [
        ({"RCPT": "550 5.1.1 no such user"}, 1, "SMTPRecipientsRefused 550: 5.1.1 no such user"),
        ({"RCPT": "450 greylisted"}, 0, "SMTPRecipientsRefused 450: greylisted"),
        ({"MAIL": "550 who are you"}, 0, "SMTPSenderRefused 550: who are you"),
        ({"DATA": "554 not now"}, 1, "SMTPDataError 554: not now"),
        ({"SENT": "552 too big"}, 1, "SMTPDataError 552: too big"),
        ({"SENT": "451 disk full here"}, 0, "SMTPDataError 451: disk full here"),
        ({"SENT": ""}, 0, "SMTPServerDisconnected"),
        ({"HELLO": "554 go away"}, 0, "SMTPConnectError 554: go away"),
        ({"HELLO": ""}, 0, "SMTPServerDisconnected"),
    ],
)
def test_each_refusal_is_known_for_what_it_is(
    row: OutboxMail, settings: Any, replies: dict[str, str], strikes: int, reason: str
):
    with fake_server(**replies) as server:
        tried(row, server, settings)
    assert (row.sent_at, row.attempts, row.strikes, row.last_error) == (None, 1, strikes, reason)
    assert row.next_try_at == clock.now() + LEASE
    assert row.leased_until is None


def test_where_nobody_listens_the_mail_waits(row: OutboxMail, settings: Any):
    with fake_server() as server:
        pass
    assert tried(row, server, settings).last_error == "ConnectionRefusedError"
    assert row.strikes == 0
