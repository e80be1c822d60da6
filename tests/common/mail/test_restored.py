"""Mails that waited in a backup which was restored: held, shown, and sent or dropped when the operator says so."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.urls import reverse

from common import clock, mail
from common.backup import services
from common.mail import restored
from common.models import AuditEntry, Installation, OutboxMail
from tests.common.backup.conftest import Kept, _world, as_default, empty, kept  # noqa: F401
from tests.common.mail.test_outbox import posted
from tests.factories import MOMENT
from tests.factories.schools import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def waited(settings: Any, tmp_path: Path) -> OutboxMail:
    """A secret mail that waited in the backup; the place is the restored one."""
    settings.VAR = tmp_path
    Installation.objects.create(pk=1, is_demo=False, made_at=MOMENT)
    row = posted(secret=True)
    restored.hold(tmp_path, clock.now())
    return row


def test_it_is_held_and_what_is_written_later_goes(waited: OutboxMail, clock: Any) -> None:
    clock.shift(timedelta(minutes=1))
    later = posted(2)
    now = later.made_at
    assert mail.waiting(now) == [later.pk]
    assert not mail.send(mail_id=waited.pk, now=now)
    assert mail.send(mail_id=later.pk, now=now)
    assert len(django_mail.outbox) == 1


def test_the_operator_sees_how_many_and_what_to_type(client: Any, waited: OutboxMail) -> None:
    client.force_login(UserFactory(is_operator=True))
    page = client.get(reverse("operations")).content.decode()
    assert "Mails held since the restore" in page
    assert "python manage.py held_mails --send" in page
    restored.settle(send=True, now=clock.now())
    assert "Mails held since the restore" not in client.get(reverse("operations")).content.decode()


def test_sent_when_the_operator_says_so(waited: OutboxMail, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("held_mails", "--send")
    assert "minute: 1." in capsys.readouterr().out
    assert mail.waiting(clock.now()) == [waited.pk]
    assert mail.send(mail_id=waited.pk, now=clock.now())
    assert AuditEntry.objects.get(action="mails.released").changes == {"mails": 1}


def test_dropped_with_the_reason_and_without_the_way_in(client: Any, waited: OutboxMail) -> None:
    call_command("held_mails", "--drop")
    waited.refresh_from_db()
    assert (waited.given_up_at, waited.text, waited.html) == (clock.now(), "", "")
    assert mail.waiting(clock.now()) == []
    client.force_login(UserFactory(is_operator=True))
    assert "it waited in a backup" in client.get(reverse("operations")).content.decode()
    call_command("held_mails", "--send")
    assert AuditEntry.objects.filter(action__startswith="mails.").count() == 1, "there is nothing more to say"


def test_a_restore_holds_them(kept: Kept, empty: Kept, as_default: Callable[[Kept], None]) -> None:  # noqa: F811
    as_default(kept)
    row = posted()
    began = row.made_at - timedelta(seconds=1)  # the snapshot is taken a little later
    made = services.back_up(place=kept.place, now=began)
    services.restore(place=empty.place, path=made.path, now=clock.now())
    as_default(empty)
    assert [one.pk for one in restored.held()] == [row.pk]
    assert row.pk not in mail.waiting(clock.now() + timedelta(days=1))
