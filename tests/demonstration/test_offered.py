"""The sign-in page offers one person for each part of the process, each with what one will find."""

import pytest
from django.urls import reverse
from django.utils import translation

from common import clock as clocks
from common import installation
from demonstration import first
from demonstration.offered import people
from schools.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ROLES = [
    "Deputy head",
    "Head",
    "Council chair",
    "Council secretary",
    "Council member",
    "Mentor",
    "New teacher in the main stage",
    "New teacher who waits for a mentor",
    "Psychologist",
    "Education department",
    "Operator",
    "Deputy head of a small school",
]


def test_nobody_before_the_first_fill() -> None:
    assert people() == []


def test_one_for_each_part_and_every_first_page_opens(client, django_assert_max_num_queries) -> None:
    installation.install(demo=True, now=clocks.now())
    first.fill(now=clocks.now())
    with django_assert_max_num_queries(22):
        offered = people()
    assert [one.role for one in offered] == ROLES
    assert len({one.pk for one in offered}) == len(ROLES)
    assert all(one.note for one in offered)
    notes = {one.role: one.note for one in offered}
    assert notes["Deputy head"] == "18 mentorships, 2 overdue"
    assert notes["Head"] == "1 plan to approve, 1 order to sign"
    assert notes["Mentor"] == "3 new teachers, main stage"
    assert notes["New teacher who waits for a mentor"] == "A candidate is proposed"
    with translation.override("kk"):
        assert next(iter(people())).note == "18 тәлімгерлік, мерзімі өткені: 2"
    for one in offered:
        answer = client.post(reverse("demo_signin"), {"person": one.pk}, follow=True)
        assert answer.status_code == 200, one.role
        assert client.session["_auth_user_id"] == str(one.pk)
    assert User.objects.filter(pk__in=[one.pk for one in offered], is_operator=True).count() == 1
