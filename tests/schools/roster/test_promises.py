"""What the preview shows of a person is what is stored, word for word, for every field."""

from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from schools.people.models import Employment, User
from schools.roster import presenting, selectors, stored
from schools.roster.models import ImportBatch, ImportRow
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, deputy_of
from tests.schools.roster import worker
from tests.schools.roster.books import ERZHANOV, HEAD, OMAROVA, book, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TRAINEES = ("ФИО", "Предмет", "Категория", "Стаж", "Дата приема", "Качество знаний 2025/26")
TRAINEE_LINES = [
    ("Жаңабай Иван Петрович", "Физика, астрономия", "педагог-стажёр", 0, "24.11.2026", None),
    ("Тлеу Анна Ивановна", "самопознание", "педагог", 3, "01.09.2023", 71.5),
    ("Бек Мария Олеговна", "нач.кл.", "педагог-модератор", 9, "01.09.2018", 64),
]


@pytest.fixture
def client() -> Client:
    found = Client()
    found.force_login(deputy_of(SchoolFactory(), surname="Сейтқали", given_name="Айгерім"))
    return found


def uploaded(client: Client, content: bytes) -> ImportBatch:
    client.post(reverse("roster_upload"), {"file": SimpleUploadedFile("Список.xlsx", content)})
    return worker.read(ImportBatch.objects.latest("pk"))


def posted(client: Client, batch: ImportBatch, data: dict[str, Any]) -> ImportBatch:
    """The preview as it stands on the page, with these fields filled in."""
    address = reverse("roster_preview", args=[batch.pk])
    form = client.get(address).context["form"]
    filled = {form[name].html_name: form[name].value() or "" for name in form.fields} if form else {}
    assert set(data) <= set(filled), "each of them stands on the page"
    assert client.post(address, filled | data).status_code == 302
    return worker.read(batch)


def confirmed(client: Client, batch: ImportBatch) -> ImportBatch:
    client.post(reverse("roster_confirm", args=[batch.pk]), {"digest": batch.digest})
    return worker.read(batch)


def promised(batch: ImportBatch) -> dict[str, dict[str, str]]:
    """Name → what the preview says of everybody who is new, in words."""
    names = selectors.lists().names
    rows = ImportRow.objects.filter(batch=batch, kind="new")
    return {row.name: dict(presenting.show(row, names, {}).facts) for row in rows}


def kept(employment: Employment) -> dict[str, Any]:
    """What is stored of somebody, in the form in which the import keeps what it promises."""
    values: dict[str, Any] = {
        "number": employment.personnel_number,
        "subject": [employment.subject.code if employment.subject else "", employment.subject_text],
        "teaching_since": employment.teaching_since,
        "hired_on": employment.hired_on.isoformat(),
        "rate": str(employment.rate),
        "first_time": employment.first_time,
        "email": employment.user.email,
        "phone": employment.user.phone,
    }
    for one in employment.qualifications.all():
        values |= {
            "category": one.level.code,
            "granted_on": one.granted_on.isoformat() if one.granted_on else None,
            "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        }
    for one in employment.results.all():
        percent = None if one.percent is None else str(one.percent)
        values[f"results:{one.year}"] = [one.pupils, one.good, percent]
    return values


@pytest.mark.parametrize(
    ("content", "answers"),
    [
        (book([OMAROVA, ERZHANOV]), {}),
        (book(TRAINEE_LINES, head=TRAINEES), {"cell-2-first_time": "yes"}),
    ],
)
def test_what_the_preview_promises_is_what_is_stored(client: Client, content: bytes, answers: dict[str, str]) -> None:
    batch = uploaded(client, content)
    if answers:
        batch = posted(client, batch, answers)
    promises = {row.name: row.data["facts"] for row in batch.rows.filter(kind="new")}
    assert len(promises) == batch.counts["new"] > 1
    words_before = promised(batch)
    assert all(words_before.values())
    confirmed(client, batch)
    for employment in Employment.objects.filter(school=batch.school).exclude(user=batch.uploaded_by):
        facts = promises.pop(employment.user.full_name)
        assert {name: kept(employment)[name] for name in facts} == facts
        silent = {name: value for name, value in kept(employment).items() if name not in facts}
        said = {name: value for name, value in silent.items() if value not in (None, "", False, ["", ""], "1.00")}
        assert said == {}, "nothing is stored that the preview did not show"
    assert promises == {}
    again = uploaded(client, content)
    assert {kind: count for kind, count in again.counts.items() if count} == {"unchanged": batch.counts["new"]}


def test_every_field_that_is_read_is_promised() -> None:
    """One table drives the preview and what is written: a new field is in both."""
    from schools.roster.columns import PLAIN_FIELDS

    names = {"full_name", "surname", "given_name", "patronymic"}
    assert {*stored.FACTS, *names} == set(PLAIN_FIELDS)


def test_a_trainee_of_this_year_is_asked_about_before_the_list_is_taken_over(client: Client) -> None:
    batch = uploaded(client, book(TRAINEE_LINES, head=TRAINEES))
    assert (batch.counts["ask"], batch.counts["new"]) == (1, 2)
    page = client.get(reverse("roster_preview", args=[batch.pk])).content.decode()
    assert "Does this person work in a school for the first time?" in page
    assert "date unknown" in page
    batch = posted(client, batch, {"cell-2-first_time": "yes"})
    assert batch.counts["new"] == 3
    confirmed(client, batch)
    hired = Employment.objects.get(user__surname="Жаңабай")
    assert hired.first_time is True
    assert [(one.level.code, one.granted_on) for one in hired.qualifications.all()] == [("trainee", None)]
    home = client.get(reverse("home")).content.decode()
    assert "Жаңабай" in home, "home shows whose order is due"
    assert "01.12.2026" in home or "1 December 2026" in home, "five working days from 24 November"


def test_one_answer_for_all_who_taught_before(client: Client) -> None:
    lines = [
        (f"{surname} Анна Ивановна", "Химия", "педагог", 4, "01.09.2026", None) for surname in ("Ли", "Пак", "Цой")
    ]
    batch = uploaded(client, book(lines, head=TRAINEES))
    assert batch.counts["ask"] == 3
    address = reverse("roster_preview", args=[batch.pk])
    assert "first_time" in client.get(address).context["file_form"].fields
    assert client.post(address, {"file": "1", "first_time": "on"}).status_code == 302
    batch = confirmed(client, worker.read(batch))
    assert (
        list(Employment.objects.filter(user__given_name="Анна").values_list("first_time", flat=True)) == [False] * 3
    )


def test_a_wrong_cell_is_corrected_in_the_preview(client: Client) -> None:
    wrong = (*OMAROVA[:9], "31.02.2015", *OMAROVA[10:])
    batch = uploaded(client, book([wrong, ERZHANOV]))
    assert batch.counts["wrong"] == 1
    batch = posted(client, batch, {"cell-2-hired_on": "28.02.2015"})
    assert (batch.counts["wrong"], batch.counts["new"]) == (0, 2)
    page = client.get(reverse("roster_preview", args=[batch.pk])).content.decode()
    assert "28.02.2015" in page
    confirmed(client, batch)
    assert Employment.objects.get(personnel_number="04012").hired_on == date(2015, 2, 28)


def test_a_correction_that_is_wrong_too_stands_in_its_cell_with_the_reason(client: Client) -> None:
    wrong = (*OMAROVA[:9], "31.02.2015", *OMAROVA[10:])
    batch = posted(client, uploaded(client, book([wrong, ERZHANOV])), {"cell-2-hired_on": "30.02.2015"})
    assert batch.counts["wrong"] == 1
    page = client.get(reverse("roster_preview", args=[batch.pk]))
    assert page.context["form"]["cell-2-hired_on"].value() == "30.02.2015"
    assert "There is no such day" in page.content.decode()


def test_a_category_of_the_old_order_is_answered_from_the_list(client: Client) -> None:
    old = (*OMAROVA[:5], "высшая", *OMAROVA[6:])
    batch = uploaded(client, book([old]))
    assert batch.counts["ask"] == 1
    batch = posted(client, batch, {"cell-2-category": "teacher-master"})
    confirmed(client, batch)
    assert Employment.objects.get(personnel_number="04012").qualifications.get().level.code == "master"


def test_a_row_is_left_out_and_taken_back_in(client: Client) -> None:
    wrong = (*OMAROVA[:9], "31.02.2015", *OMAROVA[10:])
    batch = posted(client, uploaded(client, book([wrong, ERZHANOV])), {"row-2": "skip"})
    assert (batch.counts["wrong"], batch.counts["left_out"]) == (0, 1)
    assert posted(client, batch, {"row-2": ""}).counts["wrong"] == 1


def test_columns_are_chosen_on_the_preview_itself(client: Client) -> None:
    batch = uploaded(client, book([(*ERZHANOV, "12")], head=(*HEAD, "Кабинет")))
    page = client.get(reverse("roster_preview", args=[batch.pk]))
    assert reverse("roster_columns", args=[batch.pk]) in page.content.decode()
    form = page.context["columns_form"]
    data = {name: form.initial.get(name, "") for name in form.fields} | {"rate": ""}
    client.post(reverse("roster_columns", args=[batch.pk]), data)
    batch = worker.read(batch)
    assert "rate" not in batch.columns
    assert "rate" not in batch.rows.get().data["facts"]


def test_sheets_and_the_order_of_dates_are_chosen_on_the_preview(client: Client) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "5-11"
    for line in (
        ("Surname", "Given name", "Date of hire"),
        ("Kim", "Anna", "9/1/2020"),
        ("Lee", "Vera", "8/25/2021"),
    ):
        workbook.active.append(line)
    other = workbook.create_sheet("1-4")
    for line in (("Surname", "Given name", "Date of hire"), ("Pak", "Igor", "11/2/2021")):
        other.append(line)
    batch = uploaded(client, saved(workbook))
    assert batch.counts["ask"] == 3
    address = reverse("roster_preview", args=[batch.pk])
    page = client.get(address).content.decode()
    assert "5-11" in page
    assert "1-4" in page
    client.post(address, {"file": "1", "sheets": ["0"], "order-hired_on": "month"})
    batch = worker.read(batch)
    assert batch.counts["new"] == 2
    assert [row.data["facts"]["hired_on"] for row in batch.rows.order_by("number")] == ["2020-09-01", "2021-08-25"]


def test_what_no_field_can_take_is_named_and_not_dropped(client: Client) -> None:
    """A remark, a column of national IDs and a heading stand on the page with what becomes of them."""
    head = ("ФИО", "ИИН", "Дата приема")
    lines = [("Администрация", None, None), ("Омарова Гүлнара Сапарқызы (д/о)", "850101400123", "25.08.2015")]
    batch = uploaded(client, book(lines, head=head))
    page = client.get(reverse("roster_preview", args=[batch.pk])).content.decode()
    assert "(д/о)" in page
    assert "This column holds national ID numbers. It is left out" in page
    assert "This is a heading or a sum" in page
    assert "850101400123" not in page
    assert "850101400123" not in str(list(batch.rows.values_list("data", flat=True)))


def test_somebody_who_left_and_is_hired_again_is_the_same_person(client: Client) -> None:
    school = User.objects.get(surname="Сейтқали").employments.get().school
    ended = EmploymentFactory(
        school=school,
        user=UserFactory(surname="Ким", given_name="Анна", patronymic="Олеговна", email=""),
        hired_on=date(2018, 9, 1),
        left_on=date(2024, 6, 30),
    )
    head = ("Фамилия", "Имя", "Отчество", "Дата приема", "Впервые")
    batch = uploaded(client, book([("Ким", "Анна", "Олеговна", "01.12.2026", "нет")], head=head))
    assert batch.counts["ask"] == 1
    batch = posted(client, batch, {"row-2": f"account:{ended.user_id}"})
    confirmed(client, batch)
    stays = Employment.objects.filter(user=ended.user).order_by("hired_on")
    assert [(stay.hired_on, stay.left_on) for stay in stays] == [
        (date(2018, 9, 1), date(2024, 6, 30)),
        (date(2026, 12, 1), None),
    ]


def test_a_date_for_a_category_that_had_none_completes_it(client: Client) -> None:
    head = ("ФИО", "Категория", "Дата присвоения", "Дата приема")
    line = ("Омарова Гүлнара Сапарқызы", "педагог-эксперт", None, "25.08.2015")
    confirmed(client, uploaded(client, book([line], head=head)))
    batch = uploaded(client, book([(*line[:2], "01.09.2023", line[3])], head=head))
    assert batch.counts["changed"] == 1
    confirmed(client, batch)
    found = Employment.objects.get(user__surname="Омарова").qualifications.values_list("level__code", "granted_on")
    assert list(found) == [("expert", date(2023, 9, 1))]


def test_counts_say_more_than_a_percentage(client: Client) -> None:
    confirmed(client, uploaded(client, book([OMAROVA])))
    head = ("ФИО", "Табельный №", "Дата приема", "Качество знаний 2025/26")
    batch = uploaded(client, book([("Омарова Гүлнара Сапарқызы", "04012", "25.08.2015", 80)], head=head))
    assert batch.counts["unchanged"] == 1
    result = Employment.objects.get(personnel_number="04012").results.get(year=2025)
    assert (result.pupils, result.good, result.percent) == (121, 97, None)


def test_a_percentage_is_kept_as_the_figure_of_the_school(client: Client) -> None:
    confirmed(client, uploaded(client, book(TRAINEE_LINES[1:], head=TRAINEES)))
    result = Employment.objects.get(user__surname="Тлеу").results.get()
    assert (result.year, result.pupils, result.good, result.percent) == (2025, None, None, Decimal("71.50"))
