"""A nudge: who is asked, once a day, with its trace; and who may ask."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from common import clock as clocks
from common.errors import DomainError
from common.models import AuditEntry
from mentoring.deadlines.models import Deadline, Digest, Notice, ReminderChoice
from mentoring.deadlines.nudges import nudge
from mentoring.mentorships.models import Mentorship
from schools.people.models import Post
from tests.factories import SchoolFactory, actor, deputy_of, eligible_mentor, give, head_of, mentor_of, ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def row(mentorship: Mentorship, code: str = "D2") -> Deadline:
    return Deadline.objects.get(mentorship=mentorship, code=code)


def ask(deadline: Deadline, person) -> object:
    return nudge(deadline_id=deadline.pk, by=actor(person, "deputy"), now=clocks.now())


def test_the_mentor_is_told_and_all_of_it_stands_in_one_transaction():
    mentorship = ready()
    deputy, deadline = deputy_of(mentorship.school), row(mentorship)
    done = ask(deadline, deputy)
    mentor = mentor_of(mentorship).user
    assert (done.people, done.is_new) == ([mentor], True)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.by, notice.on, notice.due_on, notice.deadline) == (
        mentor,
        "nudge",
        deputy,
        clocks.today(),
        deadline.due_on,
        deadline,
    )
    assert Digest.objects.get().user == mentor
    entry = AuditEntry.objects.get(action="deadline.nudged")
    assert (entry.subject_id, entry.actor_id, entry.school_id) == (deadline.pk, deputy.pk, mentorship.school_id)
    assert entry.changes == {"code": "D2", "asked": [mentor.pk]}


def test_the_second_press_of_the_day_says_who_asked_and_writes_nothing(clock):
    mentorship = ready()
    deputy, head, deadline = deputy_of(mentorship.school), head_of(mentorship.school), row(mentorship)
    first = clocks.now()
    ask(deadline, deputy)
    clock.shift(timedelta(hours=1))
    again = ask(deadline, head)
    assert (again.is_new, again.by, again.at) == (False, deputy, first)
    assert (Notice.objects.count(), AuditEntry.objects.filter(action="deadline.nudged").count()) == (1, 1)


def test_on_the_next_day_one_may_ask_again(clock):
    mentorship = ready()
    deputy, deadline = deputy_of(mentorship.school), row(mentorship)
    ask(deadline, deputy)
    clock.shift(timedelta(days=1))
    assert ask(deadline, deputy).is_new
    assert (Notice.objects.count(), Digest.objects.count()) == (2, 2)


def test_nobody_asks_oneself_but_the_other_holder_of_the_post():
    mentorship = ready("awaiting_mentor")
    deputy, deadline = deputy_of(mentorship.school), row(mentorship, "D1")
    with pytest.raises(DomainError) as refused:
        ask(deadline, deputy)
    assert refused.value.code == "nobody_else"
    assert not Notice.objects.exists()
    second = give(eligible_mentor(mentorship.school).user, mentorship.school, Post.Kind.DEPUTY)
    assert ask(deadline, deputy).people == [second]


def test_a_second_deputy_who_came_later_in_the_day_is_asked_too():
    mentorship = ready("awaiting_mentor")
    head, deadline = head_of(mentorship.school), row(mentorship, "D1")
    first = deputy_of(mentorship.school)
    assert ask(deadline, head).people == [first]
    second = give(eligible_mentor(mentorship.school).user, mentorship.school, Post.Kind.DEPUTY)
    assert ask(deadline, head).people == [second]


def test_a_closed_account_is_not_asked():
    mentorship = ready()
    mentor = mentor_of(mentorship).user
    type(mentor).objects.filter(pk=mentor.pk).update(is_active=False)
    with pytest.raises(DomainError):
        ask(row(mentorship), deputy_of(mentorship.school))
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"projected": True}, "stands_still"),
        ({"paused": True}, "stands_still"),
        ({"dropped": True}, "not_open"),
        ({"met_on": clocks.today()}, "not_open"),
    ],
)
def test_only_what_runs_can_be_asked_for(fields, code):
    mentorship = ready()
    deadline = row(mentorship)
    Deadline.objects.filter(pk=deadline.pk).update(**fields)
    with pytest.raises(DomainError) as refused:
        ask(deadline, deputy_of(mentorship.school))
    assert refused.value.code == code
    assert not Notice.objects.exists()
    assert not AuditEntry.objects.filter(action="deadline.nudged").exists()


@pytest.mark.parametrize("who", ["novice", "mentor", "other deputy"])
def test_others_may_not_ask(who):
    mentorship = ready()
    people = {
        "novice": lambda: mentorship.novice.user,
        "mentor": lambda: mentor_of(mentorship).user,
        "other deputy": lambda: deputy_of(SchoolFactory()),
    }
    with pytest.raises(PermissionDenied):
        ask(row(mentorship), people[who]())
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("hour", "sent"), [(7, "15:00"), (18, "18:00")])
def test_the_mail_of_the_day_goes_at_the_hour_that_was_chosen_or_at_once(hour, sent):
    mentorship = ready()
    ReminderChoice.objects.create(user=mentor_of(mentorship).user, hour=hour)
    ask(row(mentorship), deputy_of(mentorship.school))
    assert f"{clocks.local(Digest.objects.get().send_at):%H:%M}" == sent
