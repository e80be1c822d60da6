"""Home after the set-up: what the deputy does next, until each of it is done."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.casework.beginning import tasks_for
from mentoring.mentorships.desk import Desk
from tests.factories import MOMENT, EmploymentFactory, SchoolFactory, UserFactory, case, deputy_of, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)


def waiting(deputy) -> list[str]:
    return [str(task.title) for task in tasks_for(Desk(deputy, TODAY))]


def test_first_the_list_and_then_the_posts_and_the_invitations() -> None:
    school = SchoolFactory()
    deputy = deputy_of(school)
    assert waiting(deputy) == ["Bring in the list of your teachers"]
    colleague = EmploymentFactory(school=school)
    council = "Name the chair and the secretary of the council"
    assert waiting(deputy) == ["Name the head of the school", council, "Invite the teachers"]
    give(UserFactory(), school, "head")
    give(UserFactory(), school, "chair")
    assert waiting(deputy) == [council, "Invite the teachers"]
    give(UserFactory(), school, "secretary")
    colleague.user.last_login = MOMENT
    colleague.user.save()
    assert waiting(deputy) == []


def test_they_stay_until_a_mentor_works_and_others_do_not_have_them(client, django_assert_max_num_queries) -> None:
    school = case("awaiting_mentor").school
    deputy = deputy_of(school)
    assert "Invite the teachers" in waiting(deputy)
    client.force_login(deputy)
    with django_assert_max_num_queries(25):
        client.get(reverse("home"))
    assert waiting(give(UserFactory(), school, "head")) == []
    assert waiting(deputy_of(case("main").school)) == []


def test_one_question_for_all_schools(django_assert_num_queries) -> None:
    school, other = SchoolFactory(), SchoolFactory()
    deputy = deputy_of(school)
    EmploymentFactory(school=school)
    EmploymentFactory(school=other)
    give(deputy, other, "deputy")
    desk = Desk(deputy, TODAY)
    assert not desk.cases
    with django_assert_num_queries(1):
        found = list(tasks_for(desk))
    assert {task.text for task in found} == {school.name, other.name}
    assert reverse("accounts") in [task.url for task in found]
