"""What a preview looks like: stored rows as words, and the failed rows as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from schools.people.words import stay_words
from schools.roster import diff, stored, words
from schools.roster.models import ImportRow

MARKS = {
    diff.ASK: "edge",
    diff.WRONG: "fail",
    diff.NEW: "pass",
    diff.CHANGED: "next",
    diff.UNCHANGED: "met",
    diff.LEFT_OUT: "next",
}

Names = Mapping[str, Mapping[str, str]]
"""“category” and “subject”: code → name."""


@dataclass(frozen=True)
class Shown:
    """One row of the preview. place: the sheet, where several are read, and the number in it. changes: (field, before,
    after); problems: (field, its name, what stands there, why not); notes: (its name, what stands there, what of it)."""

    pk: int
    key: str
    place: str
    name: str
    mark: str
    state: str
    changes: list[tuple[str, str, str]]
    problems: list[tuple[str, str, str, str]]
    notes: list[tuple[str, str, str]]
    facts: list[tuple[str, str]]


def show(row: ImportRow, names: Names, sheets: Mapping[int, str]) -> Shown:
    """A stored row in words. sheets: names of the sheets that are read, by their place; several are named at each row."""
    data = row.data
    return Shown(
        pk=row.pk,
        key=row.key,
        place=f"{sheets[row.sheet]}: {row.number}" if len(sheets) > 1 and row.sheet in sheets else str(row.number),
        name=row.name,
        mark=MARKS[row.kind],
        state=words.kind_words(row.kind),
        changes=[
            (words.field_words(field), _value(field, before, names), _value(field, after, names))
            for field, before, after in data.get("changes", ())
        ],
        problems=[
            (one["field"], words.field_words(one["field"]), one["shown"], _why(one))
            for one in (*data.get("problems", ()), *data.get("doubts", ()))
        ],
        notes=[
            (words.field_words(one["field"]) if one["field"] else "", one["shown"], _why(one))
            for one in data.get("kept", ())
        ],
        facts=[
            (words.field_words(field), _value(field, plain, names)) for field, plain in data.get("facts", {}).items()
        ],
    )


def _why(problem: Mapping[str, Any]) -> str:
    return words.cell_words(problem["code"], problem["params"])


def _value(field: str, plain: Any, names: Names) -> str:
    return words.value_words(field, stored.value(field, plain), names)


def answer_words(options: Sequence[tuple[str, Mapping[str, str] | None]]) -> list[tuple[str, str]]:
    """The options of a stored question in words, names after a colon."""
    shown = []
    for answer, who in options:
        if answer == diff.ANSWER_NEW:
            text = _("Another person, who is new here")
        elif answer == diff.ANSWER_SKIP:
            text = _("Leave this row out")
        elif who is None:
            text = _("The same person, who worked at another school before")
        elif answer.startswith("account:"):
            text = _("The same person, hired again: %(who)s") % {"who": _who(who)}
        else:
            text = _("This person: %(who)s") % {"who": _who(who)}
        shown.append((answer, text))
    return shown


def _who(stay: Mapping[str, str]) -> str:
    left_on = date.fromisoformat(stay["left_on"]) if stay["left_on"] else None
    return stay_words(stay["name"], stay["number"], date.fromisoformat(stay["hired_on"]), left_on)


def failed_title() -> str:
    return _("Not taken over")


def failed_table(
    texts: Sequence[str], rows: Sequence[tuple[str, str, Mapping[str, Any]]]
) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the file of failed rows: as they were read, with the number and the reasons in front.

    texts: the header as read. rows: place, kind and stored data.
    """
    header = [_("Row"), _("Why it was not taken over"), *texts]
    lines = []
    for place, kind, data in rows:
        reasons = [
            f"{words.field_words(one['field'])}: {_why(one)}" if one["field"] else _why(one)
            for one in stored.reasons(kind, data)
        ]
        lines.append([place, " ".join(reasons), *data["cells"]])
    width = max([len(header), *(len(line) for line in lines)])
    return header + [""] * (width - len(header)), lines
