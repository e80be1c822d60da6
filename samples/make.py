"""Writes the sample rosters beside this file, as school offices keep them; the same files at every run.

    .venv/bin/python -m samples.make

A workbook with Russian headers, one with Kazakh headers (title rows above the header, running numbers, years on a
second line of the header, dates typed in different ways, signature lines below), and a CSV that Excel saved in cp1251.
All people are invented.
"""

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from common.dates import MONTHS
from samples.names import Name, invent

FOLDER = Path(__file__).resolve().parent
SEED = 27
YEARS = (2023, 2024, 2025)
FIRST_TIME_HIRES = (
    date(2026, 8, 25),
    date(2026, 8, 25),
    date(2026, 9, 1),
    date(2026, 10, 22),
    date(2026, 11, 20),
)
HOURS_OF_A_POST = 16

# Kazakh, Russian, how many teachers, marks are given
SUBJECTS = (
    ("Бастауыш сынып", "Начальные классы", 20, True),
    ("Қазақ тілі мен әдебиеті", "Казахский язык и литература", 11, True),
    ("Орыс тілі мен әдебиеті", "Русский язык и литература", 8, True),
    ("Ағылшын тілі", "Английский язык", 9, True),
    ("Математика", "Математика", 9, True),
    ("Информатика", "Информатика", 4, True),
    ("Физика", "Физика", 4, True),
    ("Химия", "Химия", 3, True),
    ("Биология", "Биология", 4, True),
    ("География", "География", 3, True),
    ("Тарих", "История", 5, True),
    ("Көркем еңбек", "Художественный труд", 3, True),
    ("Музыка", "Музыка", 1, True),
    ("Дене шынықтыру", "Физическая культура", 4, True),
    ("Педагог-психолог", "Педагог-психолог", 1, False),
    ("Әлеуметтік педагог", "Социальный педагог", 1, False),
)
# Kazakh, Russian, years of experience at least, share of those
CATEGORIES = (
    ("педагог-шебер", "педагог-мастер", 20, 0.12),
    ("педагог-зерттеуші", "педагог-исследователь", 12, 0.45),
    ("педагог-сарапшы", "педагог-эксперт", 7, 0.6),
    ("педагог-модератор", "педагог-модератор", 3, 0.7),
    ("педагог", "педагог", 0, 1.0),
)


@dataclass(frozen=True)
class Teacher:
    number: str
    name: Name
    subject: tuple[str, str]
    hours: int
    category: tuple[str, str]
    granted: date | None
    until: date | None
    since: int
    hired: date
    first_time: bool
    email: str
    phone: str
    results: tuple[tuple[int, int] | None, ...]

    @property
    def rate(self) -> float:
        return round(self.hours / HOURS_OF_A_POST, 2)


def teachers(seed: int, count: int, *, domain: str, kazakh_only: bool = False) -> list[Teacher]:
    """So many invented teachers, no two of one name, five of them first-time hires of the year that began."""
    chance = random.Random(seed)
    posts = [subject for subject in SUBJECTS for _ in range(subject[2])]
    chance.shuffle(posts)
    names: dict[tuple[str, str], Name] = {}
    while len(names) < count:
        name = invent(chance, is_woman=chance.random() < 0.81, kazakh_only=kazakh_only)
        names.setdefault((name.surname, name.given), name)
    hires = dict(zip(chance.sample(range(count), len(FIRST_TIME_HIRES)), FIRST_TIME_HIRES, strict=True))
    people = [
        _teacher(chance, name, posts[at % len(posts)], hires.get(at), domain, at)
        for at, name in enumerate(names.values())
    ]
    return sorted(people, key=lambda teacher: (teacher.subject[1], teacher.name.surname, teacher.name.given))


def _teacher(
    chance: random.Random, name: Name, subject: tuple[str, str, int, bool], first: date | None, domain: str, at: int
) -> Teacher:
    since = 2026 if first else chance.randint(1986, 2023)
    experience = 2026 - since
    if first:
        hired = first
    else:
        year = chance.randint(since, 2024)
        hired = date(year, 8, 25) + timedelta(days=chance.randint(0, 7))
        if chance.random() < 0.2:
            hired = date(year, 9, 1) + timedelta(days=chance.randint(20, 180))
    kazakh, russian, _years, _share = next(
        row for row in CATEGORIES if experience >= row[2] and chance.random() < row[3]
    )
    granted = until = None
    if russian != "педагог":
        granted = date(chance.randint(2022, 2025), chance.choice((5, 6, 12)), chance.randint(10, 28))
        until = granted.replace(year=granted.year + 5)
    ability = chance.uniform(0.48, 0.86)
    results: list[tuple[int, int] | None] = []
    for year in YEARS:
        if first or hired > date(year + 1, 1, 15) or not subject[3]:
            results.append(None)
        else:
            pupils = chance.randint(22, 30) if subject[1] == "Начальные классы" else chance.randint(76, 164)
            results.append((pupils, round(pupils * min(0.97, ability + chance.uniform(-0.05, 0.05)))))
    return Teacher(
        number=f"{chance.randint(1, 9)}{at + 101:03d}",
        name=name,
        subject=(subject[0], subject[1]),
        hours=chance.choice((16, 18, 18, 20, 22, 24)) if not first else chance.choice((12, 16, 18)),
        category=(kazakh, russian),
        granted=granted,
        until=until,
        since=since,
        hired=hired,
        first_time=first is not None,
        email=f"ustaz{at + 101}@{domain}" if chance.random() < 0.85 else "",
        phone=f"8 70{chance.choice('1257')} {chance.randint(100, 999)} {chance.randint(10, 99)} {chance.randint(10, 99)}",
        results=tuple(results),
    )


@dataclass(frozen=True)
class Wording:
    """What a workbook says in its language; `at` is the place of the language in pairs."""

    at: int
    file: str
    sheet: str
    titles: tuple[str, ...]
    heads: tuple[str, ...]
    year: str
    counts: tuple[str, str]
    yes_no: tuple[str, str]
    day_words: str
    foot: str


RUSSIAN = Wording(
    at=1,
    file="roster-ru.xlsx",
    sheet="Педагоги 2026-2027",
    titles=(
        "КГУ «Школа-лицей № 27» отдела образования Самалдинского района",
        "Список педагогов на 2026/2027 учебный год",
    ),
    heads=(
        "№ п/п",
        "Табельный №",
        "Фамилия",
        "Имя",
        "Отчество",
        "Преподаваемый предмет",
        "Часов в неделю",
        "Ставка",
        "Квалификационная категория",
        "Дата присвоения",
        "Действительна до",
        "Педагогическую деятельность ведёт с",
        "Дата приёма на работу",
        "Впервые приступил(а) к работе",
        "Эл. почта",
        "Телефон",
    ),
    year="{year}/{next} уч. год",
    counts=("учащихся", "из них на «4» и «5»"),
    yes_no=("да", "нет"),
    day_words="{day:%d.%m.%Y} г.",
    foot="Заместитель директора по учебной работе ____________ Сейтқали А. М.",
)
KAZAKH = Wording(
    at=0,
    file="roster-kk.xlsx",
    sheet="Педагогтер",
    titles=(
        "Самалды ауданы білім бөлімінің «№ 14 жалпы білім беретін мектебі» КММ",
        "2026-2027 оқу жылындағы педагогтердің тізімі",
    ),
    heads=(
        "Р/с №",
        "Табель нөмірі",
        "Тегі",
        "Аты",
        "Әкесінің аты",
        "Пәні",
        "Апталық сағаты",
        "Мөлшерлеме",
        "Біліктілік санаты",
        "Берілген күні",
        "Жарамдылық мерзімі",
        "Педагогтік қызметін бастаған жылы",
        "Жұмысқа қабылданған күні",
        "Алғаш рет жұмысқа кірісті",
        "Электрондық пошта",
        "Телефоны",
    ),
    year="{year}/{next} оқу жылы",
    counts=("оқушы саны", "«4» және «5» алғаны"),
    yes_no=("иә", "жоқ"),
    day_words="{day.year} ж. {day.day} {month}",
    foot="Директордың оқу ісі жөніндегі орынбасары ____________ Дүйсенова Б. С.",
)
_KAZAKH_MONTHS = MONTHS["kk"]


def workbook(people: list[Teacher], wording: Wording, seed: int) -> bytes:
    """The office's workbook: most dates are dates, some are typed as text."""
    chance = random.Random(seed)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 11, 23)})  # noqa: DTZ001  the same bytes at every run
        sheet = book.add_worksheet(wording.sheet)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"})
        title = book.add_format({"bold": True, "align": "center"})
        last = len(wording.heads) + 2 * len(YEARS) - 1
        for y, text in enumerate(wording.titles):
            sheet.merge_range(y, 0, y, last, text, title)
        top = len(wording.titles) + 1
        for x, text in enumerate(wording.heads):
            sheet.merge_range(top, x, top + 1, x, text, head)
        for at, year in enumerate(YEARS):
            x = len(wording.heads) + 2 * at
            sheet.merge_range(top, x, top, x + 1, wording.year.format(year=year, next=(year + 1) % 100), head)
            sheet.write_row(top + 1, x, wording.counts, head)
        for at, teacher in enumerate(people):
            for x, value in enumerate(_line(at + 1, teacher, wording, chance)):
                if isinstance(value, date):
                    sheet.write_datetime(top + 2 + at, x, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif value != "":
                    sheet.write(top + 2 + at, x, value)
        sheet.merge_range(top + 4 + len(people), 0, top + 4 + len(people), 8, wording.foot)
        sheet.set_column(2, 5, 18)
        sheet.set_column(8, 15, 15)
    return target.getvalue()


def _line(number: int, teacher: Teacher, wording: Wording, chance: random.Random) -> list[Any]:
    def day(value: date | None) -> Any:
        if value is None:
            return ""
        roll = chance.random()
        if roll < 0.78:
            return value
        if roll < 0.9:
            return f"{value:%d.%m.%Y}"
        return wording.day_words.format(day=value, month=_KAZAKH_MONTHS[value.month - 1])

    counts = [part for result in teacher.results for part in (result or ("", ""))]
    return [
        number,
        int(teacher.number),
        teacher.name.surname,
        teacher.name.given,
        teacher.name.patronymic,
        teacher.subject[wording.at],
        teacher.hours,
        teacher.rate,
        teacher.category[wording.at],
        day(teacher.granted),
        day(teacher.until),
        teacher.since,
        day(teacher.hired),
        wording.yes_no[0] if teacher.first_time else "",
        teacher.email,
        teacher.phone,
        *counts,
    ]


def small_school_csv(people: list[Teacher]) -> bytes:
    """A small school's list as Excel saves it here: semicolons, cp1251, names in Russian letters, in one column."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Список педагогов; Карагайлинская основная школа"])
    heads = ["№", "Таб. №", "Ф.И.О.", "Предмет", "Категория", "Дата присвоения категории", "Действует до"]
    heads += ["Начало педагогической деятельности", "Принят(а) на работу", "Ставка", "Впервые", "E-mail", "Телефон"]
    heads += [text for year in YEARS for text in (f"Учащихся {year}/{year + 1}", f"На 4 и 5 {year}/{year + 1}")]
    writer.writerow(heads)
    for at, teacher in enumerate(people, start=1):
        name = teacher.name.in_russian_letters
        line: list[Any] = [at, teacher.number, f"{name.surname} {name.given} {name.patronymic}".strip()]
        line += [teacher.subject[1], teacher.category[1]]
        line += [f"{value:%d.%m.%Y}" if value else "" for value in (teacher.granted, teacher.until)]
        line += [f"{teacher.since} г.", f"{teacher.hired:%d.%m.%Y}", f"{teacher.rate:g}".replace(".", ",")]
        line += ["да" if teacher.first_time else "нет", teacher.email, teacher.phone]
        line += [part for result in teacher.results for part in (result or ("", ""))]
        writer.writerow(line)
    return target.getvalue().encode("cp1251")


def files() -> dict[str, bytes]:
    """Every sample by its name."""
    russian = teachers(SEED, 91, domain="lyceum27.example")
    kazakh = teachers(SEED + 1, 88, domain="mektep14.example", kazakh_only=True)
    small = teachers(SEED + 2, 14, domain="qaragaily.example")
    return {
        RUSSIAN.file: workbook(russian, RUSSIAN, SEED),
        KAZAKH.file: workbook(kazakh, KAZAKH, SEED + 1),
        "roster-small-cp1251.csv": small_school_csv(small),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
