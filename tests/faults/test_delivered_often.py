"""The same task delivered five times at once has one effect."""

from datetime import timedelta

import pytest

from common import clock, mail
from common.models import OutboxMail
from mentoring.deadlines.models import Deadline, Digest, Notice, Reminder
from reports.rendering import services as papers
from reports.rendering.models import Paper
from tests.factories import SchoolFactory, actor, deputy_of
from tests.factories.whole_year import told_case
from tests.faults.test_killed import due_rows
from tests.ops.waiting import until

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TIMES = 5


def test_sweep_digest_mail_and_paper(broker, worker):
    due_rows(30)
    school = SchoolFactory()
    by = actor(deputy_of(school), "deputy")
    paper = papers.ask(mentorship=told_case(school=school), kind="order", language="kk", by=by, now=clock.now())
    post = mail.post(
        dedupe_key="one", to="gulnara@mektep.example", language="kk", subject="Х", text="Х", now=clock.now()
    )
    for _time in range(TIMES):
        broker.send("deadlines.sweep")
        broker.send("common.send_mail", post.pk)
        broker.send("papers.make", paper.pk)
    workers = [worker("main,papers", concurrency=TIMES)]
    until(lambda: not Deadline.objects.filter(next_on__isnull=False).exists(), "no step is left")
    until(lambda: Paper.objects.get(pk=paper.pk).state == Paper.State.READY, "the paper is ready")
    until(lambda: OutboxMail.objects.get(pk=post.pk).sent_at is not None, "the mail went")
    Digest.objects.update(send_at=clock.now() - timedelta(seconds=1))
    for _time in range(TIMES):
        broker.send("deadlines.digests")
    until(lambda: not Digest.objects.filter(settled_at__isnull=True).exists(), "every digest is made")
    until(lambda: not broker.waiting(), "all were taken")
    for process in workers:
        process.stop()

    assert Reminder.objects.count() == 30 * 4
    told = list(Notice.objects.values_list("user", "deadline", "kind"))
    assert len(told) == len(set(told))
    assert Paper.objects.get(pk=paper.pk).attempts == 1
    letters = [path for path in (workers[0].var / "mail").iterdir() if b"gulnara@mektep.example" in path.read_bytes()]
    assert len(letters) == 1
    digests = OutboxMail.objects.exclude(pk=post.pk)
    assert digests.count() == Digest.objects.filter(mail__isnull=False).count() > 0
