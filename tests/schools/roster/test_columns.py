"""Headers in three languages, and headers as offices build them."""

import openpyxl
import pytest

from schools.roster import columns
from schools.roster.reading import Table, Unreadable
from schools.roster.sheets import open_book
from tests.schools.roster.books import saved


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        ("number", ["Табельный номер", "Таб. №", "Табельный №", "Табель нөмірі", "Personnel number"]),
        ("full_name", ["Ф.И.О.", "ФИО педагога", "Аты-жөні", "Тегі, аты, әкесінің аты", "Т.А.Ә.", "Full name"]),
        ("surname", ["Фамилия", "Тегі", "Surname"]),
        ("given_name", ["Имя", "Аты", "Есімі", "Given name", "Name"]),
        ("patronymic", ["Отчество", "Отчество (при наличии)", "Әкесінің аты", "Patronymic"]),
        ("subject", ["Предмет", "Преподаваемый предмет", "Пәні", "Пән", "Subject"]),
        ("category", ["Категория", "Квалификационная категория", "Біліктілік санаты", "Category"]),
        ("granted_on", ["Дата присвоения", "Когда присвоена категория", "Берілген күні", "Granted on"]),
        ("valid_until", ["Действительна до", "Срок действия категории", "Жарамдылық мерзімі", "Valid until"]),
        ("teaching_since", ["Преподает с", "Начало пед. деятельности", "Бастаған жылы", "Teaching since"]),
        ("hired_on", ["Дата приёма на работу", "Принят(а)", "Жұмысқа қабылданған күні", "Date of hire", "Hired"]),
        ("rate", ["Ставка", "Кол-во ставок", "Мөлшерлеме", "Rate"]),
        ("first_time", ["Впервые в школе", "Впервые приступил(а) к работе", "Алғаш рет", "First time"]),
        ("email", ["Эл. почта", "E-mail", "Email", "Электрондық пошта"]),
        ("phone", ["Телефон", "Моб. телефон", "Ұялы телефоны", "Phone"]),
        ("pupils:2024", ["2024/25 учтено учащихся", "Учащихся 2024-2025", "Оқушы саны 2024/2025", "2024/25: pupils counted"]),
        ("good:2024", ["2024/25 из них на «4» и «5»", "2024–2025 «4» және «5»", "2024/25: of them with 4 or 5"]),
        (None, ["№ п/п", "Р/с №", "Качество знаний, %", "Часов в неделю", "Учащихся", "Адрес"]),
    ],
)  # fmt: skip
def test_headers(field: str | None, headers: list[str]) -> None:
    assert {header: columns.recognise(header) for header in headers} == dict.fromkeys(headers, field)


def test_years_on_a_line_above_and_titles_over_all() -> None:
    rows = [
        ["Школа-лицей № 27", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["№", "Ф.И.О.", "Дата приёма", "Ставка", "2025/26 учебный год", ""],
        ["", "", "", "", "учащихся", "на 4 и 5"],
        [1, "Ли Анна", "25.08.2020", 1, 100, 60],
    ]
    found = columns.head(Table("", rows))
    assert found.row == 3
    assert found.columns == {"full_name": 1, "hired_on": 2, "rate": 3, "pupils:2025": 4, "good:2025": 5}


def test_the_sheet_that_fits_best_is_taken() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Оборудование"
    staff = workbook.create_sheet("Педагоги")
    for line in (("Предмет", "Количество", "Год"), ("Парта", 10, 2020)):
        workbook.active.append(line)
    for line in (("Фамилия", "Имя", "Принят"), ("Ли", "Анна", "25.08.2020")):
        staff.append(line)
    found = open_book(saved(workbook))
    assert [sheet.table.name for sheet in found.sheets] == ["Педагоги"]
    assert [(one.name, one.why) for one in found.listed] == [("Оборудование", "no_header"), ("Педагоги", "")]


def test_unknown_headers_leave_the_mapping_to_the_deputy() -> None:
    table = Table("", [["", "x", "y", "z"], ["", "Ли", "Анна", "25.08.2020"]])
    found = columns.head(table)
    assert (found.row, found.columns, found.texts) == (0, {}, ("", "x", "y", "z"))


def test_a_text_without_a_header_is_no_list_and_a_sentence_is_no_column() -> None:
    text = Table("", [["From the day of hire", " a mentor", " a year"], ["of it", " as the law", " says"]])
    assert not columns.has_header(text, columns.head(text))
    odd = Table("Sheet 1", text.rows)
    assert columns.has_header(odd, columns.head(odd))
    assert columns.recognise("Date of hire") == "hired_on"
    assert columns.recognise("From the day of hire a mentor has " + "a year and " * 9) is None


def test_a_header_without_rows_is_no_list() -> None:
    with pytest.raises(Unreadable, match="no_rows"):
        open_book("Фамилия;Имя;Дата приема\r\n".encode())


@pytest.mark.parametrize(
    ("mapping", "codes"),
    [
        ({"surname": 0, "given_name": 1, "hired_on": 2}, []),
        ({"full_name": 0, "hired_on": 2}, []),
        ({"surname": 0, "hired_on": 2}, ["need_name"]),
        ({"full_name": 0}, ["need_hired_on"]),
        ({"full_name": 0, "hired_on": 0}, ["column_twice"]),
    ],
)
def test_what_a_mapping_lacks(mapping: dict[str, int], codes: list[str]) -> None:
    assert columns.check(mapping) == codes


def test_years_of_results_are_bounded_and_the_newest_are_read() -> None:
    """The page of columns offers every column for each year: twice the years must not be four times the page."""
    years = range(2000, 2040)
    titles = [f"{word} {year}/{(year + 1) % 100:02}" for year in years for word in ("Учащихся", "«4» и «5»")]
    found = columns.head(Table("", [["ФИО", "Дата приёма", *titles], ["Омарова Гүлнара", "25.08.2015"]]))
    read = {year for name in found.columns if (year := columns.result_year(name)) is not None}
    assert read == set(years[-columns.MOST_YEARS :])
    assert len(found.columns) == 2 + 2 * columns.MOST_YEARS
    assert len(found.texts) == 2 + 2 * len(years)


def test_a_header_with_signs_that_nobody_sees() -> None:
    found = columns.head(Table("", [["\u200eФамилия", "\ufeffИмя", "Дата\u202e приёма"], ["Омарова", "Гүлнара", ""]]))
    assert found.columns == {"surname": 0, "given_name": 1, "hired_on": 2}
    assert found.texts == ("Фамилия", "Имя", "Дата приёма")
