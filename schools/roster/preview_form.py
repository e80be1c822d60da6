"""The form of the preview: whom a row means, whether it is left out, and what is read in place of a cell."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from common.forms import Form
from schools.people.words import SURE_WORDS
from schools.roster import diff, words
from schools.roster.cells import LONGEST_VALUE
from schools.roster.filling import SURE
from schools.roster.models import ImportRow
from schools.roster.presenting import Shown, answer_words

CONFIRMABLE = {"one_word", "other_letters"}
"""Doubts that a person may answer with “it is written so”."""

NOT_PREFILLED = {"formula", "merged", "rate_in_parts"}
"""What stands in such a cell is no proposal."""


def row_name(key: str) -> str:
    """The field of a row; `key` as in `rows.row_key`."""
    return f"row-{key}".replace(":", "-")


def cell_name(key: str, field: str) -> str:
    """The field of a cell."""
    return f"cell-{key}-{field}".replace(":", "-")


def given(answers: Mapping[str, str], corrections: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What was answered and corrected, by the fields of the form."""
    found = {row_name(key): answer for key, answer in answers.items()}
    return found | {
        cell_name(key, field): text for key, typed in corrections.items() for field, text in typed.items()
    }


@dataclass(frozen=True)
class Beside:
    """problems: each with the field that corrects it, if one does. corrected: cells with no more to say. sure: that the
    name is written so. row: the field of the whole row."""

    problems: list[tuple[tuple[str, str, str, str], forms.BoundField | None]]
    corrected: list[forms.BoundField]
    sure: forms.BoundField | None
    row: forms.BoundField | None


class RowsForm(Form):
    """The fields of the rows on the page. A cell that is left as it stands is not corrected."""

    hide_optional = True

    def __init__(
        self,
        *args: Any,
        rows: Iterable[ImportRow],
        corrections: Mapping[str, Mapping[str, str]],
        levels: Mapping[str, str],
        now_so: Callable[[], Mapping[str, str]],
        **kwargs: Any,
    ) -> None:
        """levels: code of a category → its name. now_so: what was answered and corrected, by field (`given`)."""
        super().__init__(*args, now_so=now_so, auto_id="rows_%s", **kwargs)
        self._rows: dict[str, str] = {}
        self._cells: dict[str, tuple[str, str]] = {}
        self._levels = levels
        for row in rows:
            self._put_row(row)
            if row.kind != diff.LEFT_OUT:
                self._put_cells(row, corrections.get(row.key, {}))

    def _put_row(self, row: ImportRow) -> None:
        name, question = row_name(row.key), row.data.get("question")
        made: forms.Field
        if question:
            choices = [("", _("Not answered yet")), *answer_words(question["options"])]
            label = str(words.QUESTIONS[question["code"]])
            made = forms.ChoiceField(label=label, choices=choices, required=False)
        elif row.kind in (diff.WRONG, diff.ASK) or row.data.get("hidden") or self.initial.get(name):
            made = forms.BooleanField(label=_("Leave this row out"), required=False)
        else:
            return
        self._add(name, made, row)
        self._rows[name] = row.key

    def _put_cells(self, row: ImportRow, corrected: Iterable[str]) -> None:
        """Those with something to say, and those that were corrected before."""
        noted = {one["field"]: one for one in (*row.data.get("problems", ()), *row.data.get("doubts", ()))}
        if any(one["code"] in CONFIRMABLE for one in noted.values()) or SURE in corrected:
            name = cell_name(row.key, SURE)
            self._add(name, forms.BooleanField(label=SURE_WORDS, required=False), row)
            self._cells[name] = (row.key, SURE)
        for field in dict.fromkeys((*noted, *corrected)):
            if field and field != SURE:
                self._put_cell(row, field, noted.get(field, {}))

    def _put_cell(self, row: ImportRow, field: str, noted: Mapping[str, Any]) -> None:
        name, label = cell_name(row.key, field), words.field_words(field)
        shown = "" if noted.get("code") in NOT_PREFILLED else noted.get("shown", "")
        made: forms.Field
        if field == "first_time":
            answers = [("yes", _("Yes, for the first time")), ("no", _("No, has taught before"))]
            made = forms.ChoiceField(choices=[("", _("Not answered yet")), *answers], label=label, required=False)
        elif field == "category":
            first = (shown, _("Not answered yet")) if shown else ("", "–")
            empty = [("–", _("no category"))] if shown else []
            names = [(level, level) for level in self._levels.values()]
            made = forms.ChoiceField(choices=[first, *empty, *names], label=label, required=False, initial=shown)
        else:
            made = forms.CharField(max_length=LONGEST_VALUE, label=label, required=False, initial=shown)
        self._add(name, made, row)
        self._cells[name] = (row.key, field)

    def _add(self, name: str, field: forms.Field, row: ImportRow) -> None:
        self.fields[name] = field
        self._dress(field)
        of = f"{field.label}: {row.name or row.number}"
        look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
        field.widget.attrs |= {} if isinstance(field, forms.BooleanField) else {"aria-label": of, "class": look}

    @property
    def asks(self) -> bool:
        """Whether any row of the page has something to fill in."""
        return bool(self._rows or self._cells)

    def beside(self, shown: Shown) -> "Beside":
        """The fields of one row, each beside what it is about."""
        cells = {field: self[name] for name, (key, field) in self._cells.items() if key == shown.key}
        sure = cells.pop(SURE, None)
        problems = [(problem, cells.pop(problem[0], None)) for problem in shown.problems]
        row = next((self[name] for name, key in self._rows.items() if key == shown.key), None)
        return Beside(problems, list(cells.values()), sure, row)

    @property
    def answers(self) -> dict[str, str]:
        given = {key: self.cleaned_data[name] for name, key in self._rows.items()}
        return {key: diff.ANSWER_SKIP if answer is True else answer or "" for key, answer in given.items()}

    @property
    def corrections(self) -> dict[str, dict[str, str]]:
        """Only what was changed on the page."""
        found: dict[str, dict[str, str]] = {}
        for name, (key, field) in self._cells.items():
            value = self.cleaned_data[name]
            typed = "yes" if value is True else value or ""
            if typed != (self.get_initial_for_field(self.fields[name], name) or ""):
                found.setdefault(key, {})[field] = typed
        return found
