"""A nudge and a calendar's address, asked for by two at once: one effect, and both get an answer."""

import pytest

from common import clock
from common.models import AuditEntry
from mentoring.deadlines.feed.services import give_address
from mentoring.deadlines.models import Deadline, Digest, Notice, ReminderChoice
from mentoring.deadlines.nudges import nudge
from mentoring.deadlines.services import refresh
from schools.people.models import User
from tests.factories import UserFactory, actor, case, deputy_of, head_of
from tests.races.at_once import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("clock"),
]


def test_two_leaders_ask_for_the_same_step():
    mentorship = case("level")
    refresh(mentorship)
    deadline = Deadline.objects.get(mentorship=mentorship, code="D2")
    leaders = deputy_of(mentorship.school), head_of(mentorship.school)

    def ask(who: User):
        return lambda: nudge(
            deadline_id=deadline.pk, by=actor(User.objects.get(pk=who.pk), "deputy"), now=clock.now()
        )

    results = at_once(*(ask(who) for who in leaders))
    first = [result for result in results if result.is_new]
    assert len(first) == 1, results
    assert {result.by.pk for result in results} == {first[0].by.pk}, "the other one learns who was first"
    assert (Notice.objects.count(), Digest.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(action="deadline.nudged").count() == 1


def test_a_form_that_is_sent_twice_at_once_makes_one_address():
    user = UserFactory()
    results = at_once(*[lambda: give_address(number=0, by=actor(user), now=clock.now())] * 4)
    assert sorted(results) == [False, False, False, True]
    assert ReminderChoice.objects.get(user=user).feed == 1
    assert AuditEntry.objects.filter(action="feed.turned_on").count() == 1
