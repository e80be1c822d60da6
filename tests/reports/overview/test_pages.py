"""The department's page: its own schools, counts alone, hidden where they are small."""

import io

import openpyxl
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.models import AuditEntry
from common.names import sort_key
from mentoring.deadlines.services import refresh
from schools.people.models import Post
from tests.factories import (
    DepartmentFactory,
    PostFactory,
    SchoolFactory,
    UserFactory,
    case,
    deputy_of,
    eligible_mentor,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def officer_of(department):
    return PostFactory(school=None, department=department, kind=Post.Kind.DEPARTMENT).user


def school_with(department, *states: str):
    school = SchoolFactory(department=department)
    mentor = eligible_mentor(school)
    for state in states:
        mentorship = case(state, school=school, mentor=mentor)
        with transaction.atomic():
            refresh(mentorship)
    return school


def test_an_officer_starts_at_the_figures(client):
    client.force_login(officer_of(DepartmentFactory()))
    assert client.get(reverse("home")).url == reverse("overview")
    assert "No school belongs to this department yet" in client.get(reverse("overview")).content.decode()


@pytest.mark.parametrize("who", [lambda school: deputy_of(school), lambda school: UserFactory(is_operator=True)])
def test_others_have_no_such_page(client, who):
    client.force_login(who(school_with(DepartmentFactory(), "main")))
    assert client.get(reverse("overview")).status_code == 403


def test_only_its_own_schools_are_counted_and_no_name_is_told(client):
    department = DepartmentFactory()
    own = school_with(department, *["main"] * 6, *["level"] * 5)
    other = school_with(DepartmentFactory(), *["main"] * 7)
    client.force_login(officer_of(department))
    answer = client.get(reverse("overview"))
    page = answer.content.decode()
    found = answer.context["overview"]
    assert [row.school for row in found.rows] == [own]
    assert other.name not in page
    assert all(one.novice.user.full_name not in page for one in own.mentorships.all())


def test_large_counts_are_shown_small_ones_are_not(client):
    department = DepartmentFactory()
    school_with(department, *["main"] * 6, *["level"] * 5)
    school_with(department, *["main"] * 5, *["level"] * 2)
    client.force_login(officer_of(department))
    found = client.get(reverse("overview")).context["overview"]
    assert 2 not in [count for row in found.rows for count in row.stages]
    assert found.novices == 18
    assert found.met == sum(row.met for row in found.rows) > 0


def test_lateness_is_told_school_by_school(client, clock):
    department = DepartmentFactory()
    school_with(department, "level")
    clock.move_to("2027-01-20T06:00:00+00:00")
    client.force_login(officer_of(department))
    [row] = client.get(reverse("overview")).context["overview"].rows
    assert row.overdue >= 1


def test_another_year_and_a_senseless_one(client):
    department = DepartmentFactory()
    school_with(department, *["main"] * 6)
    client.force_login(officer_of(department))
    assert client.get(reverse("overview"), {"year": "2025"}).context["overview"].novices is None
    assert client.get(reverse("overview"), {"year": "9" * 40}).context["overview"].novices == 6


@pytest.mark.parametrize("sort", ["school", "-school", "overdue", "-in_time", "nothing"])
def test_it_sorts(client, sort):
    department = DepartmentFactory()
    for _ in range(2):
        school_with(department, "main")
    client.force_login(officer_of(department))
    assert client.get(reverse("overview"), {"sort": sort}).status_code == 200


def test_queries_do_not_grow_with_the_schools(client):
    department = DepartmentFactory()
    client.force_login(officer_of(department))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("overview")).status_code == 200
        return len(queries)

    school_with(department, "main")
    one = asked()
    for _ in range(9):
        school_with(department, "level")
    assert asked() == one <= 25


def test_a_hidden_figure_says_hidden_and_never_a_number_that_is_false(client):
    """14 and 3: each would give the other away beside the total of 17."""
    department = DepartmentFactory()
    school_with(department, *["main"] * 14)
    school_with(department, *["main"] * 3)
    client.force_login(officer_of(department))
    page = client.get(reverse("overview")).content.decode()
    assert "&lt;5" not in page.replace("“<5”", "")
    assert "<5" not in page
    rows = client.get(reverse("overview")).context["overview"].rows
    assert [row.novices for row in rows] == [None, None]
    assert page.count(">hidden</td>") >= 4
    assert ">17</td>" in page


def test_the_table_is_downloaded_as_it_is_seen_and_the_download_is_logged(client):
    department = DepartmentFactory()
    large, small = school_with(department, *["main"] * 14), school_with(department, *["main"] * 3)
    officer = officer_of(department)
    client.force_login(officer)
    answer = client.get(reverse("overview_export"))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["School", *sorted([large.name, small.name], key=sort_key), "All schools"]
    assert [row[1] for row in rows[1:]] == ["hidden", "hidden", 17]
    entry = AuditEntry.objects.get(action="overview.exported")
    assert (entry.actor_id, entry.changes) == (officer.pk, {"year": 2026, "schools": 2})


def test_one_school_has_a_page_of_its_counts_alone(client):
    department = DepartmentFactory()
    own = school_with(department, *["main"] * 14)
    other = school_with(DepartmentFactory(), *["main"] * 14)
    client.force_login(officer_of(department))
    page = client.get(reverse("overview_school", args=[own.pk])).content.decode()
    assert ">14</td>" in page
    assert "2026/27" in page
    assert all(one.novice.user.full_name not in page for one in own.mentorships.select_related("novice__user"))
    assert client.get(reverse("overview_school", args=[other.pk])).status_code == 404
    assert reverse("overview_school", args=[own.pk]) in client.get(reverse("overview")).content.decode()
