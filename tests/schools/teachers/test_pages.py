"""Pages of teachers: list, filters, export, one teacher, forms; who finds what."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from schools.people.models import Employment, User, YearResult
from schools.people.teachers.forms import TeacherForm
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, deputy_of, eligible_mentor, head_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def deputy(school) -> User:
    return deputy_of(school, surname="Сейтқали", given_name="Айгерім", patronymic="Мұратқызы")


@pytest.fixture
def client(deputy: User) -> Client:
    return signed_in(deputy)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def teacher(school, surname: str, given: str = "Анна", **fields) -> Employment:
    return EmploymentFactory(
        school=school, user=UserFactory(surname=surname, given_name=given, patronymic=""), **fields
    )


def surnames(client: Client, **query: str) -> list[str]:
    page = client.get(reverse("teacher_list"), query).context["page"]
    return [row.user.surname for row in page]


def test_the_list_is_in_the_order_of_the_kazakh_alphabet(client: Client, school) -> None:
    for surname in ("Шин", "Қалиев", "Омарова", "Әлімжан", "Ким", "Абаев"):
        teacher(school, surname)
    teacher(SchoolFactory(), "Чужая")
    assert surnames(client) == ["Абаев", "Әлімжан", "Ким", "Қалиев", "Омарова", "Сейтқали", "Шин"]
    assert surnames(client, sort="-name")[0] == "Шин"


@pytest.mark.parametrize("query", ["ӘЛІМЖАН", "әлім", "жан анна", "77-А"])
def test_search_finds_cyrillic_in_any_case_and_numbers(client: Client, school, query: str) -> None:
    teacher(school, "Әлімжан", personnel_number="77-А")
    teacher(school, "Ким")
    assert surnames(client, q=query) == ["Әлімжан"]


def test_search_takes_yo_for_ye(client: Client, school) -> None:
    teacher(school, "Семёнова")
    assert surnames(client, q="семенова") == ["Семёнова"]


def test_filters_by_subject_category_and_state(client: Client, school) -> None:
    mentor = eligible_mentor(school, user=UserFactory(surname="Омарова"))
    teacher(school, "Ким", left_on=date(2026, 6, 1))
    teacher(school, "Ли", subject=None, subject_text="Робототехника")
    level = mentor.qualifications.get().level
    assert surnames(client, category=str(level.pk)) == ["Омарова"]
    assert "Ли" not in surnames(client, subject=str(mentor.subject_id))
    assert "Ким" not in surnames(client)
    assert surnames(client, state="left") == ["Ким"]


@pytest.mark.parametrize("sort", ["name", "-number", "subject", "-category", "hired", "nonsense"])
def test_every_order_works(client: Client, school, sort: str) -> None:
    eligible_mentor(school)
    teacher(school, "Ли", subject=None)
    assert len(surnames(client, sort=sort)) == 3


def test_pages_and_empty_pages(client: Client, school) -> None:
    for number in range(25):
        teacher(school, f"Ли{number}")
    text = client.get(reverse("teacher_list")).content.decode()
    assert "1–20 of 26" in text
    assert len(surnames(client, page="2")) == 6
    assert "Nobody fits" in client.get(reverse("teacher_list"), {"q": "Жоқ"}).content.decode()


def test_the_export_holds_what_the_filters_leave(client: Client, school) -> None:
    teacher(school, "=cmd|x")
    teacher(school, "Ким")
    content = client.get(reverse("teacher_export"), {"q": "cmd"}).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())
    assert len(rows) == 2
    assert (rows[1][1].value, rows[1][1].data_type) == ("=cmd|x", "s")


def test_the_export_holds_what_a_department_asks_for(client: Client, school) -> None:
    mentor = eligible_mentor(school)
    mentor.user.phone = "+7 701 234 56 78"
    mentor.user.save()
    content = client.get(reverse("teacher_export")).content
    header, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    (found,) = [dict(zip(header, row, strict=True)) for row in rows if row[1] == mentor.user.surname]
    held = mentor.qualifications.first()
    assert found["Category"] == held.level.name
    assert found["Category granted on"].date() == held.granted_on
    assert found["Phone"] == "+7 701 234 56 78"
    assert found["Quality of knowledge"] == "2025/26: 80.2 % (97 of 121)"


def test_the_page_of_a_teacher(client: Client, school) -> None:
    mentor = eligible_mentor(school)
    YearResult.objects.create(employment=mentor, year=2022, pupils=2502, good=1500)
    text = client.get(reverse("teacher_page", args=[mentor.pk])).content.decode().replace("\u00a0", " ")
    assert "76.8 % (86 of 112)" in text
    assert "59.95 % (1500 of 2502)" in text
    assert "Follows it" in text
    assert "2025/26" in text


def test_a_new_teacher_and_a_correction(client: Client, school) -> None:
    data = {"surname": "Пак", "given_name": "Ирина", "hired_on": "2026-11-20", "rate": "1", "first_time": "on"}
    response = client.post(reverse("teacher_new"), data)
    employment = Employment.objects.get(user__surname="Пак")
    assert response.url == reverse("teacher_page", args=[employment.pk])
    form = client.get(reverse("teacher_edit", args=[employment.pk])).context["form"]
    assert form.initial["surname"] == "Пак"
    client.post(reverse("teacher_edit", args=[employment.pk]), {**data, "surname": "Ким"})
    employment.user.refresh_from_db()
    assert employment.user.surname == "Ким"


def test_what_is_wrong_stays_in_the_form(client: Client) -> None:
    response = client.post(reverse("teacher_new"), {"surname": "Пак", "hired_on": "31.02.2026"})
    text = response.content.decode()
    assert 'value="Пак"' in text
    assert "There is no such date" in text
    assert not Employment.objects.filter(user__surname="Пак").exists()


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("teacher_category", {"granted_on": "2025-06-01"}, "teacher-master"),
        ("teacher_result", {"year": "2025", "pupils": "104", "good": "68"}, "65.4"),
        ("teacher_ethics", {"follows": "no", "recorded_on": "2026-09-02"}, "There is a recorded finding"),
        ("teacher_preparation", {"title": "Школа наставника", "done_on": "2026-10-05"}, "Школа наставника"),
    ],
)
def test_parts_are_added_and_shown(client: Client, school, name: str, data: dict, shown: str) -> None:
    from schools.people.models import CategoryLevel

    employment = teacher(school, "Ким")
    data = {**data, "level": str(CategoryLevel.objects.get(code="master").pk)}
    response = client.post(reverse(name, args=[employment.pk]), data, follow=True)
    assert shown in response.content.decode()


def test_an_attestation_is_of_today_unless_another_day_is_typed(client: Client, school) -> None:
    response = client.get(reverse("teacher_ethics", args=[teacher(school, "Ким").pk]))
    assert 'value="2026-12-03"' in response.content.decode()


def test_the_end_says_what_it_touches(client: Client, school) -> None:
    employment = teacher(school, "Ким")
    address = reverse("teacher_end", args=[employment.pk])
    assert "What this touches" in client.get(address).content.decode()
    client.post(address, {"left_on": "2026-12-31", "reason": "Перевод"})
    employment.refresh_from_db()
    assert employment.left_on == date(2026, 12, 31)


@pytest.mark.parametrize(("today", "year"), [("2027-05-31", 2025), ("2027-06-01", 2026), ("2026-12-03", 2025)])
def test_the_results_are_asked_for_the_last_year_that_was_taught_to_its_end(
    client: Client, school, monkeypatch, today: str, year: int
) -> None:
    address = reverse("teacher_result", args=[teacher(school, "Ким").pk])
    monkeypatch.setattr("schools.people.teachers.views.clock.today", lambda: date.fromisoformat(today))
    assert client.get(address).context["form"]["year"].value() == year


FORMS = ["teacher_edit", "teacher_end", "teacher_category", "teacher_result", "teacher_ethics", "teacher_preparation"]


@pytest.mark.parametrize("name", FORMS)
def test_who_may_open_the_forms(name: str, school, deputy: User) -> None:
    employment = teacher(school, "Ким")
    address = reverse(name, args=[employment.pk])
    assert signed_in(deputy).get(address).status_code == 200
    assert signed_in(head_of(school)).get(address).status_code == 200
    assert signed_in(deputy_of(SchoolFactory())).get(address).status_code == 404
    assert signed_in(teacher(school, "Ли").user).get(address).status_code == 404
    assert signed_in(employment.user).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_who_may_open_the_pages(school, deputy: User) -> None:
    employment = teacher(school, "Ким")
    for name in ("teacher_list", "teacher_export", "teacher_new"):
        assert signed_in(deputy).get(reverse(name)).status_code == 200
        assert signed_in(employment.user).get(reverse(name)).status_code == 403
        assert signed_in(UserFactory()).get(reverse(name)).status_code == 403
    address = reverse("teacher_page", args=[employment.pk])
    assert signed_in(employment.user).get(address).status_code == 200
    assert signed_in(teacher(school, "Ли").user).get(address).status_code == 404
    assert signed_in(deputy_of(SchoolFactory())).get(address).status_code == 404


def test_queries_do_not_grow(client: Client, school, django_assert_max_num_queries) -> None:
    counted = []
    for count in (1, 29):
        for _ in range(count):
            mentor = eligible_mentor(school)
        for address in (reverse("teacher_list"), reverse("teacher_page", args=[mentor.pk])):
            with django_assert_max_num_queries(25) as queries:
                client.get(address)
            counted.append(len(queries))
    assert counted[:2] == counted[2:]


@pytest.mark.parametrize("year", ["1949", "2101", "2147483647"])
def test_nobody_teaches_since_a_year_that_cannot_be(year: str) -> None:
    assert "teaching_since" in TeacherForm({"teaching_since": year}).errors
    assert "teaching_since" not in TeacherForm({"teaching_since": "2004"}).errors


OWN = ("teacher_category", "teacher_result", "teacher_preparation")


def test_beside_another_leader_the_own_page_offers_no_record_and_says_who_makes_it(client, deputy, school) -> None:
    own = deputy.employments.get()
    pages = [reverse(name, args=[own.pk]) for name in OWN]
    page = client.get(reverse("teacher_page", args=[own.pk])).content.decode()
    assert all(url in page for url in pages), "nobody else leads the school"
    head = head_of(school)
    page = client.get(reverse("teacher_page", args=[own.pk])).content.decode()
    assert not any(url in page for url in pages)
    assert "another leader of the school records your category, results and preparation" in page
    assert {client.get(url).status_code for url in pages} == {403}
    assert {signed_in(head).get(url).status_code for url in pages} == {200}
