"""The uploaded file and the school beside each other: file → table → rows → plans. Read by the worker alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet

from common import clock, files
from schools.calendar.selectors import hire_year_of, hires_of
from schools.organisation.models import School, Subject
from schools.people.models import CategoryLevel, Employment, Qualification, User, YearResult
from schools.people.policies import leads_alone
from schools.people.selectors import ways_in
from schools.roster import columns, diff, reading, rows
from schools.roster.cells import category_key
from schools.roster.models import ImportBatch, ImportRow
from schools.roster.sheets import Book, Question, open_book, questions
from schools.roster.subjects import known_names

HIRES_SHOWN = 50
MANY = 500
"""Values in one query: SQLite takes a limited number."""


@dataclass(frozen=True)
class Lists:
    """Categories and subjects of this installation, by code."""

    levels: Mapping[str, CategoryLevel]
    subjects: Mapping[str, Subject]

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """Names to show: “category” and “subject”, code → name."""
        return {
            "category": {code: level.name for code, level in self.levels.items()},
            "subject": {code: subject.name for code, subject in self.subjects.items()},
        }

    def known(self, today: date) -> rows.Known:
        categories = {
            category_key(name): code
            for code, level in self.levels.items()
            for name in (level.name_kk, level.name_ru, level.name_en, code)
            if name
        }
        subjects = known_names((code, (s.name_kk, s.name_ru, s.name_en)) for code, s in self.subjects.items())
        return rows.Known(categories=categories, subjects=subjects, today=today)


@dataclass(frozen=True)
class People:
    """The people of the file as its columns were mapped when it was read, and what is to be said of the file."""

    book: Book
    lists: Lists
    rows: list[rows.Row]
    questions: list[Question]


@dataclass(frozen=True)
class Preview:
    """What would happen if the deputy confirmed now."""

    book: Book
    lists: Lists
    plans: list[diff.Plan]

    @cached_property
    def counts(self) -> dict[str, int]:
        return diff.counts(self.plans)

    @cached_property
    def digest(self) -> str:
        return diff.digest(self.plans)


def lists() -> Lists:
    return Lists(
        levels={level.code: level for level in CategoryLevel.objects.all()},
        subjects={subject.code: subject for subject in Subject.objects.all()},
    )


def book_of(batch: ImportBatch) -> Book:
    return open_book(files.get(batch.sha256), batch.options.get("sheets"))


def read_people(
    book: Book,
    mapped: Mapping[str, int],
    today: date,
    note: Callable[[int], None] | None = None,
    *,
    known: Lists | None = None,
    options: Mapping[str, Any] | None = None,
    corrections: Mapping[str, Mapping[str, str]] | None = None,
) -> People:
    """The people of the sheets that are read. Raises `reading.Unreadable` when the columns as mapped hold nobody.

    note: called from time to time with the number of rows that are read. options, corrections: what was answered about
    the file, and typed in place of its cells.
    """
    if faults := columns.check(dict(mapped)):
        raise reading.Unreadable(faults[0])
    options = options or {}
    orders = options.get("orders", {})
    known = known or lists()
    found: list[rows.Row] = []
    for sheet in book.sheets:
        settings = rows.Settings(orders, corrections or {}, sheet.index)
        progress = partial(_progress, note, len(found)) if note else None
        of_sheet = book.columns_of(sheet, mapped)
        found += rows.parse(sheet.table, sheet.head, of_sheet, known.known(today), progress, settings)
    if all(row.left_out for row in found):
        raise reading.Unreadable("no_rows")
    asked = questions(book, mapped, found, orders)
    if options.get("hidden") == "skip":
        for row in found:
            if row.is_hidden and row.left_out is None:
                row.left_out = rows.Note("", "hidden_left")
    return People(book=book, lists=known, rows=found, questions=asked)


def _progress(note: Callable[[int], None], before: int, done: int) -> None:
    note(before + done)


def preview(batch: ImportBatch, people: People) -> Preview:
    """Compare the people of the file with the school as it is. Six queries, and one for an uploader's own record.

    The category and the results of whoever uploaded the list stay as they are while another leader could record them.
    Doubts are noted in the rows: read the people again for another preview.
    """
    plans = diff.compare(people.rows, snapshot(batch.school, clock.today(), batch.options), batch.answers)
    own = own_records(plans, batch.uploaded_by_id)
    if own and not leads_alone(batch.uploaded_by, batch.school_id):
        for plan in own:
            diff.leave_record(plan)
    return Preview(book=people.book, lists=people.lists, plans=plans)


def own_records(plans: Iterable[diff.Plan], user_id: int | None) -> list[diff.Plan]:
    """Those of the plans that would change the category or the results of this person."""
    return [plan for plan in plans if plan.stay and plan.user_id == user_id and diff.of_record(plan)]


def snapshot(school: School, today: date, options: Mapping[str, Any]) -> diff.Snapshot:
    """All stays at the school, also those that ended. options: what was answered about the file."""
    qualifications: dict[int, dict[date | None, tuple[str, date | None]]] = {}
    for pk, granted, level, until in Qualification.objects.filter(employment__school=school).values_list(
        "employment_id", "granted_on", "level__code", "valid_until"
    ):
        qualifications.setdefault(pk, {})[granted] = (level, until)
    results: dict[int, dict[int, tuple[Any, Any, Any]]] = {}
    for pk, year, *said in YearResult.objects.filter(employment__school=school).values_list(
        "employment_id", "year", "pupils", "good", "percent"
    ):
        results.setdefault(pk, {})[year] = (said[0], said[1], said[2])
    stays = [
        diff.Stay(
            employment_id=row["pk"],
            user_id=row["user_id"],
            left_on=row["left_on"],
            qualifications=qualifications.get(row["pk"], {}),
            results=results.get(row["pk"], {}),
            values={
                "number": row["personnel_number"],
                "surname": row["user__surname"],
                "given_name": row["user__given_name"],
                "patronymic": row["user__patronymic"],
                "email": row["user__email"].lower(),
                "phone": row["user__phone"],
                "subject": (row["subject__code"] or "", row["subject_text"]),
                "hired_on": row["hired_on"],
                "rate": row["rate"],
                "first_time": row["first_time"],
                "teaching_since": row["teaching_since"],
            },
        )
        for row in Employment.objects.filter(school=school).order_by("pk").values(*_STAY_COLUMNS)
    ]
    here = User.objects.filter(pk__in=Employment.objects.filter(school=school).values("user"))
    return diff.Snapshot(
        stays=stays,
        own_email=_ids(ways_in.own_email(here, school.pk)),
        own_name=_ids(ways_in.own_name(here, school.pk, today)),
        not_rehired=_ids(ways_in.without_safe_way_in(ways_in.bound_elsewhere(here, school.pk))),
        hires=hires_of(hire_year_of(today)),
        all_taught=options.get("first_time") == "no",
    )


def _ids(people: QuerySet[User]) -> set[int]:
    return set(people.values_list("pk", flat=True))


_STAY_COLUMNS = (
    "pk",
    "user_id",
    "left_on",
    "personnel_number",
    "hired_on",
    "rate",
    "first_time",
    "teaching_since",
    "subject__code",
    "subject_text",
    "user__surname",
    "user__given_name",
    "user__patronymic",
    "user__email",
    "user__phone",
)


def first_time_hires(batch: ImportBatch, today: date) -> list[Employment]:
    """The first of those of this import who teach for the first time and were hired for the present academic year.

    Only they are proposed for mentoring: the deputy confirms the list.
    """
    ids = batch.counts.get("first_time", [])[:HIRES_SHOWN]
    found = Employment.objects.filter(school=batch.school, pk__in=ids).select_related("user", "subject")
    return [employment for employment in found if is_first_time_this_year(employment, today)]


def is_first_time_this_year(employment: Employment, today: date) -> bool:
    first, last = hires_of(hire_year_of(today))
    return employment.first_time and first <= employment.hired_on <= last


def open_rows(batch: ImportBatch, kind: str) -> QuerySet[ImportRow]:
    """The stored rows as the preview shows them, of one kind or all."""
    return batch.rows.filter(kind=kind) if kind in diff.KINDS else batch.rows.all()
