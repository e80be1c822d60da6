"""What a preview looks like: plans as words, and the failed rows as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.dates import numeric
from schools.roster import diff, words
from schools.roster.columns import Head

MARKS = {
    diff.ASK: "edge",
    diff.WRONG: "fail",
    diff.NEW: "pass",
    diff.CHANGED: "next",
    diff.UNCHANGED: "met",
    diff.LEFT_OUT: "next",
}


@dataclass(frozen=True)
class Shown:
    """One row of the preview. changes: (field, before, after); problems: (field, what stands there, why not)."""

    number: int
    name: str
    mark: str
    state: str
    changes: list[tuple[str, str, str]]
    problems: list[tuple[str, str, str]]
    facts: list[tuple[str, str]]
    question: str


def show(plan: diff.Plan, names: Mapping[str, Mapping[str, str]]) -> Shown:
    """A plan in words. names: “category” and “subject”, code → name."""
    facts = []
    if plan.kind == diff.NEW:
        facts = [
            (words.field_words(name), words.value_words(name, plan.row.values[name], names))
            for name in ("number", "subject", "hired_on", "category", "first_time")
            if plan.row.values.get(name)
        ]
    return Shown(
        number=plan.row.number,
        name=plan.row.full_name,
        mark=MARKS[plan.kind],
        state=words.kind_words(plan.kind),
        changes=[
            (
                words.field_words(change.field),
                words.value_words(change.field, change.before, names),
                words.value_words(change.field, change.after, names),
            )
            for change in plan.changes
        ],
        problems=[
            (words.field_words(p.field), p.shown, words.cell_words(p.code, p.params))
            for p in (*plan.problems, *plan.kept)
        ],
        facts=facts,
        question=str(words.QUESTIONS[plan.question.code]) if plan.kind == diff.ASK and plan.question else "",
    )


def answer_words(question: diff.Question) -> list[tuple[str, str]]:
    """The options of a question in words, names after a colon."""
    shown = []
    for answer, stay in question.options:
        if answer == diff.ANSWER_NEW:
            text = _("Another person, who is new here")
        elif answer == diff.ANSWER_SKIP:
            text = _("Leave this row out")
        elif stay is None:
            text = _("The same person, who worked at another school before")
        elif answer.startswith("account:"):
            text = _("The same person, hired again: %(who)s") % {"who": _who(stay)}
        else:
            text = _("This person: %(who)s") % {"who": _who(stay)}
        shown.append((answer, text))
    return shown


def _who(stay: diff.Stay) -> str:
    number = stay.values.get("number")
    parts = [
        stay.full_name,
        f"№ {number}" if number else "",
        _("hired %(date)s") % {"date": numeric(stay.values["hired_on"])},
    ]
    if stay.left_on:
        parts.append(_("left %(date)s") % {"date": numeric(stay.left_on)})
    return ", ".join(part for part in parts if part)


def failed_table(head: Head, failed: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the file of failed rows: as they were read, with the number and the reasons in front."""
    header = [_("Row"), _("Why it was not taken over"), *head.texts]
    rows = []
    for row in failed:
        reasons = [
            f"{words.field_words(p['field'])}: {words.cell_words(p['code'], p['params'])}" for p in row["problems"]
        ]
        rows.append([str(row["row"]), " ".join(reasons), *row["cells"]])
    width = max([len(header), *(len(row) for row in rows)])
    return header + [""] * (width - len(header)), rows
