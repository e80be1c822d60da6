"""The outbox: a mail that opens an account leaves nothing behind but that it went, to whom and when."""

from contextlib import suppress

import pytest
from django.core import mail as django_mail

from common import clock, mail
from common.models import OutboxMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LINK = "https://mektep.example/join/7K4Q92XDM5/"


def posted(*, secret: bool) -> OutboxMail:
    return mail.post(
        dedupe_key="invitation:1", to="omarova@mektep.example", language="kk", subject="Шақыру",
        text=f"Сілтеме: {LINK}", html=f"<p>{LINK}</p>", secret=secret, now=clock.now(),
    )  # fmt: skip


def test_a_secret_mail_goes_whole_and_is_cleared():
    row = posted(secret=True)
    assert mail.send(mail_id=row.pk, now=clock.now())
    assert LINK in django_mail.outbox[0].body
    row.refresh_from_db()
    assert (row.text, row.html) == ("", "")
    assert (row.to, row.subject, row.sent_at) == ("omarova@mektep.example", "Шақыру", clock.now())


def test_another_mail_keeps_its_text():
    row = posted(secret=False)
    mail.send(mail_id=row.pk, now=clock.now())
    row.refresh_from_db()
    assert LINK in row.text


def test_a_secret_mail_is_kept_while_it_may_be_tried_again_and_cleared_with_the_last_try(monkeypatch):
    def fails(*args, **kwargs):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fails)
    row = posted(secret=True)
    for attempt in range(1, OutboxMail.MAX_ATTEMPTS + 1):
        OutboxMail.objects.update(leased_until=None)
        assert not mail.send(mail_id=row.pk, now=clock.now())
        row.refresh_from_db()
        assert bool(row.text) == (attempt < OutboxMail.MAX_ATTEMPTS)
    assert "ConnectionRefusedError" in row.last_error


@pytest.mark.parametrize("error", [ValueError("a header with a line break"), SystemExit("the worker was killed")])
def test_the_last_try_leaves_no_secret_behind_whatever_it_ends_with(monkeypatch, error):
    def fails(message, *args, **kwargs):
        assert LINK in message.body
        raise error

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fails)
    row = posted(secret=True)
    OutboxMail.objects.update(attempts=OutboxMail.MAX_ATTEMPTS - 1)
    with suppress(SystemExit):
        assert not mail.send(mail_id=row.pk, now=clock.now())
    row.refresh_from_db()
    assert (row.text, row.html, row.sent_at, row.attempts) == ("", "", None, OutboxMail.MAX_ATTEMPTS)


def test_a_failure_that_is_not_of_the_network_is_told_in_the_row(monkeypatch):
    def fails(*args, **kwargs):
        raise ValueError("a header with a line break")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fails)
    row = posted(secret=False)
    assert not mail.send(mail_id=row.pk, now=clock.now())
    row.refresh_from_db()
    assert row.last_error == "ValueError: a header with a line break"
    assert LINK in row.text
