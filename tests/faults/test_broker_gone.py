"""The broker killed, and emptied, in the middle: pages and saves go on; all work is done after its return."""

from collections.abc import Iterator

import pytest
from celery import current_app
from django.urls import reverse

from common import clock, dispatch, mail
from common.models import OutboxMail
from common.tasks import resend
from mentoring.mentorships.models import NotProposed
from tests.factories import EmploymentFactory, SchoolFactory, deputy_of
from tests.faults.plant import Broker
from tests.ops.waiting import until

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the product speaks to the broker itself; nothing stands between."""


def forget_connections() -> None:
    """The application keeps its connections and its publishers; a closed one of another broker must not be taken."""
    current_app.pool.force_close_all()
    current_app._pool = None
    current_app.amqp._producer_pool = None


@pytest.fixture
def product(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The product's own Celery application, on the test's broker, and not silent from an earlier failure."""
    current_app.set_current()
    monkeypatch.setattr(dispatch, "_silent_until", 0.0)
    forget_connections()
    monkeypatch.setattr(current_app.conf, "broker_url", broker.url)
    monkeypatch.setattr(current_app.conf, "broker_read_url", broker.url)
    monkeypatch.setattr(current_app.conf, "broker_write_url", broker.url)
    yield
    forget_connections()


def post(number: int) -> None:
    mail.post(dedupe_key=f"b{number}", to=f"b{number}@mektep.example", language="kk", subject="Х", text="Х", now=clock.now())  # fmt: skip


def sent() -> int:
    return OutboxMail.objects.filter(sent_at__isnull=False).count()


def test_all_work_is_done_after_its_return(broker, worker, product, client, monkeypatch):
    mails = worker(concurrency=2)
    for number in range(10):
        post(number)
    until(lambda: sent() == 10, "with the broker, mails go at once")

    broker.kill(emptied=True)
    tried = []
    real = current_app.send_task
    monkeypatch.setattr(current_app, "send_task", lambda *args, **more: tried.append(args) or real(*args, **more))
    for number in range(10, 30):
        post(number)
    assert len(tried) == 1, "after the first failure nobody waits for it"
    school = SchoolFactory()
    client.force_login(deputy_of(school))
    novice = EmploymentFactory(school=school, novice=True)
    assert client.get(reverse("home")).status_code == 200
    answer = client.post(reverse("proposal_off", args=[novice.pk]), {"reason": "Бұрын сабақ берген."})
    assert answer.status_code == 302
    assert NotProposed.objects.filter(employment=novice).exists()
    assert sent() == 10

    broker.start()
    monkeypatch.setattr(dispatch, "_silent_until", 0.0)  # as after half a minute

    def all_sent() -> bool:
        mails.supervise()
        if sent() < 30:
            resend()
        return sent() == 30

    until(all_sent, "what waited in the rows is sent")
