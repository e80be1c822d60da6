"""The operator brings in schools and departments, and lets their first people in; leaders name their school."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry, Installation, OutboxMail
from schools.organisation.models import Department, School
from schools.people.access import Role, access_of
from schools.people.models import Employment, Invitation, Post, User
from tests.factories import MOMENT, DepartmentFactory, SchoolFactory, UserFactory, deputy_of, head_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "алма ағашы гүлдеді"
PERSON = {"surname": "Жақсылықов", "given_name": "Нұрлан", "patronymic": "Бақытұлы", "language": "kk"}
SCHOOL = {
    "name_kk": "№ 14 орта мектеп",
    "name_ru": "Средняя школа № 14",
    "name_en": "",
    "place_kk": "Шелек ауылы",
    "place_ru": "село Шелек",
    "place_en": "",
    "week": "6",
    "main_language": "kk",
    "is_small": "on",
    "hired_on": "2011-09-01",
    "email": "",
    "how": "link",
    **PERSON,
}
DEPARTMENT = {
    "name_kk": "Еңбекшіқазақ ауданының білім бөлімі",
    "name_ru": "Отдел образования Енбекшиказахского района",
    "name_en": "",
    "kind": "district",
    "parent": "",
    "email": "",
    "how": "link",
    **PERSON,
}


def link_in(answer) -> str:
    return re.search(r"https?://[^/]+(/join/[\w-]+/)", answer.content.decode()).group(1)


def join(address: str) -> Client:
    """Somebody opens the link, chooses a password and is in."""
    client = Client()
    assert client.get(address).status_code == 200
    assert client.post(address, {"email": "", "password": PASSWORD}).status_code == 302
    return client


def test_a_school_comes_in_and_its_deputy_head_goes_on_alone(clerk, operator):
    department = DepartmentFactory()
    answer = clerk.post(reverse("hosted_school_new"), {**SCHOOL, "department": department.pk})
    school = School.objects.get()
    assert (school.name_kk, school.week, school.is_small, school.department) == (
        "№ 14 орта мектеп",
        6,
        True,
        department,
    )
    assert school.language == "kk"
    client = join(link_in(answer))
    person = User.objects.get(login="zhaksylykov.n")
    assert access_of(person).has(school.pk, Role.DEPUTY)
    assert Employment.objects.get().user == person
    (group,) = client.get(reverse("home")).context["groups"]
    assert [task.url for task in group.tasks] == [reverse("roster_upload")], "the next step of a new school"
    entries = AuditEntry.objects.filter(actor_id=operator.pk)
    assert set(entries.values_list("action", flat=True)) == {"school.added", "post.given", "invitation.made"}
    assert set(entries.values_list("capacity", flat=True)) == {"operator"}


def test_a_department_comes_in_and_its_officer_sees_the_schools_joined_to_it(clerk):
    address = link_in(clerk.post(reverse("hosted_department_new"), DEPARTMENT))
    department = Department.objects.get()
    assert Invitation.objects.get().place == department
    assert "Education department" in Client().get(address).content.decode(), "the post, on the page of the invitation"
    client = join(address)
    assert client.get(reverse("home")).url == reverse("overview")
    assert client.get(reverse("overview")).context["overview"].rows == []
    school = SchoolFactory()
    clerk.post(reverse("hosted_school_join", args=[school.pk]), {"department": department.pk})
    assert [row.school for row in client.get(reverse("overview")).context["page"]] == [school]
    entry = AuditEntry.objects.get(action="school.joined")
    assert (entry.school_id, entry.changes) == (school.pk, {"department": [None, department.pk]})
    clerk.post(reverse("hosted_school_join", args=[school.pk]), {"department": ""})
    assert School.objects.get().department is None


def test_one_more_officer_and_the_end_of_the_first(clerk):
    department = DepartmentFactory()
    url = reverse("hosted_officer_new", args=[department.pk])
    link_in(clerk.post(url, {**PERSON, "email": "", "how": "link"}))
    again = clerk.post(url, {**PERSON, "email": "", "how": "link"})
    assert "An officer of this name" in again.content.decode()
    post = Post.objects.get()
    answer = clerk.post(reverse("post_end", args=[post.pk]), {"ends_on": "2026-12-03"})
    assert answer.url == reverse("hosted_departments")
    post.refresh_from_db()
    assert str(post.ends_on) == "2026-12-03"


@pytest.mark.parametrize(
    ("page", "typed", "field"),
    [("hosted_school_new", SCHOOL, "name_kk"), ("hosted_department_new", DEPARTMENT, "name_kk")],
)
def test_what_is_here_already_does_not_come_twice_and_nothing_is_lost(clerk, page, typed, field):
    clerk.post(reverse(page), typed)
    people = User.objects.count()
    answer = clerk.post(reverse(page), {**typed, "name_kk": f" {typed['name_kk']} ", "surname": "Ахметова"})
    form = answer.context["form"]
    assert form.errors[field]
    assert form["surname"].value() == "Ахметова"
    assert User.objects.count() == people
    assert School.objects.count() + Department.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"how": "mail"}, "email"),
        ({"hired_on": "2026-12-04"}, "hired_on"),
        ({"week": "7"}, "week"),
        ({"name_kk": ""}, "name_kk"),
        ({"surname": "а" * 81}, "surname"),
        ({"department": "99999"}, "department"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_made(clerk, changes, field):
    answer = clerk.post(reverse("hosted_school_new"), {**SCHOOL, **changes})
    assert list(answer.context["form"].errors) == [field]
    assert not School.objects.exists()
    assert not Invitation.objects.exists()
    assert not AuditEntry.objects.exists()


def test_by_mail_the_invitation_goes_to_the_person_alone(clerk):
    Installation.objects.create(pk=1, is_demo=False, made_at=MOMENT)
    typed = {**SCHOOL, "email": "N.Zhaksylykov@mektep.example", "how": "mail"}
    answer = clerk.post(reverse("hosted_school_new"), typed, follow=True)
    page = answer.content.decode()
    assert "The invitation is on its way" in page
    assert "/join/" not in page
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language) == ("n.zhaksylykov@mektep.example", "kk")
    assert "№ 14 орта мектеп" in mail.text


def test_the_list_finds_a_school_in_any_language_and_case_and_tells_how_far_its_people_are(clerk):
    clerk.post(reverse("hosted_school_new"), SCHOOL)
    other = SchoolFactory(department=DepartmentFactory())
    head_of(other)
    rows = clerk.get(reverse("hosted_schools"), {"q": "ШЕЛЕК школа"}).context["rows"]
    assert [row.place.name_kk for row in rows] == ["№ 14 орта мектеп"]
    assert [(one.state, one.may_invite) for one in rows[0].holders] == [("invited", True)]
    rows = clerk.get(reverse("hosted_schools"), {"department": other.department_id}).context["rows"]
    assert [row.place for row in rows] == [other]
    rows = clerk.get(reverse("hosted_schools"), {"department": "null"}).context["rows"]
    assert [row.place.name_kk for row in rows] == ["№ 14 орта мектеп"]
    assert "Nobody fits" not in clerk.get(reverse("hosted_schools")).content.decode()


def test_only_who_never_signed_in_is_invited_anew(clerk):
    first = link_in(clerk.post(reverse("hosted_school_new"), SCHOOL))
    post = Post.objects.get()
    url = reverse("hosted_invite", args=[post.pk])
    second = link_in(clerk.post(url, {"how": "link"}))
    assert Client().get(first).status_code == 410
    refused = clerk.post(url, {"how": "mail"})
    assert "has no e-mail" in refused.content.decode()
    join(second)
    assert clerk.get(url).status_code == 403
    assert clerk.post(url, {"how": "link"}).status_code == 403


@pytest.mark.parametrize("kind", ["member", "psychologist", "secretary"])
def test_the_operator_lets_in_nobody_else_of_a_school(clerk, kind):
    post = Post.objects.create(user=UserFactory(), school=SchoolFactory(), kind=kind, starts_on="2026-09-01")
    assert clerk.get(reverse("hosted_invite", args=[post.pk])).status_code == 403


def test_the_operator_sees_nothing_of_a_school_by_adding_it(clerk):
    clerk.post(reverse("hosted_school_new"), SCHOOL)
    assert clerk.get(reverse("accounts")).status_code == 403
    assert clerk.get(reverse("teacher_list")).status_code == 403
    assert clerk.get(reverse("school_describe")).status_code == 403


NAMES = ("name_kk", "name_ru", "name_en", "place_kk", "place_ru", "place_en")
TYPED = {name: SCHOOL[name] for name in (*NAMES, "main_language")}


@pytest.mark.parametrize("leader", [deputy_of, head_of])
def test_leaders_correct_how_their_school_is_called(leader):
    school = SchoolFactory(week=5)
    client = Client()
    client.force_login(leader(school))
    url = reverse("school_describe")
    assert client.get(url).context["form"]["name_kk"].value() == school.name_kk
    answer = client.post(url, {**TYPED, "week": "5", "order_series": "-ж"})
    assert answer.url == url
    school.refresh_from_db()
    assert (school.name_kk, school.order_series, school.is_small) == ("№ 14 орта мектеп", "-ж", False)
    assert "шелек" in school.search_key
    entry = AuditEntry.objects.get(action="school.described")
    assert entry.changes["order_series"] == ["", "-ж"]
    client.post(url, {**TYPED, "week": "5", "order_series": "-ж"})
    assert AuditEntry.objects.filter(action="school.described").count() == 1, "the same again changes nothing"


def test_a_school_that_takes_the_name_of_another_learns_nothing_of_it():
    SchoolFactory(**{name: TYPED[name] for name in NAMES})
    mine = SchoolFactory()
    client = Client()
    client.force_login(deputy_of(mine))
    stood = client.get(reverse("school_describe")).context["form"]["stood"].value()
    typed = {**TYPED, "week": "5", "order_series": "", "stood": stood}
    assert client.post(reverse("school_describe"), typed).status_code == 302
    mine.refresh_from_db()
    assert mine.name_kk == TYPED["name_kk"]


def test_where_no_mail_goes_the_link_is_asked_for(clerk, settings):
    settings.MAIL_GOES = False
    typed = {**SCHOOL, "email": "n.zhaksylykov@mektep.example", "how": "mail"}
    assert clerk.post(reverse("hosted_school_new"), typed).context["form"].errors["how"]
    assert not School.objects.exists()
    head = head_of(SchoolFactory(), password=None)
    url = reverse("hosted_invite", args=[head.posts.get().pk])
    assert clerk.post(url, {"how": "mail"}).context["form"].errors["how"]
    assert not Invitation.objects.exists()


def test_the_main_language_is_asked_for_and_can_be_changed(clerk):
    clerk.post(reverse("hosted_school_new"), {**SCHOOL, "main_language": "ru", "language": "kk"})
    school = School.objects.get(name_kk=SCHOOL["name_kk"])
    assert school.language == "ru", "of the papers, whatever the invited person reads"
    client = Client()
    client.force_login(deputy_of(school))
    client.post(reverse("school_describe"), {**TYPED, "main_language": "kk", "week": "6", "order_series": ""})
    school.refresh_from_db()
    assert school.language == "kk"
