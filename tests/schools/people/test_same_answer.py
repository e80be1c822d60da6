"""No page says whether an account at another school has an address: status, address and text of its answers are equal."""

import re

import pytest
from django import forms
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock as time
from schools.hosting.forms import AddDepartmentForm, AddSchoolForm, OfficerForm
from schools.people.forms.invitations import JoinForm
from schools.people.forms.own import SettingsForm
from schools.people.forms.signin import ForgottenForm, SignInForm
from schools.people.models import User
from schools.people.services import invitations
from schools.people.teachers.forms import PersonForm
from schools.setup.forms import SetUpForm
from tests.factories import DepartmentFactory, EmploymentFactory, SchoolFactory, UserFactory, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OLD, NEW = "g.omarowa@mektep.example", "g.omarova@mektep.example"
PASSWORD = "Қарлығаш-2026"


def asked_of(where: str, school, deputy: User) -> tuple[User | None, str, dict[str, str]]:
    """Who asks, where, and what is typed there; the address is NEW."""
    own = {"surname": "Ахметова", "given_name": "Сәуле", "patronymic": ""}
    names = {"surname": "Пак", "given_name": "Ирина", "patronymic": "Олеговна", "phone": ""}
    stay = {"personnel_number": "7001", "subject": "", "subject_text": "Робототехника", "rate": "1"}
    hired = {"hired_on": "2026-11-20", "teaching_since": "2026"}
    match where:
        case "my settings":
            user = UserFactory(email=OLD, **own)
            typed = {"language": "en", "theme": "", "phone": "", "email": NEW, "present_password": PASSWORD}
            return user, reverse("my_settings"), typed
        case "join":
            person = EmploymentFactory(school=school, user=UserFactory(email="", password=None, **own)).user
            (made,) = invitations.invite(
                school=school, user_ids=[person.pk], by=actor(deputy, "deputy"), now=time.now()
            )
            return None, reverse("join", args=[made.code]), {"email": NEW, "password": "алма ағашы гүлдеді"}
        case "new teacher":
            return deputy, reverse("teacher_new"), {**names, **stay, **hired, "email": NEW}
        case "forgotten":
            return None, reverse("account_reset_password"), {"email": NEW}
        case "sign in":
            return None, reverse("account_login"), {"login": NEW, "password": "ойдан шығарылған"}
        case "new officer":
            operator = UserFactory(is_operator=True, **own)
            typed = {**names, "email": NEW, "how": "mail", "language": "kk"}
            department = DepartmentFactory(
                name_kk="Шелек білім бөлімі", name_ru="Отдел образования, Шелек", name_en=""
            )
            return operator, reverse("hosted_officer_new", args=[department.pk]), typed
        case "new department":
            operator = UserFactory(is_operator=True, **own)
            typed = {**names, "email": NEW, "how": "mail", "language": "kk", "kind": "district",
                     "name_kk": "Шелек білім бөлімі", "name_ru": "Отдел образования, Шелек"}  # fmt: skip
            return operator, reverse("hosted_department_new"), typed
        case "a teacher's entry":
            user = UserFactory(email=OLD, **own)
            User.objects.filter(pk=user.pk).update(password="")
            of = EmploymentFactory(school=school, user=user, personnel_number="7002")
            return deputy, reverse("teacher_edit", args=[of.pk]), {**names, **stay, **hired, "email": NEW}
    operator = UserFactory(is_operator=True, **own)
    typed = {
        **names, "email": NEW, "how": "mail", "name_kk": "№ 14 орта мектеп", "name_ru": "Средняя школа № 14",
        "place_kk": "Шелек ауылы", "place_ru": "село Шелек", "week": "6", "main_language": "kk", "hired_on": "2011-09-01", "language": "kk",
    }  # fmt: skip
    return operator, reverse("hosted_school_new"), typed


def answers(where: str, school, deputy: User, *, elsewhere: bool) -> list[tuple[int, str, str]]:
    """Status, address and text of the form, of what is answered to it, and of the page after, and how often the answer asked
    the database; then all is undone."""
    with transaction.atomic():
        other = EmploymentFactory(
            school=SchoolFactory(),
            user__email=NEW if elsewhere else "other@mektep.example",
            user__last_login=time.now(),
        )
        assert User.objects.filter(email=NEW).exists() is elsewhere
        user, address, typed = asked_of(where, school, deputy)
        client = Client()
        if user is not None:
            client.force_login(user)
        got = [client.get(address)]
        with CaptureQueriesContext(connection) as asked:
            got.append(client.post(address, typed))
        if got[-1].status_code == 302:
            got.append(client.get(got[-1].url, follow=True))
        found = [
            (answer.status_code, re.sub(r"\d+", "…", answer.get("Location", "")), headers(answer) + plain(answer))
            for answer in got
        ]
        stored = User.objects.filter(email=NEW).exclude(pk=other.user_id).exists()
        assert stored is (where not in ONLY_ASKED), found[1]
        found.append((len(asked), "", ""))
        transaction.set_rollback(True)
    return found


def headers(answer) -> str:  # noqa: ANN001
    """All headers but cookies, the length and what is new in each answer."""
    left_out = {"Set-Cookie", "Content-Length", "Location", "X-Request-ID"}
    return "".join(f"{name}: {value}\n" for name, value in sorted(answer.items()) if name not in left_out)


def plain(answer) -> str:  # noqa: ANN001
    """The page but for tokens, ids and one-time codes."""
    text = re.sub(r'(csrfmiddlewaretoken"|name="once"|name="standing") value="[^"]*"', r"\1", answer.content.decode())
    text = re.sub(
        r'(data-unsent|name="typed_by" value)="[^"]*"', r"\1", text
    )  # who is signed in: another row each time
    text = re.sub(r"(?:[2-9A-Z]{4}-){5}[2-9A-Z]{4}", "CODE", text)
    return re.sub(r"/\d+/|adam\d+|value=\"[\w:=+/-]{20,}\"|№ \d+|No \d+", "…", text)


PAGES = {
    "my settings": SettingsForm,
    "join": JoinForm,
    "new teacher": PersonForm,
    "a teacher's entry": PersonForm,
    "new school": AddSchoolForm,
    "new officer": OfficerForm,
    "new department": AddDepartmentForm,
    "forgotten": ForgottenForm,
    "sign in": SignInForm,
}
ONLY_ASKED = {"forgotten", "sign in"}
"""Pages that store no address."""


def test_every_form_that_takes_an_address_is_among_these_pages() -> None:
    """But the first page of all: where it answers there are no accounts yet."""
    asking = {
        form
        for form in ours(forms.BaseForm)
        if not ours(form) and any(isinstance(field, forms.EmailField) for field in form.base_fields.values())
    }
    assert asking - {SetUpForm} == set(PAGES.values()) - {SignInForm}


def ours(form: type) -> set[type]:
    """All forms of the product that are made from this one."""
    below = {one for child in form.__subclasses__() for one in (child, *ours(child))}
    return {one for one in below if one.__module__.split(".")[0] in ("schools", "mentoring", "reports", "common")}


@pytest.mark.parametrize("where", PAGES)
def test_no_page_tells_whether_another_school_has_the_address(where: str, school, deputy: User) -> None:
    free = answers(where, school, deputy, elsewhere=False)
    taken = answers(where, school, deputy, elsewhere=True)
    for one, other in zip(taken, free, strict=True):
        assert one[:2] == other[:2]
        differing = [
            pair for pair in zip(one[2].splitlines(), other[2].splitlines(), strict=False) if len(set(pair)) > 1
        ]
        assert differing == []
        assert one == other


def test_within_one_school_the_deputy_is_asked_whether_it_is_the_same_person(school, deputy: User, client) -> None:
    there = EmploymentFactory(school=school, user__email=NEW)
    client.force_login(deputy)
    user, address, typed = asked_of("new teacher", school, deputy)
    page = client.post(address, typed).content.decode()
    assert "This e-mail belongs to somebody of your school" in page
    assert there.user.full_name in page
    assert User.objects.filter(email=NEW).count() == 1
