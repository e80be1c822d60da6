"""Cells and headers as school offices write them: what the import understands of each, with no school at hand."""

from datetime import date
from typing import Any

import openpyxl
import pytest

from schools.roster.explaining import explain
from tests.schools.roster.books import TODAY, book, saved

pytestmark = pytest.mark.django_db


def rows(content: bytes) -> list[dict[str, Any]]:
    return explain(content, TODAY)["rows"]


def fields(content: bytes) -> list[dict[str, Any]]:
    return [row["fields"] for row in rows(content)]


def reasons(row: dict[str, Any]) -> str:
    return " ".join(f"{one['field']}: {one['text']}" for one in row["reasons"])


TOGETHER = ("ФИО", "Категория, дата присвоения", "Дата приема")


@pytest.mark.parametrize(
    ("cell", "category", "granted_on", "valid_until"),
    [
        ("педагог-мастер, 25.08.2023", "master", "2023-08-25", ...),
        ("п.-исследователь (08.2024)", "researcher", None, ...),
        ("педагог-исследователь 2022г.", "researcher", None, ...),
        ("педагог-эксперт с 12.03.2022 до 12.03.2027", "expert", "2022-03-12", "2027-03-12"),
        ("педагог-сарапшы, 2022 жылғы 12 наурыз", "expert", "2022-03-12", ...),
        ("педагог-модератор", "moderator", ..., ...),
        ("б/к", ..., ..., ...),
    ],
)
def test_one_column_for_the_category_and_its_date(
    cell: str, category: object, granted_on: object, valid_until: object
) -> None:
    lines = [("Омарова Гүлнара", cell, "25.08.2015"), ("Ли Анна", "педагог-эксперт, 01.02.2021", "25.08.2015")]
    found = explain(book(lines, head=TOGETHER), TODAY)
    assert found["columns"][1]["fields"][:2] == ["category", "granted_on"]
    row = found["rows"][0]["fields"]
    expected = {"category": category, "granted_on": granted_on, "valid_until": valid_until}
    assert {name: row.get(name, ...) for name in expected} == expected
    assert found["rows"][0]["verdict"] == ("ask" if granted_on is None else "new")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("б/к", ...),
        ("без категории", ...),
        ("санаты жоқ", ...),
        ("пед.-исследователь", "researcher"),
        ("педагог-сарапшы", "expert"),
        ("Педагог - исследователь", "researcher"),
        ("стажёр", "trainee"),
        ("п.-модератор", "moderator"),
        ("педагог шебер", "master"),
        ("учитель-эксперт", "expert"),
        ("первая категория", None),
        ("I категория", None),
        ("высшая", None),
        ("екінші санат", None),
    ],
)
def test_categories_as_offices_write_them(cell: str, code: object) -> None:
    (row,) = rows(book([("Омарова Гүлнара", cell, "25.08.2015")], head=("ФИО", "Категория", "Дата приема")))
    assert row["fields"].get("category", ...) == code
    assert row["verdict"] == ("ask" if code is None else "new")


@pytest.mark.parametrize(
    "cell",
    ["01.09.2020 0:00:00", "01.09.20г.", "с 01.09.2020", "1 сентября 2020 г.", "2020 жылғы 1 қыркүйек", "2020-09-01", "01/09/2020"]
    + [date(2020, 9, 1), 44075],
)  # fmt: skip
def test_dates_as_offices_write_them(cell: object) -> None:
    (found,) = fields(book([("Омарова Гүлнара", cell)], head=("ФИО", "Дата приема")))
    assert found["hired_on"] == "2020-09-01"


@pytest.mark.parametrize("cell", ["2020", "09.2020", "сентябрь 2020"])
def test_a_date_that_is_not_whole_is_asked_about(cell: str) -> None:
    (row,) = rows(book([("Омарова Гүлнара", cell)], head=("ФИО", "Дата приема")))
    assert (row["verdict"], row["fields"]["hired_on"]) == ("ask", None)


def test_two_header_rows_and_quality_of_knowledge_in_percent() -> None:
    workbook = openpyxl.Workbook()
    for line in (
        ("Список педагогов",),
        ("№ п/п", "Ф.И.О. педагога", "Категория", None, "Дата поступления на работу", "Качество знаний", None),
        (None, None, "наименование", "дата присвоения", None, "2024/2025", "2025/2026"),
        (1, "Омарова Гүлнара Сапарқызы", "педагог-эксперт", "25.08.2022", "25.08.2015", 69, 75.6),
        (2, "Ли Анна Олеговна", "педагог", "", "01.09.2018", "71%", "68,4 %"),
    ):
        workbook.active.append(line)
    assert fields(saved(workbook)) == [
        {
            "surname": "Омарова",
            "given_name": "Гүлнара",
            "patronymic": "Сапарқызы",
            "category": "expert",
            "granted_on": "2022-08-25",
            "hired_on": "2015-08-25",
            "percent:2024": 69.0,
            "percent:2025": 75.6,
        },
        {
            "surname": "Ли",
            "given_name": "Анна",
            "patronymic": "Олеговна",
            "category": "teacher",
            "hired_on": "2018-09-01",
            "percent:2024": 71.0,
            "percent:2025": 68.4,
        },
    ]


def test_a_percentage_column_is_judged_whole() -> None:
    head = ("ФИО", "Дата приема", "Качество знаний 2025/26")
    people = [("Омарова Гүлнара", "25.08.2015"), ("Ли Анна", "25.08.2015")]
    shares = fields(book([(*people[0], 0.69), (*people[1], 0.756)], head=head))
    assert [one["percent:2025"] for one in shares] == [69.0, 75.6]
    mixed = rows(book([(*people[0], 69), (*people[1], 0.8)], head=head))
    assert [(row["verdict"], row["fields"]["percent:2025"]) for row in mixed] == [("new", 69.0), ("ask", None)]


def test_national_ids_are_never_taken_and_the_page_says_so() -> None:
    head = ("ФИО", "Код", "Табельный №", "Дата приема")
    lines = [
        ("Омарова Гүлнара", "850101400123", "031", "25.08.2015"),
        ("Ли Анна", "900202400456", "032", "25.08.2015"),
    ]
    found = explain(book(lines, head=head), TODAY)
    assert [(one["code"], one["column"]) for one in found["questions"]] == [("national_ids", "Код")]
    assert [row["fields"]["number"] for row in found["rows"]] == ["031", "032"]
    assert "850101400123" not in str(found)


def test_group_rows_between_people_are_no_people() -> None:
    lines = [
        ("Администрация", None, None),
        ("Омарова Гүлнара", "Математика", "25.08.2015"),
        ("Учителя начальных классов", None, None),
        ("Ли Анна", "нач.кл.", "25.08.2015"),
        ("Итого: 2", None, None),
    ]
    found = rows(book(lines, head=("ФИО", "Предмет", "Дата приема")))
    assert [row["verdict"] for row in found] == ["left_out", "new", "left_out", "new", "left_out"]


def test_a_remark_in_brackets_is_shown_and_not_stored() -> None:
    (row,) = rows(book([("Омарова Гүлнара Сапарқызы (д/о)", "25.08.2015")], head=("ФИО", "Дата приема")))
    assert row["fields"]["patronymic"] == "Сапарқызы"
    assert "(д/о)" in reasons(row)
    assert "(" not in str(row["fields"])


def test_a_person_on_two_rows_for_two_subjects_is_one_person_with_both() -> None:
    lines = [("Омарова Гүлнара", "Физика", "25.08.2015"), ("Омарова Гүлнара", "Математика", "25.08.2015")]
    found = rows(book(lines, head=("ФИО", "Предмет", "Дата приема")))
    assert [(row["verdict"], row["fields"].get("subject")) for row in found][0] == ("new", "Физика, Математика")
    assert found[1]["verdict"] == "left_out"
    assert "2" in reasons(found[1]), "the row that was taken is named"


@pytest.mark.parametrize(
    ("cell", "subject"),
    [
        ("нач.кл.", "Начальные классы"),
        ("матем.", "Математика"),
        ("Физика, информатика", "Физика, информатика"),
        ("англ.яз.", "Английский язык"),
        ("Химия\u00ad", "Химия"),
        ("Мaтематика", "Математика"),  # noqa: RUF001  a Latin a
        ("самопознание", "самопознание"),
    ],
)
def test_subjects_as_offices_write_them(cell: str, subject: str) -> None:
    (found,) = fields(book([("Омарова Гүлнара", cell, "25.08.2015")], head=("ФИО", "Предмет", "Дата приема")))
    assert found["subject"] == subject


def test_headers_as_offices_write_them() -> None:
    head = ("Ф.И.О.", "Пед. стаж", "Сот. тел.", "Дата приёма\u00a0на работу", "Таб.№", "Эл.почта")
    line = ("Омарова Гүлнара", "15 лет", "8 701 234 56 78", "25.08.2015", "031", "omarova@mektep.example")
    (found,) = fields(book([line], head=head))
    assert found == {
        "surname": "Омарова",
        "given_name": "Гүлнара",
        "teaching_since": 2011,
        "phone": "+7 701 234 56 78",
        "hired_on": "2015-08-25",
        "number": "031",
        "email": "omarova@mektep.example",
    }
