"""The forecast: tomorrow's breach today, for those who lead the school, with one button."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock as clocks
from mentoring.deadlines.models import Deadline, Notice
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.services import open_mentorship
from tests.factories import (
    EmploymentFactory,
    SchoolFactory,
    UserFactory,
    actor,
    deputy_of,
    eligible_mentor,
    head_of,
    mentor_of,
    ready,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/forecast/"


def opened(school, by=None) -> Mentorship:
    """Its order is due on Friday 04.12., its level (expected) on Monday 14.12."""
    novice = EmploymentFactory(school=school, hired_on=date(2026, 11, 27), first_time=True)
    return open_mentorship(novice=novice, by=actor(by or deputy_of(school), "deputy"), now=clocks.now())


def row(mentorship: Mentorship, code: str) -> Deadline:
    return Deadline.objects.get(mentorship=mentorship, code=code)


def codes(groups) -> dict[str, list[str]]:
    return {group.title: [one.deadline.code for one in group.rows] for group in groups}


def seen(client, person):
    client.force_login(person)
    return client.get(PAGE).context["page"]


def test_overdue_comes_first_then_the_weeks_and_what_is_expected_stands_apart(client):
    school = SchoolFactory()
    late, soon = ready("level", school=school), opened(school)
    later = opened(school)
    Deadline.objects.filter(pk=row(later, "D1").pk).update(due_on=date(2026, 12, 14))
    page = seen(client, deputy_of(school))
    assert page.until == date(2026, 12, 18)
    assert codes(page.groups) == {"Overdue": ["D2"], "This week": ["D1"], "Week from Mon 14.12.2026": ["D1"]}
    assert [one.mentorship for group in page.groups for one in group.rows] == [late, soon, later]
    assert {(one.deadline.code, one.deadline.projected) for one in page.expected.rows} == {("D2", True)}


@pytest.mark.parametrize(("due", "shown"), [(date(2026, 12, 18), True), (date(2026, 12, 19), False)])
def test_the_tenth_working_day_is_the_last_one(client, due, shown):
    mentorship = opened(SchoolFactory())
    mentorship.deadlines.exclude(code="D1").delete()
    mentorship.deadlines.update(due_on=due)
    assert bool(seen(client, deputy_of(mentorship.school)).groups) is shown


@pytest.mark.parametrize(
    "fields",
    [
        {"paused": True},
        {"dropped": True},
        {"met_on": date(2026, 12, 1)},
        {"projected": True},
    ],
    ids=str,
)
def test_what_nobody_can_be_late_with_is_not_there(client, fields):
    mentorship = ready("level")
    row(mentorship, "D2").mentorship.deadlines.filter(code="D2").update(**fields)
    page = seen(client, deputy_of(mentorship.school))
    assert page.is_empty, codes(page.groups)


def test_an_empty_page_says_so(client):
    client.force_login(head_of(SchoolFactory()))
    answer = client.get(PAGE)
    assert answer.context["page"].is_empty
    assert "Nothing will be overdue" in answer.content.decode()


def test_it_names_who_must_act_and_leads_to_the_case(client):
    mentorship = ready("level")
    client.force_login(deputy_of(mentorship.school))
    answer = client.get(PAGE)
    (one,) = answer.context["page"].groups[0].rows
    assert (str(one.post), one.people, one.may_ask) == ("Mentor", [mentor_of(mentorship).user], True)
    text = answer.content.decode()
    assert f'href="{reverse("case", args=[mentorship.pk])}#D2"' in text
    assert mentor_of(mentorship).user.full_name in text


def test_a_step_of_ones_own_has_no_button(client):
    school = SchoolFactory()
    deputy, head = deputy_of(school), head_of(school)
    opened(school, by=deputy)
    assert [one.may_ask for one in seen(client, deputy).groups[0].rows] == [False]
    assert [one.may_ask for one in seen(client, head).groups[0].rows] == [True]


def test_without_a_mentor_the_step_is_the_deputys(client):
    mentorship = ready("level")
    mentorship.pairings.update(ended_on=date(2026, 12, 1))
    deputy = deputy_of(mentorship.school)
    (one,) = seen(client, head_of(mentorship.school)).groups[0].rows
    assert (str(one.post), one.people) == ("Deputy head", [deputy])


@pytest.mark.parametrize("who", ["mentor", "stranger"])
def test_others_have_no_forecast(client, who):
    mentorship = ready("level")
    client.force_login({"mentor": mentor_of(mentorship).user, "stranger": UserFactory()}[who])
    assert client.get(PAGE).status_code == 403


def test_another_school_is_not_in_it(client):
    ready("level")
    school = SchoolFactory()
    assert seen(client, deputy_of(school)).is_empty


def test_one_press_asks_and_the_row_tells_it_afterwards(client):
    mentorship = ready("level")
    deputy, deadline = deputy_of(mentorship.school), row(mentorship, "D2")
    client.force_login(deputy)
    answer = client.post(reverse("nudge", args=[deadline.pk]), follow=True)
    text = answer.content.decode()
    assert f"Asked: {mentor_of(mentorship).user.full_name}." in text
    assert "Asked on:" in text
    (one,) = answer.context["page"].groups[0].rows
    assert (one.asked.by, one.may_ask) == (deputy, False)
    again = client.post(reverse("nudge", args=[deadline.pk]), follow=True).content.decode()
    assert "Asked already today" in again
    assert f"By: {deputy.full_name}, 15:00." in again
    assert Notice.objects.count() == 1


def test_a_nudge_for_a_date_that_moved_since_is_not_told(client):
    mentorship = ready("level")
    deadline = row(mentorship, "D2")
    client.force_login(deputy_of(mentorship.school))
    client.post(reverse("nudge", args=[deadline.pk]))
    Deadline.objects.filter(pk=deadline.pk).update(due_on=date(2026, 12, 9))
    (one,) = client.get(PAGE).context["page"].groups[0].rows
    assert one.asked is None


def test_a_nudge_at_another_school_is_not_found_and_a_mentor_may_not(client):
    deadline = row(ready("level"), "D2")
    client.force_login(deputy_of(SchoolFactory()))
    assert client.post(reverse("nudge", args=[deadline.pk])).status_code == 404
    client.force_login(mentor_of(deadline.mentorship).user)
    assert client.post(reverse("nudge", args=[deadline.pk])).status_code == 403
    assert client.get(reverse("nudge", args=[deadline.pk])).status_code == 405
    assert not Notice.objects.exists()


def test_a_settled_date_is_refused_in_plain_words(client):
    deadline = row(ready("level"), "D2")
    Deadline.objects.filter(pk=deadline.pk).update(met_on=date(2026, 12, 3))
    client.force_login(deputy_of(deadline.mentorship.school))
    answer = client.post(reverse("nudge", args=[deadline.pk]))
    assert answer.status_code == 422
    assert "settled already" in answer.content.decode()


def test_queries_do_not_grow_with_the_rows(client):
    school = SchoolFactory()
    mentor = eligible_mentor(school)
    client.force_login(deputy_of(school))

    def queries() -> int:
        for one in Deadline.objects.running().filter(notices=None, mentorship__school=school, code="D2"):
            client.post(reverse("nudge", args=[one.pk]))
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    ready("level", school=school, mentor=mentor)
    one = queries()
    for _ in range(12):
        ready("level", school=school, mentor=mentor)
    assert queries() == one <= 25


def test_home_leads_there_those_who_lead_the_school_alone(client):
    mentorship = ready("level")
    for person, leads in ((deputy_of(mentorship.school), True), (mentor_of(mentorship).user, False)):
        client.force_login(person)
        assert (f'href="{PAGE}"' in client.get(reverse("home")).content.decode()) is leads
