"""Within the five days of the order: whose turn it is, on the case, in the forecast, at home, and who is nudged."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mentoring.appointment import services
from mentoring.appointment.waiting import parts_of
from mentoring.deadlines.models import Deadline, Notice
from tests.factories import MOMENT, UserFactory, actor, give
from tests.mentoring.appointment.situations import Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def on_agenda(situation: Situation) -> None:
    candidate, meeting = situation.accepted(), situation.meeting()
    services.put_on_agenda(candidate_id=candidate.pk, meeting_id=meeting.pk, by=actor(situation.deputy), now=MOMENT)


STEPS = {
    "asked": (Situation.propose, "Candidate for mentor", "mentor"),
    "on the agenda": (on_agenda, "Secretary of the council", "secretary"),
    "recommended": (Situation.recommended, "Head", "head"),
    "agreed, on no agenda": (Situation.accepted, "Deputy head", "deputy"),
}


@pytest.fixture
def situation() -> Situation:
    found = Situation()
    found.secretary = give(UserFactory(), found.school, "secretary")
    return found


def person(situation: Situation, name: str):
    return situation.mentor.user if name == "mentor" else getattr(situation, name)


@pytest.mark.parametrize("step", STEPS)
def test_the_forecast_names_whose_turn_it_is_and_nudges_that_one(client, situation, step):
    before, word, name = STEPS[step]
    before(situation)
    client.force_login(situation.deputy)
    page = client.get(reverse("forecast")).context["page"]
    (row,) = [row for group in page.groups for row in group.rows if row.deadline.code == "D1"]
    assert (str(row.post), row.people) == (word, [person(situation, name)])
    assert (row.may_ask, row.own) == (name != "deputy", name == "deputy")
    if row.may_ask:
        client.post(reverse("nudge", args=[row.deadline.pk]))
        assert [notice.user for notice in Notice.objects.filter(kind=Notice.NUDGE)] == row.people
        told = person(situation, name)
        client.force_login(told)
        assert [one.notice.user for one in client.get(reverse("notices")).context["told"]] == [told]


@pytest.mark.parametrize("step", STEPS)
def test_the_case_and_the_deputys_home_say_the_same(client, situation, step):
    before, word, name = STEPS[step]
    before(situation)
    client.force_login(situation.deputy)
    waiting = client.get(reverse("home")).context["glance"].waiting
    turn = client.get(reverse("case", args=[situation.mentorship.pk])).context["page"].turn
    if name == "deputy":
        assert (waiting, bool(turn.url)) == ([], True)
        return
    assert [str(one.role) for one in waiting if one.due == situation.mentorship.deadlines.get(code="D1").due_on] == [
        word
    ]
    assert [(str(role), who) for role, who in turn.waits_for] == [(word, person(situation, name))]


def test_the_notice_of_one_who_may_not_open_the_case_leads_to_the_tasks(client, situation):
    situation.propose()
    deadline = Deadline.objects.get(mentorship=situation.mentorship, code="D1")
    client.force_login(situation.deputy)
    client.post(reverse("nudge", args=[deadline.pk]))
    client.force_login(situation.mentor.user)
    text = client.get(reverse("notices")).content.decode()
    assert "Open my tasks" in text
    assert reverse("case", args=[situation.mentorship.pk]) not in text


def test_a_candidate_who_declined_is_told_of_the_case_no_more(client, situation):
    candidate = situation.propose()
    deadline = Deadline.objects.get(mentorship=situation.mentorship, code="D1")
    client.force_login(situation.deputy)
    client.post(reverse("nudge", args=[deadline.pk]))
    told = Notice.objects.visible_to(situation.mentor.user)
    assert told.exists()
    services.decline(candidate_id=candidate.pk, by=actor(situation.mentor.user), now=MOMENT, reason="Two shifts")
    assert not told.exists()


def test_many_cases_cost_one_query(django_assert_num_queries):
    found = [Situation() for _ in range(3)]
    for one in found:
        one.propose()
    with django_assert_num_queries(1):
        assert len(parts_of([one.mentorship.pk for one in found])) == 3


def _asked(client, situation, name):
    """That person, nudged for the order and signed in, with the notice standing on their page."""
    client.force_login(situation.deputy)
    client.post(reverse("nudge", args=[Deadline.objects.get(mentorship=situation.mentorship, code="D1").pk]))
    client.force_login(person(situation, name))
    assert client.get(reverse("notices")).context["told"]


def _nothing_is_told(client, situation):
    page = client.get(reverse("notices"))
    assert page.context["told"] == []
    assert situation.novice.full_name not in page.content.decode()
    assert client.get(reverse("home")).context["ui"].unread == 0
    assert client.get(reverse("case", args=[situation.mentorship.pk])).status_code == 404


def test_a_former_secretary_is_told_nothing_more_of_the_order(client, situation):
    on_agenda(situation)
    _asked(client, situation, "secretary")
    situation.secretary.posts.update(ends_on=MOMENT.date() - timedelta(days=1))
    _nothing_is_told(client, situation)


def test_a_candidate_who_declined_is_told_nothing_more(client, situation):
    candidate = situation.propose()
    _asked(client, situation, "mentor")
    services.decline(candidate_id=candidate.pk, reason="Жүктемем көп.", by=actor(situation.mentor.user), now=MOMENT)
    _nothing_is_told(client, situation)
