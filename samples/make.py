"""Writes the sample rosters beside this file, as school offices keep them; the same files at every run.

    .venv/bin/python -m samples.make

A workbook with Russian headers, one with Kazakh headers (title rows above the header, running numbers, years on a
second line of the header, dates typed in different ways, signature lines below), and a CSV that Excel saved in cp1251.
All people are invented.
"""

import csv
import io
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from common.dates import MONTHS
from samples.staff import YEARS, Teacher, teachers
from samples.wording import KAZAKH, RUSSIAN, Wording

FOLDER = Path(__file__).resolve().parent
SEED = 27
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
