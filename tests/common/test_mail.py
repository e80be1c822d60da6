"""The outbox: a mail that opens an account leaves nothing behind but that it went, to whom and when."""

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
