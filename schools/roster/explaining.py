"""What the import understands of a file, with no school at hand: `manage.py read_roster`, for whoever gives support.

Nothing is stored. The file is compared with an empty school, so that nobody is known and every hire is a new one.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from schools.calendar.selectors import hire_year_of, hires_of
from schools.organisation.models import Subject
from schools.organisation.shipped import CATEGORY_LEVELS, SUBJECTS
from schools.people.models import CategoryLevel
from schools.roster import columns, diff, selectors, words
from schools.roster.filling import Problem
from schools.roster.reading import Unreadable
from schools.roster.sheets import Book, Question, open_book

VERDICTS = {diff.NEW: "new", diff.ASK: "ask", diff.WRONG: "wrong", diff.LEFT_OUT: "left_out"}


def explain(content: bytes, today: date) -> dict[str, Any]:
    """Sheets, columns, questions and rows, ready for JSON; texts in the language that is active.

    Dates are ISO, categories are codes, subjects are named in the language of the header; a doubtful cell is null. Of a
    file that is refused as a whole the questions say why.
    """
    try:
        book = open_book(content)
    except Unreadable as error:
        return _refused(error)
    try:
        people = selectors.read_people(book, book.lead.head.columns, today, known=known_lists())
    except Unreadable as error:
        return _refused(error) | _seen(book)
    plans = diff.compare(people.rows, diff.Snapshot(stays=(), hires=hires_of(hire_year_of(today))), {})
    questions = [_question(one, book) for one in people.questions]
    if any(doubt.code == "first_time" for plan in plans for doubt in plan.row.doubts):
        questions.append({"code": "first_time", "column": "", "text": str(words.CELLS["first_time"])})
    return _seen(book) | {
        "questions": questions,
        "rows": [_row(plan, book, people.lists) for plan in plans],
    }


def _refused(error: Unreadable) -> dict[str, Any]:
    why = {"code": error.code, "column": "", "text": words.file_words(error.code, error.params)}
    return {"sheets": [], "columns": [], "questions": [why], "rows": []}


def _seen(book: Book) -> dict[str, Any]:
    sheets = [
        {
            "name": one.name,
            "rows": one.rows,
            "read": not one.why,
            "why": str(words.SHEETS[one.why]) if one.why else "",
        }
        for one in book.listed
    ]
    return {"sheets": sheets, "columns": _columns(book)}


def known_lists() -> selectors.Lists:
    """Categories and subjects of the installation; those that every installation begins with, where there is none."""
    try:
        found = selectors.lists()
    except DatabaseError:  # no tables: the command works before the installation does
        found = selectors.Lists({}, {})
    return selectors.Lists(
        levels=found.levels
        or {
            code: CategoryLevel(code=code, name_kk=kk, name_ru=ru, name_en=en)
            for code, (kk, ru, en) in CATEGORY_LEVELS.items()
        },
        subjects=found.subjects
        or {
            code: Subject(code=code, name_kk=kk, name_ru=ru, name_en=en)
            for code, (_area, _has_marks, kk, ru, en) in SUBJECTS.items()
        },
    )


def language_of(book: Book) -> str:
    """The language in which the header of a list is written."""
    letters = "".join(book.lead.head.texts).lower()
    if set("әғқңөұүһі") & set(letters):
        return "kk"
    return "ru" if any("а" <= letter <= "я" for letter in letters) else "en"


def _columns(book: Book) -> list[dict[str, Any]]:
    fields = columns.by_column(book.lead.head.columns)
    return [
        {"header": title, "fields": fields.get(x, [])}
        for x, title in enumerate(book.lead.head.texts)
        if title or x in fields
    ]


def _question(question: Question, book: Book) -> dict[str, str]:
    texts = book.lead.head.texts
    title = texts[question.column] if question.column is not None and question.column < len(texts) else ""
    return {"code": question.code, "column": title, "text": words.question_words(question.code, question.count)}


def _row(plan: diff.Plan, book: Book, lists: selectors.Lists) -> dict[str, Any]:
    row = plan.row
    shown: dict[str, Any] = {"row": row.number, "verdict": VERDICTS[plan.kind]}
    if len(book.sheets) > 1:
        shown["sheet"] = book.sheet_of(row).table.name
    with translation.override(language_of(book)):
        fields = {name: _plain(name, value, lists) for name, value in row.values.items()}
    shown["fields"] = fields | {doubt.field: None for doubt in row.doubts}
    about = [*row.problems, *row.doubts, *row.notes, *filter(None, [row.left_out])]
    shown["reasons"] = [_reason(one) for one in about]
    return shown


def _reason(one: Problem) -> dict[str, str]:
    text = words.cell_words(one.code, one.params)
    return {"field": one.field, "text": f"{one.shown}: {text}" if one.shown else text}


def _plain(name: str, value: Any, lists: selectors.Lists) -> Any:
    if name == "subject":
        return words.value_words(name, value, lists.names)
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def as_text(found: Mapping[str, Any]) -> list[str]:
    """The same as lines to read."""
    lines = [_("Sheets:")]
    lines += [
        f"  {one['name'] or '–'}: {one['rows']}{', ' + one['why'] if one['why'] else ''}" for one in found["sheets"]
    ]
    lines.append(_("Columns:"))
    lines += [f"  {one['header']}: {', '.join(one['fields']) or '–'}" for one in found["columns"]]
    lines.append(_("Questions:"))
    lines += [f"  {one['column']}{': ' if one['column'] else ''}{one['text']}" for one in found["questions"]]
    lines.append(_("Rows:"))
    for row in found["rows"]:
        said = ", ".join(f"{name}={value}" for name, value in row["fields"].items())
        lines.append(f"  {row['row']} {row['verdict']}: {said}")
        lines += [f"      {one['field']}: {one['text']}" for one in row["reasons"]]
    return lines
