"""Another working week counts the open deadlines anew, in the same transaction."""

import pytest
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry
from schools.organisation.models import NAMED
from tests.factories import SchoolFactory, deputy_of, ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_dates_of_running_cases_move_and_each_tells_why():
    school = SchoolFactory(week=5)
    mentorship = ready("awaiting_mentor", school=school)
    deadline = mentorship.deadlines.get(code="D1")
    before = deadline.due_on
    client = Client()
    client.force_login(deputy_of(school))
    typed = {name: getattr(school, name) for name in NAMED} | {
        "main_language": school.language,
        "week": "6",
        "order_series": "",
    }
    client.post(reverse("school_describe"), typed)
    deadline.refresh_from_db()
    assert deadline.due_on < before, "Saturday counts now"
    moved = AuditEntry.objects.get(action="deadline.moved", subject_id=deadline.pk)
    assert (moved.changes["from"], moved.changes["to"]) == (before.isoformat(), deadline.due_on.isoformat())
    assert "6" in moved.changes["reason"]
