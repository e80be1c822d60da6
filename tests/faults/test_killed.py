"""A worker killed with -9 at random points of the sweep, of mails and of papers: one event, one mail, one paper each."""

import os
from collections import Counter
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from random import Random

import pytest

from common import clock, dispatch, mail
from common.models import OutboxMail
from mentoring.deadlines.models import Deadline, Digest, Notice, Reminder
from reports.rendering import services as papers
from reports.rendering.models import Paper
from tests.factories import SchoolFactory, actor, case, deputy_of
from tests.factories.whole_year import told_case
from tests.ops.waiting import until

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

FULL = os.environ.get("FULL_MATRIX") == "1"
KILLS = {"sweep": 15, "mail": 15, "paper": 10} if FULL else {"sweep": 3, "mail": 3, "paper": 2}
LONG_AGO = date(2025, 12, 4)  # due before any day on which this runs
ROWS, MAILS = 1200, 60


def due_rows(count: int) -> None:
    """So many running deadlines of one school, all four steps of which have come."""
    school = SchoolFactory()
    deputy_of(school)
    mentorship = case("level", school=school)
    Deadline.objects.bulk_create(
        Deadline(
            mentorship=mentorship,
            code="D2",
            round=number + 1,
            due_on=LONG_AGO,
            next_step="before",
            next_on=LONG_AGO - timedelta(days=2),
        )
        for number in range(count)
    )


def test_in_the_sweep(broker, worker):
    due_rows(ROWS)
    process, chance = worker(), Random(7)
    points = sorted(chance.sample(range(1, 4 * ROWS - 400), KILLS["sweep"]))
    for point in points:
        broker.send("deadlines.sweep")
        until(lambda point=point: Reminder.objects.count() >= point, f"{point} steps are recorded")
        process.kill_child()
    broker.send("deadlines.sweep")
    until(lambda: not Deadline.objects.filter(next_on__isnull=False).exists(), "no step is left")
    assert Counter(Reminder.objects.values_list("step", flat=True)) == dict.fromkeys(
        ("before", "due", "late", "head"), ROWS
    )
    told = Notice.objects.values_list("user", "deadline", "kind")
    assert len(told) == len(set(told))
    users = {user for user, _deadline, _kind in told}
    assert Digest.objects.filter(user__in=users).count() == len(users), "one digest for each who was told"


def test_in_the_middle_of_mails(broker, worker):
    now = clock.now()
    for number in range(MAILS):
        mail.post(
            dedupe_key=f"t{number}", to=f"adam{number}@mektep.example", language="kk", subject="Х", text="Х", now=now
        )
    process, chance = worker(), Random(11)
    keys = list(OutboxMail.objects.values_list("pk", flat=True))
    for point in sorted(chance.sample(range(1, MAILS - 10), KILLS["mail"])):
        for key in keys:
            broker.send("common.send_mail", key)
        until(lambda point=point: _sent() >= point, f"{point} mails went")
        process.kill_child()
    # A mail in whose middle the worker died waits for the end of its lease, then the sweep sends it again.
    until(lambda: _sent() >= MAILS - KILLS["mail"], "all but those in hand went")
    until(lambda: _expire(OutboxMail) or True, "time passes")
    for key in mail.waiting(clock.now()):
        broker.send("common.send_mail", key)
    until(lambda: _sent() == MAILS, "all went")
    letters = [message_from_bytes(path.read_bytes(), policy=default) for path in (process.var / "mail").iterdir()]
    assert Counter(letter["To"] for letter in letters) == {
        f"adam{number}@mektep.example": 1 for number in range(MAILS)
    }


def test_in_the_middle_of_papers(broker, worker):
    school = SchoolFactory()
    by = actor(deputy_of(school), "deputy")
    asked = [
        papers.ask(mentorship=told_case(school=school), kind="report", language="kk-ru", by=by, now=clock.now())
        for _paper in range(KILLS["paper"])
    ]
    process = worker("papers")
    for paper in asked:
        broker.send("papers.make", paper.pk)
        until(
            lambda paper=paper: Paper.objects.get(pk=paper.pk).state in (Paper.State.WORKING, Paper.State.READY),
            "it is being made",
        )
        process.kill_child()
    until(lambda: _expire(Paper) or True, "time passes")
    for provider in dispatch.waiting_providers():
        for task, key in provider(clock.now()):
            broker.send(task, key)
    until(lambda: all(paper.state == Paper.State.READY for paper in Paper.objects.all()), "every paper is ready")
    assert Paper.objects.count() == len(asked)
    for paper in Paper.objects.all():
        kept = process.var / "files" / paper.sha256[:2] / paper.sha256
        assert kept.read_bytes().startswith(b"%PDF"), "whole"


def _sent() -> int:
    return OutboxMail.objects.filter(sent_at__isnull=False).count()


def _expire(model: type) -> None:
    """As if the lease had run out: the row is what counts, not the time that a test may wait."""
    model.objects.filter(leased_until__isnull=False).update(leased_until=clock.now() - timedelta(seconds=1))
