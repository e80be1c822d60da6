"""Rows that may be there already."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from common import rows_once
from mentoring.deadlines.models import Notice
from tests.factories import MOMENT
from tests.mentoring.deadlines.test_services import due, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
KEY = ("user", "deadline", "kind", "on")


def notice(**fields) -> Notice:  # noqa: ANN003
    mentorship, deputy = fields.pop("of")
    deadline = due(mentorship, "D1")
    values = {"kind": "late", "due_on": deadline.due_on, "on": date(2026, 12, 7), "made_at": MOMENT}
    return Notice(user=deputy.user, deadline=deadline, **values | fields)


def test_one_that_is_there_stays_as_it_is_and_the_others_are_written():
    of = opened()
    first = notice(of=of, read_at=MOMENT)
    first.save()
    rows_once.add(Notice, [notice(of=of), notice(of=of, kind="due")], KEY)
    rows_once.add(Notice, [], KEY)
    assert sorted(Notice.objects.values_list("kind", "read_at")) == [("due", None), ("late", MOMENT)]
    assert Notice.objects.get(kind="late").pk == first.pk


@pytest.mark.parametrize("wrong", [{"kind": "nudge"}, {"due_on": None}], ids=["a check", "a missing value"])
def test_a_row_that_breaks_another_rule_is_not_swallowed(wrong):
    of = opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows_once.add(Notice, [notice(of=of), notice(of=of, **wrong)], KEY)
    assert not Notice.objects.exists()
