"""Home in the order of urgency: what is due today first, whatever its kind; what waits for others, with how many more."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.council.models import Attendee, Meeting
from tests.factories import MOMENT, SchoolFactory, deputy_of, give, head_of, mentor_of, ready
from tests.mentoring.appointment.situations import Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)


def due(mentorship, code: str, on: date) -> None:
    mentorship.deadlines.filter(code=code).update(due_on=on, projected=False, missed_on=None)


def test_what_is_due_today_stands_first_whatever_its_kind(client):
    school = SchoolFactory()
    late, today = ready("level", school=school), ready("level", school=school)
    mentor = mentor_of(late).user
    today.pairings.update(mentor=mentor_of(late))
    due(late, "D2", date(2026, 11, 20))
    due(today, "D2", TODAY)
    meeting = Meeting.objects.create(school=school, date=TODAY, state="sent", agenda_sent_at=MOMENT, made_at=MOMENT)
    Attendee.objects.create(meeting=meeting, user=give(mentor, school, "member"))
    client.force_login(mentor)
    answer = client.get(reverse("home"))
    groups = answer.context["groups"]
    assert [str(group.title) for group in groups] == ["Due today", "Overdue"]
    assert {task.due for task in groups[0].tasks} == {TODAY}
    assert {str(task.title) for task in groups[0].tasks} == {
        "Determine the level of training", "Read the agenda of the council",
    }  # fmt: skip
    assert answer.context["lead"] == "2 tasks are due today. 1 task is overdue."


def test_the_answer_of_a_candidate_carries_the_date_of_the_order(client):
    place = Situation()
    place.propose()
    client.force_login(place.mentor.user)
    (task,) = [task for group in client.get(reverse("home")).context["groups"] for task in group.tasks]
    assert task.due == date(2026, 12, 8)
    assert "order is due by then" in task.note
    assert task.rule_url == "", "the candidate may not open the case"


def test_what_waits_for_others_says_how_many_more(client):
    school = SchoolFactory()
    for _number in range(6):
        due(ready("level", school=school), "D2", date(2026, 12, 9))
    deputy_of(school)
    client.force_login(head_of(school))
    answer = client.get(reverse("home"))
    glance = answer.context["glance"]
    assert (len(glance.waiting), glance.more_waiting) == (4, 2)
    assert "2 more steps wait for others" in answer.content.decode()


@pytest.mark.parametrize("busy", [True, False])
def test_a_mentor_s_home_lists_the_mentees(client, busy):
    mentorship = ready("level")
    if not busy:
        mentorship.deadlines.update(met_on=date(2026, 11, 10))
    client.force_login(mentor_of(mentorship).user)
    page = client.get(reverse("home")).content.decode()
    assert "Your new teachers" in page
    assert f'href="{reverse("case", args=[mentorship.pk])}"' in page
