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


def test_a_file_that_is_refused_as_a_whole_says_why_and_has_no_rows() -> None:
    found = explain(b"\xd0\xcf\x11\xe0 an old workbook", TODAY)
    assert (found["sheets"], found["columns"], found["rows"]) == ([], [], [])
    assert [one["code"] for one in found["questions"]] == ["old_or_locked"]
    no_day = explain(book([("Омарова Гүлнара", "Физика")], head=("ФИО", "Предмет")), TODAY)
    assert [one["code"] for one in no_day["questions"]] == ["need_hired_on"]
    assert [one["fields"] for one in no_day["columns"]] == [["full_name"], ["subject"]]
