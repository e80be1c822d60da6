"""The import as a deputy walks it, without a script; and what others find there."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common import clock, spreadsheets
from schools.people.models import Employment, User
from schools.roster import reading, selectors
from schools.roster.models import ImportBatch
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, deputy_of, head_of
from tests.schools.roster import worker
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
    """Sent, and read by the worker."""
    response = send(client, content)
    assert response.status_code == 302, response.content.decode()
    return worker.read(ImportBatch.objects.latest("pk"))


def confirmed(client: Client, batch: ImportBatch) -> ImportBatch:
    client.post(reverse("roster_confirm", args=[batch.pk]), {"digest": batch.digest})
    return worker.read(batch)


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
    assert not worker.work(), "nothing was changed, so nothing is read again"

    page = client.get(response.url)
    text = page.content.decode()
    assert "There is no such day. Write it like this: 25.08.2026." in text
    assert "31.02.2015" in text
    assert "Ержанов Нұрлан Бауыржанұлы" in text
    assert not Employment.objects.filter(user__surname="Ержанов", school=batch.school).exists()

    done = client.post(
        reverse("roster_confirm", args=[batch.pk]), {"digest": page.context["batch"].digest}, follow=True
    )
    assert "Your list is being taken over" in done.content.decode()
    worker.work()
    done = client.get(response.url, follow=True)
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
    confirmed(client, batch)
    file = client.get(reverse("roster_failed", args=[batch.pk]))
    row = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.iter_rows())[1]
    assert [cell.data_type for cell in row if cell.value] == ["s"] * sum(1 for cell in row if cell.value)


def test_a_bad_file_is_answered_with_a_sentence(deputy: User) -> None:
    client = signed_in(deputy)
    for content, words in (
        (b"%PDF-1.7 \x00", "no table that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (b"x" * (5 * 1024 * 1024 + 1), "too big"),
    ):
        assert words in send(client, content).content.decode()
    assert not ImportBatch.objects.exists()
    for content, words in (
        (bomb(), "unpacks to far more"),
        (
            b"# Read me\n\nOne, two\n\nFrom the day of hire, a mentor has a year, as the law says.\n\nAnd so on.\n",
            "names the columns",
        ),
        (book([]), "no rows with people"),
    ):
        batch = uploaded(client, content)
        page = client.get(reverse("roster_preview", args=[batch.pk])).content.decode()
        assert words in page
        assert "Upload another file" in page
        assert client.get(reverse("roster_columns", args=[batch.pk])).status_code == 302


def test_a_list_in_work_shows_how_far_it_is(deputy: User) -> None:
    client = signed_in(deputy)
    send(client, book([OMAROVA]))
    batch = ImportBatch.objects.get()
    address = reverse("roster_preview", args=[batch.pk])
    page = client.get(address)
    assert page["Refresh"] == "2"
    assert "It waits its turn." in page.content.decode()
    ImportBatch.objects.update(state="reading", leased_until=clock.now(), done=3000, total=10_000)
    assert "Rows read: 3000 of 10000" in client.get(address).content.decode()
    ImportBatch.objects.update(state="confirming", done=10_000)
    text = client.get(address).content.decode()
    assert "Your list is being taken over" in text
    assert "now they are written" in text
    ImportBatch.objects.update(served_at=clock.now() - timedelta(seconds=96))
    assert "The work on this list was cut off." in client.get(address).content.decode()
    ImportBatch.objects.update(state="waiting", leased_until=None)
    worker.work()
    page = client.get(address)
    assert "Refresh" not in page
    assert "What would change" in page.content.decode()


def test_columns_that_were_not_understood_are_chosen_and_the_list_is_read_again(deputy: User) -> None:
    client = signed_in(deputy)
    batch = uploaded(client, book([OMAROVA], head=[*HEAD[:9], "?", *HEAD[10:]]))
    page = client.get(reverse("roster_preview", args=[batch.pk])).content.decode()
    assert "Say which column holds the date of hire." in page
    columns = reverse("roster_columns", args=[batch.pk])
    assert columns in page
    form = client.get(columns).context["form"]
    data = {name: form.initial.get(name, "") for name in form.fields} | {"hired_on": "9"}
    answer = client.post(columns, data, follow=True)
    assert "Your list is being read" in answer.content.decode()
    worker.work()
    assert client.get(reverse("roster_preview", args=[batch.pk])).context["batch"].counts["new"] == 1


def test_no_page_reads_the_file(deputy: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show what the worker stored: whatever a file holds, a request does no work on it."""
    client = signed_in(deputy)
    batch = uploaded(client, book([OMAROVA, (*ERZHANOV[:9], "31.02.2015", *ERZHANOV[10:])]))

    def read(*_: object) -> None:
        raise AssertionError("a page reads the file")

    monkeypatch.setattr(selectors, "open_book", read)
    monkeypatch.setattr(reading, "read", read)
    for name in ("roster_upload", "roster_columns", "roster_preview"):
        address = reverse(name, args=[batch.pk] if name != "roster_upload" else [])
        assert client.get(address).status_code == 200
    assert send(client, b"a;b\n" * 10).status_code == 302
    client.post(reverse("roster_confirm", args=[batch.pk]), {"digest": batch.digest})
    monkeypatch.undo()
    worker.work_all()
    monkeypatch.setattr(selectors, "open_book", read)
    monkeypatch.setattr(spreadsheets, "xlsx", read)
    for name in ("roster_result", "roster_failed"):
        assert client.get(reverse(name, args=[batch.pk])).status_code == 200


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
    assert "Your list is being read" in client.get(address).content.decode()
    client.post(address, {"row-2": "new"})
    assert worker.work()
    assert not worker.work(), "the same answer asks for nothing"
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
