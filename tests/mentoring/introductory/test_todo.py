"""What home asks of each in stage 1."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.introductory import services
from mentoring.introductory.todo import tasks_for
from mentoring.mentorships.desk import Desk
from tests.factories import MOMENT
from tests.mentoring.introductory.conftest import People, people_of, sheet_with
from tests.mentoring.introductory.plans import planning, to_state
from tests.mentoring.introductory.scenes import OF_THE_CASE

pytestmark = pytest.mark.django_db


def titles(people: People, role: str) -> list[str]:
    return [str(task.title) for task in tasks_for(Desk(people[role], date(2026, 12, 3)))]


def test_home_says_whose_turn_it_is():
    people = people_of("level")
    assert titles(people, "mentor") == ["Determine the level of training"]
    people = people_of("diagnostics")
    assert titles(people, "novice") == ["Say how you see your work"]
    assert titles(people, "mentor") == ["Rate fourteen criteria"]
    sheet_with(people.mentorship, self_done=True, mentor_done=True)
    assert titles(people, "novice") == []
    assert titles(people, "mentor") == ["Sign the diagnostic sheet"]


@pytest.mark.parametrize(
    ("state", "role", "title"),
    [
        ("draft", "mentor", "Finish the plan and send it"),
        ("submitted", "deputy", "Agree the mentoring plan"),
        ("agreed", "head", "Approve the mentoring plan"),
    ],
)
def test_home_says_whose_turn_the_plan_is(state, role, title):
    people = planning()
    assert titles(people, "mentor") == ["Write the mentoring plan"]
    to_state(people, state)
    assert {who: titles(people, who) for who in OF_THE_CASE} == {who: [title] * (who == role) for who in OF_THE_CASE}


def test_the_rating_at_the_end_of_the_year_is_asked_for_in_the_final_stage():
    people = people_of("report")
    assert titles(people, "novice") == ["Say how you see your work at the end of the year"]
    assert titles(people, "mentor") == ["Rate the fourteen criteria at the end of the year"]
    page = people.client("mentor").get(reverse("report", args=[people.mentorship.pk])).content.decode()
    assert "Still to be rated" in page
    sheet_with(people.mentorship, occasion="end", self_done=True, mentor_done=True)
    assert titles(people, "novice") == []
    assert titles(people, "mentor") == ["Sign the diagnostic sheet of the end of the year"]
    page = people.client("mentor").get(reverse("report", args=[people.mentorship.pk])).content.decode()
    assert "Still to be rated" not in page


def test_a_returned_plan_says_so_with_its_remarks_at_home_and_on_top_of_the_plan():
    people = planning()
    plan = to_state(people, "submitted")
    line = plan.activities.get()
    services.send_back_plan(
        plan_id=plan.pk,
        by=people.actor("deputy"),
        now=MOMENT,
        remark="Name the parents, too.",
        line_remarks={line.line: "Which class?"},
    )
    (task,) = tasks_for(Desk(people["mentor"], date(2026, 12, 3)))
    assert str(task.title) == "The plan came back with remarks: change it and send it again"
    assert "Name the parents, too." in task.text
    assert "Which class?" in task.text
    page = people.client("mentor").get(reverse("plan", args=[people.mentorship.pk])).content.decode()
    told = page[page.index("Returned with remarks") : page.index("Your turn")]
    assert "Name the parents, too." in told
    assert "Which class?" in told


def test_tasks_are_read_the_same_for_one_and_many_cases():
    people = people_of("level")

    def count() -> int:
        user = people["mentor"]
        with CaptureQueriesContext(connection) as seen:
            tasks_for(Desk(user, date(2026, 12, 3)))
        return len(seen)

    one = count()
    mentor = people.mentorship.pairings.get().mentor
    for _number in range(5):
        people_of("level", mentor=mentor, school=people.mentorship.school)
    assert count() == one
