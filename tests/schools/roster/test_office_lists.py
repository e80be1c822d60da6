"""Lists as school offices keep them: what the import understands of each, with no school at hand."""

from datetime import date
from typing import Any

import openpyxl
import pytest

from schools.roster.cell_dates import Order
from schools.roster.explaining import explain
from schools.roster.selectors import read_people
from schools.roster.sheets import open_book, questions
from tests.schools.roster.books import ERZHANOV, HEAD, OMAROVA, TODAY, book, saved

pytestmark = pytest.mark.django_db


def rows(content: bytes) -> list[dict[str, Any]]:
    return explain(content, TODAY)["rows"]


def fields(content: bytes) -> list[dict[str, Any]]:
    return [row["fields"] for row in rows(content)]


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def reasons(row: dict[str, Any]) -> str:
    return " ".join(f"{one['field']}: {one['text']}" for one in row["reasons"])


def test_a_category_without_a_date_is_kept_and_a_hire_of_this_year_is_asked_about() -> None:
    head = ("ФИО", "Предмет", "Категория", "Стаж", "Дата приема")
    found = explain(
        book(
            [
                ("Жаңабай Иван Петрович", "Физика", "педагог-стажер", 0, "24.11.2026"),
                ("Тлеу Анна Ивановна", "Химия", "педагог", 3, "01.09.2023"),
                ("Бек Мария Олеговна", "Химия", "педагог-модератор", 9, "01.09.2018"),
            ],
            head=head,
        ),
        TODAY,
    )
    assert [row["verdict"] for row in found["rows"]] == ["ask", "new", "new"]
    assert [row["fields"]["category"] for row in found["rows"]] == ["trainee", "teacher", "moderator"]
    assert [row["fields"]["teaching_since"] for row in found["rows"]] == [2026, 2023, 2017]
    assert found["rows"][0]["fields"]["first_time"] is None
    assert "first_time" in [one["code"] for one in found["questions"]]
    assert all("granted_on" not in row["fields"] for row in found["rows"])


def test_latin_letters_in_headers_categories_months_and_names_are_read_as_what_they_look_like() -> None:
    head = ("Тегi", "Есiмi", "Әкесiнiң аты", "Пәнi", "Санаты", "Санат берiлген күнi", "Қабылданған күнi")
    line = ("Серiкбай", "Нұрлан", "Ермекұлы", "Информатика", "педагог-зерттеушi", "2023 жылғы 1 шiлде", "02.09.2019")
    (found,) = fields(book([line], head=head))
    assert found == {
        "surname": "Серікбай",
        "given_name": "Нұрлан",
        "patronymic": "Ермекұлы",
        "subject": "Информатика",
        "category": "researcher",
        "granted_on": "2023-07-01",
        "hired_on": "2019-09-02",
    }
    russian = ("Фaмилия", "Имя", "Kатегория", "Дата присвоения", "Датa приемa")  # noqa: RUF001  Latin a and K
    (other,) = fields(book([("Тимурова", "Ася", "педагог-экcперт", "01.09.2023", "01.09.2018")], head=russian))
    assert (other["surname"], other["category"], other["hired_on"]) == ("Тимурова", "expert", "2018-09-01")


def test_one_impossible_date_puts_the_order_of_the_whole_column_to_the_question() -> None:
    content = csv(
        "Surname;Given name;Subject;Date of hire",
        "Kim;Anna;Chemistry;9/1/2020",
        "Lee;Vera;Physics;8/25/2026",
        "Pak;Igor;History;11/2/2021",
    )
    found = explain(content, TODAY)
    assert [(one["code"], one["column"]) for one in found["questions"]] == [("date_order", "Date of hire")]
    assert [(row["verdict"], row["fields"]["hired_on"]) for row in found["rows"]] == [("ask", None)] * 3
    sheets = open_book(content)
    people = read_people(sheets, sheets.lead.head.columns, TODAY, options={"orders": {"hired_on": "month"}})
    assert [row.values["hired_on"] for row in people.rows] == [date(2020, 9, 1), date(2026, 8, 25), date(2021, 11, 2)]
    answered = questions(sheets, sheets.lead.head.columns, people.rows, {"hired_on": Order.MONTH_FIRST})
    assert [one.code for one in answered] == ["date_order"], "the answer can be changed"


def test_a_column_that_looks_american_and_shows_no_order_is_asked_about() -> None:
    content = csv("Surname;Given name;Date of hire", "Kim;Anna;9/1/2020", "Lee;Vera;8/2/2021")
    assert [row["fields"]["hired_on"] for row in rows(content)] == [None, None]
    plain = csv("Surname;Given name;Date of hire", "Kim;Anna;01.09.2020", "Lee;Vera;02.08.2021")
    assert [row["fields"]["hired_on"] for row in rows(plain)] == ["2020-09-01", "2021-08-02"]


KAZAKH = (
    "Фамилия;Имя;Отчество;Предмет;Дата приема",
    "Әбдіғалиев;Нұрлан;Өмірұлы;Информатика;02.09.2019",
    "Қуанышева;Гүлжан;Ғабитқызы;Химия;02.09.2019",
    "Ким;Анна;Олеговна;Химия;02.09.2019",
)


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154", "utf-16", "utf-8-sig"])
def test_kazakh_names_are_read_in_every_encoding_that_holds_them(encoding: str) -> None:
    names = [
        " ".join(one[part] for part in ("surname", "given_name", "patronymic"))
        for one in fields(csv(*KAZAKH, encoding=encoding))
    ]
    assert names == ["Әбдіғалиев Нұрлан Өмірұлы", "Қуанышева Гүлжан Ғабитқызы", "Ким Анна Олеговна"]


@pytest.mark.parametrize("encoding", ["cp1251", "mac_cyrillic", "cp866", "koi8_r"])
def test_russian_names_are_read_in_every_encoding_that_holds_them(encoding: str) -> None:
    content = csv(
        "Фамилия;Имя;Дата приема", "Щербакова;Юлия;02.09.2019", "Яковлева;Эльвира;01.09.2018", encoding=encoding
    )
    found = explain(content, TODAY)
    assert [row["fields"]["surname"] for row in found["rows"]] == ["Щербакова", "Яковлева"]
    guessed = [one["code"] for one in found["questions"]]
    assert guessed == ([] if encoding == "cp1251" else ["letters_guessed"])


def test_letters_outside_our_alphabets_are_doubted() -> None:
    content = csv("Фамилия;Имя;Дата приема", "Љубић;Ђорђе;02.09.2019", encoding="cp1251")
    assert [one["code"] for one in explain(content, TODAY)["questions"]] == ["letters_strange"]


def several(*sheets: tuple[str, str, list[tuple]]) -> bytes:
    """A workbook of (name, state, lines)."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, state, lines in sheets:
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        for line in lines:
            sheet.append(line)
    return saved(workbook)


def test_every_sheet_is_named_with_its_rows_and_sheets_of_teachers_are_read_together() -> None:
    content = several(
        ("5-11 классы", "visible", [HEAD, OMAROVA]),
        ("Начальные классы", "visible", [HEAD, ERZHANOV, ("04014", "Ли", "Анна", *ERZHANOV[3:])]),
        ("Архив", "hidden", [HEAD, ERZHANOV]),
        ("Справка", "visible", [("Заполнил", "секретарь", "Иванова")]),
    )
    found = explain(content, TODAY)
    assert [(one["name"], one["rows"], one["read"]) for one in found["sheets"]] == [
        ("5-11 классы", 1, True),
        ("Начальные классы", 2, True),
        ("Архив", 1, False),
        ("Справка", 0, False),
    ]
    assert all(one["why"] for one in found["sheets"] if not one["read"])
    assert [(row["sheet"], row["row"]) for row in found["rows"]] == [
        ("5-11 классы", 2),
        ("Начальные классы", 2),
        ("Начальные классы", 3),
    ]
    only = open_book(content, [1])
    assert [sheet.table.name for sheet in only.sheets] == ["Начальные классы"]
    assert {one.name: one.why for one in only.listed}["5-11 классы"] == "not_chosen"


def test_a_hidden_row_is_marked_and_can_be_left_out() -> None:
    workbook = openpyxl.Workbook()
    for line in (HEAD, OMAROVA, ERZHANOV):
        workbook.active.append(line)
    workbook.active.row_dimensions[3].hidden = True
    content = saved(workbook)
    found = explain(content, TODAY)
    assert "hidden_rows" in [one["code"] for one in found["questions"]]
    assert "hidden" in reasons(found["rows"][1])
    sheets = open_book(content)
    left = read_people(sheets, sheets.lead.head.columns, TODAY, options={"hidden": "skip"}).rows[1].left_out
    assert left is not None
    assert left.code == "hidden_left"


def test_a_file_that_is_refused_as_a_whole_says_why_and_has_no_rows() -> None:
    found = explain(b"\xd0\xcf\x11\xe0 an old workbook", TODAY)
    assert (found["sheets"], found["columns"], found["rows"]) == ([], [], [])
    assert [one["code"] for one in found["questions"]] == ["old_or_locked"]
    no_day = explain(book([("Омарова Гүлнара", "Физика")], head=("ФИО", "Предмет")), TODAY)
    assert [one["code"] for one in no_day["questions"]] == ["need_hired_on"]
    assert [one["fields"] for one in no_day["columns"]] == [["full_name"], ["subject"]]
