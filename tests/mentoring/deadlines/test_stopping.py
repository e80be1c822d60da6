"""Digests can be stopped by one click out of the mail, but for what the law sets and is due."""

from datetime import date, timedelta
from email.message import Message

import pytest
from django.core import mail as sent
from django.test import Client
from django.urls import reverse

from common import mail
from common.models import AuditEntry, OutboxMail
from mentoring.deadlines import digests, sweep
from mentoring.deadlines.models import ReminderChoice
from mentoring.deadlines.stopping.address import token
from tests.mentoring.deadlines.test_services import opened
from tests.mentoring.deadlines.test_sweep import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOUR = timedelta(hours=1)


def digest_of(day: date) -> tuple[object, Message]:
    """The deputy told of an order that is due on Fri 04.12., on this morning; the deputy, and the mail as it goes."""
    _mentorship, deputy = opened()
    now = at(day, 6)
    sweep.run(now)
    digests.settle_all(now + HOUR)
    assert mail.send(mail_id=OutboxMail.objects.get().pk, now=now + HOUR)
    return deputy.user, sent.outbox[-1].message()


def test_one_click_leaves_what_the_law_sets(client) -> None:
    deputy, message = digest_of(date(2026, 12, 2))
    address = message["List-Unsubscribe"].strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = address.removeprefix("http://127.0.0.1:8000").removeprefix("http://localhost:8000")
    path = path[path.index("/mail/stop/") :]
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200
    assert not ReminderChoice.objects.filter(user=deputy, only_legal=True).exists(), "looking changes nothing"
    answer = program.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert ReminderChoice.objects.get(user=deputy).only_legal
    assert AuditEntry.objects.get(action="reminders.chosen").actor_id == deputy.pk


def test_what_the_law_sets_and_is_due_has_no_such_way_out() -> None:
    _deputy, message = digest_of(date(2026, 12, 4))
    assert message["List-Unsubscribe"] is None


def test_the_hour_stays_as_it_was_chosen(client) -> None:
    _mentorship, deputy = opened()
    ReminderChoice.objects.create(user=deputy.user, hour=18)
    client.post(reverse("mail_stop", args=[token(deputy.user.pk)]))
    assert list(ReminderChoice.objects.values_list("hour", "only_legal")) == [(18, True)]


@pytest.mark.parametrize("wrong", ["x", "1:forged:signature", "7"])
def test_a_forged_address_is_not_found(client, wrong) -> None:
    assert client.post(reverse("mail_stop", args=[wrong])).status_code == 404


def test_other_mails_have_no_such_way_out() -> None:
    other = mail.post(
        dedupe_key="invitation:7", to="a@mektep.example", language="kk", subject="Шақыру", text="Сілтеме",
        now=at(date(2026, 12, 4), 6),
    )  # fmt: skip
    mail.send(mail_id=other.pk, now=at(date(2026, 12, 4), 7))
    assert sent.outbox[-1].message()["List-Unsubscribe"] is None
