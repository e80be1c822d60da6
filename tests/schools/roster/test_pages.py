"""The import as a deputy walks it, without a script; and what others find there."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from schools.people.models import Employment, User
from schools.roster.models import ImportBatch
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, deputy_of, head_of
from tests.schools.roster.books import ERZHANOV, HEAD, OMAROVA, bomb, book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def deputy(school) -> User:
    return deputy_of(school, surname="Сейтқали", given_name="Айгерім", patronymic="Мұратқызы")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, content: bytes, name: str = "Список.xlsx"):
    return client.post(reverse("roster_upload"), {"file": SimpleUploadedFile(name, content)})


def uploaded(client: Client, content: bytes) -> ImportBatch:
    response = send(client, content)
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.objects.latest("pk")


def test_a_column_that_was_not_understood_is_named(deputy: User) -> None:
    client = signed_in(deputy)
    batch = uploaded(client, book([(*ERZHANOV, "12")], head=(*HEAD, "Кабинет")))
    page = client.get(reverse("roster_columns", args=[batch.pk]))
    assert page.context["unread"] == ["Кабинет"]
    assert "These columns of the file are not used: Кабинет." in page.content.decode()
    assert '<details class="sec">' in page.content.decode()
    refused = client.post(reverse("roster_columns", args=[batch.pk]), {"hired_on": "9"})
    assert '<details class="sec" open>' in refused.content.decode()


def test_the_whole_way(deputy: User) -> None:
    client = signed_in(deputy)
    wrong = (*OMAROVA[:9], "31.02.2015", *OMAROVA[10:])
    batch = uploaded(client, book([wrong, ERZHANOV]))
    columns = client.get(reverse("roster_columns", args=[batch.pk]))
    form = columns.context["form"]
    assert "Фамилия" in columns.content.decode()
    assert "Every column was understood." in columns.content.decode()
    assert '<details class="sec">' in columns.content.decode()
    data = {name: form.initial.get(name, "") for name in form.fields}
    response = client.post(reverse("roster_columns", args=[batch.pk]), data)
    assert response.url == reverse("roster_preview", args=[batch.pk])

    page = client.get(response.url)
    text = page.content.decode()
    assert "There is no such day. Write it like this: 25.08.2026." in text
    assert "31.02.2015" in text
    assert "Ержанов Нұрлан Бауыржанұлы" in text
    assert not Employment.objects.filter(user__surname="Ержанов", school=batch.school).exists()

    done = client.post(
        reverse("roster_confirm", args=[batch.pk]), {"digest": page.context["seen"].digest}, follow=True
    )
    assert done.redirect_chain[-1][0] == reverse("roster_result", args=[batch.pk])
    text = done.content.decode()
    assert "Download these rows (Excel)" in text
    assert "They teach for the first time this year and need a mentor" in text

    file = client.get(reverse("roster_failed", args=[batch.pk]))
    (header, row) = openpyxl.load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True)
    assert header[:4] == ("Row", "Why it was not taken over", "Табельный №", "Фамилия")
    assert row[:4] == ("2", "Date of hire: There is no such day. Write it like this: 25.08.2026.", "04012", "Омарова")


def test_the_file_of_failed_rows_holds_no_formula(deputy: User) -> None:
    client = signed_in(deputy)
    hostile = ("04012", "Омарова", "Гүлнара", '+HYPERLINK("http://x")', *OMAROVA[4:])
    batch = uploaded(client, book([hostile, ERZHANOV]))
    digest = client.get(reverse("roster_preview", args=[batch.pk])).context["seen"].digest
    client.post(reverse("roster_confirm", args=[batch.pk]), {"digest": digest})
    file = client.get(reverse("roster_failed", args=[batch.pk]))
    row = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.iter_rows())[1]
    assert [cell.data_type for cell in row if cell.value] == ["s"] * sum(1 for cell in row if cell.value)


def test_a_bad_file_is_answered_with_a_sentence(deputy: User) -> None:
    client = signed_in(deputy)
    for content, words in (
        (bomb(), "unpacks to far more"),
        (b"%PDF-1.7 \x00", "no table that can be read"),
        (
            b"# Read me\n\nOne, two\n\nFrom the day of hire, a mentor has a year, as the law says.\n\nAnd so on.\n",
            "names the columns",
        ),
        (b"x" * (6 * 1024 * 1024), "too big"),
        (book([]), "no rows with people"),
    ):
        response = send(client, content)
        assert words in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_questions_are_answered_on_the_page(deputy: User, school) -> None:
    EmploymentFactory(
        school=school,
        user=UserFactory(surname="Ержанов", given_name="Нұрлан", patronymic="Бауыржанұлы"),
        personnel_number="77",
    )
    client = signed_in(deputy)
    batch = uploaded(client, book([ERZHANOV]))
    address = reverse("roster_preview", args=[batch.pk])
    page = client.get(address)
    assert "Who is meant?" in page.content.decode()
    assert "Take this list over" not in page.content.decode()
    client.post(address, {"row-2": "new"})
    assert "Take this list over" in client.get(address).content.decode()
    client.post(address, {"row-2": "employment:999"})
    batch.refresh_from_db()
    assert batch.answers == {"2": "new"}


def test_columns_of_which_a_name_is_missing_go_back_to_the_form(deputy: User) -> None:
    client = signed_in(deputy)
    batch = uploaded(client, book([OMAROVA]))
    response = client.post(reverse("roster_columns", args=[batch.pk]), {"hired_on": "9"})
    assert "Say which column holds the surname" in response.content.decode()


def test_a_stale_confirmation_changes_nothing(deputy: User) -> None:
    client = signed_in(deputy)
    batch = uploaded(client, book([OMAROVA]))
    response = client.post(reverse("roster_confirm", args=[batch.pk]), {"digest": "old"}, follow=True)
    assert "Nothing was taken over" in response.content.decode()
    assert not User.objects.filter(surname="Омарова", employments__personnel_number="04012").exists()


def test_an_upload_can_be_put_aside(deputy: User) -> None:
    client = signed_in(deputy)
    batch = uploaded(client, book([OMAROVA]))
    client.post(reverse("roster_drop", args=[batch.pk]))
    assert client.get(reverse("roster_preview", args=[batch.pk])).url == reverse("roster_upload")
    assert client.get(reverse("roster_result", args=[batch.pk])).url == reverse("roster_upload")


PAGES = ["roster_columns", "roster_preview", "roster_result", "roster_failed"]


def test_who_may(deputy: User, school) -> None:
    batch = uploaded(signed_in(deputy), book([OMAROVA]))
    teacher = EmploymentFactory(school=school).user
    for name in PAGES:
        address = reverse(name, args=[batch.pk])
        assert signed_in(head_of(school)).get(address).status_code in (200, 302)
        assert signed_in(deputy_of(SchoolFactory())).get(address).status_code == 404
        assert signed_in(teacher).get(address).status_code == 404
        assert Client().get(address).status_code == 302
    for name in ("roster_confirm", "roster_drop"):
        address = reverse(name, args=[batch.pk])
        assert signed_in(deputy).get(address).status_code == 405
        assert signed_in(deputy_of(SchoolFactory())).post(address).status_code == 404
        assert signed_in(teacher).post(address).status_code == 404
    assert signed_in(teacher).get(reverse("roster_upload")).status_code == 403


def test_queries_do_not_grow(deputy: User, django_assert_max_num_queries) -> None:
    client = signed_in(deputy)
    counted = []
    for count in (1, 30):
        lines = [(str(n), "Ли", "Анна" + "а" * n, *ERZHANOV[3:]) for n in range(count)]
        batch = uploaded(client, book(lines))
        with django_assert_max_num_queries(25) as queries:
            client.get(reverse("roster_preview", args=[batch.pk]))
        counted.append(len(queries))
    assert counted[0] == counted[1]
