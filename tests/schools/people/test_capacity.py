"""In which post one acts on what the deputy head and the head share: that of the row's school, not of the page before."""

import pytest
from django.urls import reverse

from common.models import AuditEntry
from mentoring.mentorships.models import Mentorship
from schools.people.models import CategoryLevel, Post, User
from tests.factories import DepartmentFactory, EmploymentFactory, PostFactory, SchoolFactory, deputy_of, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def other(school):
    """Another school; its pages are not those shown now."""
    return SchoolFactory()


@pytest.fixture
def leader(school, other, client) -> User:
    """Deputy head of the school whose pages are shown, head of the other one; signed in."""
    user = give(deputy_of(school), other, Post.Kind.HEAD)
    client.force_login(user)
    return user


def capacity(action: str) -> str:
    return AuditEntry.objects.get(action=action).capacity


def test_a_category_at_the_other_school_is_recorded_by_its_head(client, leader, other) -> None:
    stay = EmploymentFactory(school=other)
    facts = {"level": CategoryLevel.objects.get(code="master").pk, "granted_on": "2026-12-01"}
    assert client.post(reverse("teacher_category", args=[stay.pk]), facts).status_code == 302
    assert capacity("qualification.recorded") == "head"


def test_a_post_of_the_other_school_is_ended_by_its_head(client, leader, other) -> None:
    post = PostFactory(user=EmploymentFactory(school=other).user, school=other, kind=Post.Kind.SECRETARY)
    assert client.post(reverse("post_end", args=[post.pk]), {"ends_on": "2026-12-03"}).status_code == 302
    assert capacity("post.ended") == "head"


def test_a_case_of_the_other_school_is_opened_by_its_head(client, leader, other) -> None:
    stay = EmploymentFactory(school=other, novice=True)
    facts = {"basis": "first_time", "starts_on": "2026-11-25"}
    client.post(reverse("mentorship_open", args=[stay.pk]), facts)
    assert Mentorship.objects.filter(novice=stay).exists()
    assert set(AuditEntry.objects.filter(school_id=other.pk).values_list("capacity", flat=True)) == {"head"}


def test_at_the_school_that_is_shown_the_same_person_acts_as_its_deputy(client, leader, school) -> None:
    stay = EmploymentFactory(school=school)
    facts = {"level": CategoryLevel.objects.get(code="master").pk, "granted_on": "2026-12-01"}
    client.post(reverse("teacher_category", args=[stay.pk]), facts)
    assert capacity("qualification.recorded") == "deputy"


def test_the_operator_ends_the_post_of_a_department_as_operator(client, leader) -> None:
    department = DepartmentFactory()
    post = PostFactory(kind=Post.Kind.DEPARTMENT, department=department, school=None)
    User.objects.filter(pk=leader.pk).update(is_operator=True)
    assert client.post(reverse("post_end", args=[post.pk]), {"ends_on": "2026-12-03"}).status_code == 302
    assert capacity("post.ended") == "operator"
