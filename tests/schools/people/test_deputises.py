"""Who does the deputy head's part: the deputy, and the head only where no deputy can."""

from datetime import date

import pytest

from schools.people.policies import deputises
from tests.factories import SchoolFactory, UserFactory, deputy_of, give, head_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ({}, False),
        ({"is_active": False}, True),
        ({"ends_on": date(2026, 12, 2)}, True),
        ({"starts_on": date(2026, 12, 4)}, True),
        (None, True),
    ],
    ids=["a deputy", "account closed", "post over", "post not begun", "nobody"],
)
def test_the_head_stands_in_where_no_deputy_can(beside, expected):
    school = SchoolFactory()
    head = head_of(school)
    if beside is not None:
        person = UserFactory(is_active=beside.pop("is_active", True))
        give(person, school, "deputy", **{"starts_on": date(2026, 9, 1), **beside})
    assert deputises(head, school.pk) is expected


def test_the_deputy_does_it_and_nobody_else():
    school = SchoolFactory()
    assert deputises(deputy_of(school), school.pk)
    assert not deputises(deputy_of(SchoolFactory()), school.pk)
    assert not deputises(give(UserFactory(), school, "chair"), school.pk)
