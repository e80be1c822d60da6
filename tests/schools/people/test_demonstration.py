"""A demonstration's people, one click each; elsewhere the address does not exist."""

from datetime import date

import pytest
from django.urls import reverse

from common import clock as time
from common.models import Installation
from schools.people.models import Post, Preparation
from schools.people.selectors.demonstration import demo_people
from tests.factories import DepartmentFactory, EmploymentFactory, PostFactory, UserFactory, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def people(school, other_school, deputy, head, stranger):
    """One for each role, as `role: user`, and distractors."""
    department = DepartmentFactory()
    school.department = department
    school.save()
    mentor = EmploymentFactory(school=school)
    Preparation.objects.create(employment=mentor, title="Школа наставника", done_on=date(2025, 10, 4))
    gone = EmploymentFactory(school=school, left_on=date(2026, 11, 30))
    Preparation.objects.create(employment=gone, title="Школа наставника", done_on=date(2025, 10, 4))
    return {
        "Deputy head": deputy,
        "Head": head,
        "Council secretary": give(EmploymentFactory(school=school).user, school, Post.Kind.SECRETARY),
        "Mentor": mentor.user,
        "New teacher": EmploymentFactory(school=school, novice=True).user,
        "Psychologist": give(UserFactory(), school, Post.Kind.PSYCHOLOGIST),
        "Education department": PostFactory(
            school=None, department=department, kind=Post.Kind.DEPARTMENT, user=UserFactory()
        ).user,
        "Operator": UserFactory(is_operator=True),
    }


@pytest.fixture
def demo() -> None:
    Installation.objects.create(is_demo=True, made_at=time.now())


def test_one_person_for_each_role_of_the_first_school(people, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(8):
        offered = demo_people()
    assert {str(one.role): one.pk for one in offered} == {role: user.pk for role, user in people.items()}


def test_nobody_yet_is_no_error() -> None:
    assert demo_people() == []


@pytest.mark.usefixtures("demo")
def test_one_click_signs_in(people, client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    for user in people.values():
        assert user.full_name in page
    assert client.post(reverse("demo_signin"), {"person": people["Head"].pk}).url == reverse("home")
    assert client.session["_auth_user_id"] == str(people["Head"].pk)
    client.post(reverse("demo_signin"), {"person": people["Mentor"].pk})
    assert client.session["_auth_user_id"] == str(people["Mentor"].pk)


@pytest.mark.usefixtures("demo")
def test_nobody_but_those_offered(people, stranger, client) -> None:
    for person in (stranger.pk, "", "x", 10**30):
        assert client.post(reverse("demo_signin"), {"person": person}).status_code == 404
    assert client.get(reverse("demo_signin")).status_code == 405


@pytest.mark.parametrize("installed", [True, False])
def test_elsewhere_it_does_not_exist(installed, people, client) -> None:
    if installed:
        Installation.objects.create(is_demo=False, made_at=time.now(), set_up_at=time.now())
    assert client.post(reverse("demo_signin"), {"person": people["Head"].pk}).status_code == 404
    assert people["Head"].full_name not in client.get(reverse("account_login")).content.decode()
