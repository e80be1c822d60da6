"""The mail of the day is made while somebody is just being told something: it is in this mail or in the next one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from common.models import OutboxMail
from mentoring.deadlines import digests, lines, sweep
from mentoring.deadlines.models import Deadline, Notice
from tests.mentoring.deadlines.test_services import due, opened
from tests.mentoring.deadlines.test_sweep import at

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("clock"),
]
SIX = at(date(2026, 12, 4), 6)
SEVEN = SIX + timedelta(hours=1)


def elsewhere(action):  # noqa: ANN001, ANN201
    """Over a connection of its own, to its end."""

    def run():  # noqa: ANN202
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result(timeout=30)


def tell(deadline: Deadline, user, kind: str) -> Notice:  # noqa: ANN001
    return Notice.objects.create(
        user=user, deadline=deadline, kind=kind, due_on=deadline.due_on, on=date(2026, 12, 4), made_at=SEVEN
    )


def test_a_mail_waits_for_what_is_being_written_for_it():
    mentorship, deputy = opened()
    sweep.run(SIX)
    with transaction.atomic():
        days = digests.Days({deputy.user.pk}, SEVEN)
        assert elsewhere(lambda: digests.settle_all(SEVEN)) == 0
        tell(due(mentorship, "D2"), deputy.user, "late")
        days.ensure({deputy.user.pk})
    assert digests.settle_all(SEVEN) == 1
    assert not Notice.objects.filter(digest=None).exists()


def test_what_comes_while_a_mail_is_made_is_not_taken_for_said(monkeypatch):
    mentorship, deputy = opened()
    sweep.run(SIX)
    real = lines._readable

    def meanwhile(fresh, user):  # noqa: ANN001, ANN202
        elsewhere(lambda: tell(due(mentorship, "D2"), deputy.user, "late"))
        return real(fresh, user)

    monkeypatch.setattr(lines, "_readable", meanwhile)
    assert digests.settle_all(SEVEN) == 1
    assert OutboxMail.objects.count() == 1
    assert [notice.kind for notice in Notice.objects.filter(digest=None)] == ["late"]
