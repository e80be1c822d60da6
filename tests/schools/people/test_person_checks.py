"""One set of rules for a person's data: the form to enter a teacher reads it as the import does."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schools.people.models import Employment, User
from schools.roster import cells
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, deputy_of
from tests.schools.roster.books import book, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PERSON = {
    "surname": "Омарова",
    "given_name": "Гүлнара",
    "patronymic": "Сапарқызы",
    "hired_on": "2026-11-30",
    "rate": "1",
}


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def client(school) -> Client:
    found = Client()
    found.force_login(deputy_of(school, surname="Сейтқали", given_name="Айгерім"))
    return found


def entered(client: Client, **typed: str) -> Any:
    return client.post(reverse("teacher_new"), PERSON | typed)


def newest() -> Employment:
    return Employment.objects.latest("pk")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"surname": "Омaрова"}, "Омарова Гүлнара Сапарқызы"),  # noqa: RUF001  a Latin a
        ({"given_name": "Гүл\u00adнара"}, "Омарова Гүлнара Сапарқызы"),
        ({"surname": "\u00a0Омарова\u00a0"}, "Омарова Гүлнара Сапарқызы"),
        ({"surname": "ОМАРОВА"}, "Омарова Гүлнара Сапарқызы"),
        ({"patronymic": "нет"}, "Омарова Гүлнара"),
        ({"patronymic": "–"}, "Омарова Гүлнара"),
    ],
)
def test_the_form_folds_names_as_the_import_does(client: Client, typed: dict[str, str], stored: str) -> None:
    assert entered(client, **typed).status_code == 302
    assert newest().user.full_name == stored
    (name, text), *_ = typed.items()
    line = {"surname": "Омарова", "given_name": "Гүлнара", "patronymic": "Сапарқызы"} | {name: text}
    (row,) = people(book([(*line.values(), "30.11.2026")], head=("Фамилия", "Имя", "Отчество", "Дата приема")))
    assert row.full_name == stored


REFUSED = [
    ("surname", '=HYPERLINK("x")', "This begins like a formula"),
    ("given_name", "Г.", "Write the surname and the given name in full"),
    ("patronymic", "С.", "Write the surname and the given name in full"),
    ("surname", "Zарина", "Latin and Cyrillic letters are mixed"),
    ("personnel_number", "850101400123", "This is a national ID number"),
    ("phone", "12", "This is not a whole phone number"),
]


@pytest.mark.parametrize(("name", "typed", "why"), REFUSED)
def test_the_form_refuses_what_the_import_refuses(client: Client, name: str, typed: str, why: str) -> None:
    response = entered(client, **{name: typed})
    assert response.status_code == 200
    assert why in str(response.context["form"].errors[name])
    with pytest.raises(cells.Wrong):
        cells.READERS[{"personnel_number": "number"}.get(name, name)](typed)


def test_a_day_of_hire_in_two_years_is_refused_by_both(client: Client) -> None:
    response = entered(client, hired_on="2028-08-25")
    assert "more than a year ahead" in str(response.context["form"].errors["hired_on"])


@pytest.mark.parametrize("typed", [{"given_name": ""}, {"surname": "Müller"}])
def test_a_doubtful_name_is_asked_about_once_and_then_taken(client: Client, typed: dict[str, str]) -> None:
    asked = entered(client, **typed)
    assert asked.status_code == 200
    assert "The name is written so in the identity document." in asked.content.decode()
    assert list(asked.context["form"].fields)[:4] == ["surname", "given_name", "patronymic", "sure"]
    assert entered(client, **typed, sure="on").status_code == 302
    person = newest().user
    assert (person.surname, person.given_name) == (
        typed.get("surname", "Омарова"),
        typed.get("given_name", "Гүлнара"),
    )


def test_what_stands_already_is_not_judged_again(client: Client, school) -> None:
    old = EmploymentFactory(school=school, user=UserFactory(surname="Ли", given_name="Е.", patronymic=""))
    page = client.get(reverse("teacher_edit", args=[old.pk]))
    form = page.context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"phone": "8 701 234 56 78"}
    typed = {name: value for name, value in typed.items() if value is not False}
    assert client.post(reverse("teacher_edit", args=[old.pk]), typed).status_code == 302
    assert User.objects.get(pk=old.user_id).phone == "+7 701 234 56 78"


@pytest.fixture
def gone(school) -> Employment:
    """Somebody who left this school."""
    person = UserFactory(surname="Ким", given_name="Анна", patronymic="Олеговна", email="anna.kim@school5.example")
    return EmploymentFactory(
        school=school, user=person, personnel_number="031", hired_on=date(2018, 9, 1), left_on=date(2024, 6, 30)
    )


KIM = {"surname": "Ким", "given_name": "Анна", "patronymic": "Олеговна", "hired_on": "2026-12-01"}


@pytest.mark.parametrize(
    "typed",
    [KIM, KIM | {"email": "anna.kim@school5.example"}, {"surname": "Ким-Ли", "email": "Anna.Kim@school5.example"}],
)
def test_somebody_who_left_and_comes_back_is_offered_with_the_earlier_account(
    client: Client, gone: Employment, typed: dict[str, str]
) -> None:
    asked = entered(client, **typed)
    choices = dict(asked.context["form"].fields["who"].choices)
    text = "The same person, hired again: Ким Анна Олеговна, № 031, hired 01.09.2018, left 30.06.2024"
    assert choices[str(gone.user_id)] == text
    assert ("another" in choices) is ("email" not in typed), "an e-mail belongs to one person"
    assert entered(client, **(typed | {"hired_on": "2026-12-01"}), who=str(gone.user_id)).status_code == 302
    assert newest().user_id == gone.user_id
    assert newest().hired_on == date(2026, 12, 1)


def test_another_person_of_the_same_name_is_entered_as_such(client: Client, gone: Employment) -> None:
    assert entered(client, **KIM, who="another").status_code == 302
    assert newest().user_id != gone.user_id


def test_somebody_at_work_here_is_named_before_a_namesake_is_entered(client: Client, school) -> None:
    there = EmploymentFactory(
        school=school, user=UserFactory(surname="Ким", given_name="Анна", patronymic="Олеговна"), left_on=None
    )
    asked = entered(client, **KIM)
    field = asked.context["form"].fields["who"]
    assert there.user.full_name in field.help_text
    assert [key for key, _ in field.choices] == ["another"]


def test_people_of_another_school_are_not_known_here(client: Client) -> None:
    EmploymentFactory(
        school=SchoolFactory(),
        user=UserFactory(surname="Ким", given_name="Анна", patronymic="Олеговна"),
        left_on=date(2024, 6, 30),
    )
    assert entered(client, **KIM).status_code == 302


def test_an_account_that_another_place_has_a_hand_in_is_not_offered(client: Client, gone: Employment) -> None:
    EmploymentFactory(school=SchoolFactory(), user=gone.user)
    gone.user.last_login = None
    gone.user.set_unusable_password()
    gone.user.save()
    asked = entered(client, **KIM)
    assert [key for key, _ in asked.context["form"].fields["who"].choices] == ["another"]
    assert entered(client, **KIM, who=str(gone.user_id)).status_code == 200
