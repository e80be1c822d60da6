"""The form of the preview: whom a row means, whether it is left out, and what is read in place of a cell."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from common.forms import Form
from schools.roster import diff, words
from schools.roster.cells import LONGEST_VALUE
from schools.roster.models import ImportRow
from schools.roster.presenting import answer_words

NOT_PREFILLED = {"formula", "merged", "rate_in_parts"}
"""What stands in such a cell is no proposal."""


class RowsForm(Form):
    """The fields of the rows on the page. A cell that is left as it stands is not corrected."""

    hide_optional = True

    def __init__(
        self,
        *args: Any,
        rows: Iterable[ImportRow],
        answers: Mapping[str, str],
        corrections: Mapping[str, Mapping[str, str]],
        levels: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """levels: code of a category → its name."""
        super().__init__(*args, **kwargs)
        self._rows: dict[str, str] = {}
        self._cells: dict[str, tuple[str, str]] = {}
        self._levels = levels
        for row in rows:
            self._put_row(row, answers.get(row.key, ""))
            typed = corrections.get(row.key, {})
            noted = {one["field"]: one for one in (*row.data.get("problems", ()), *row.data.get("doubts", ()))}
            for field in dict.fromkeys((*noted, *typed)):
                if row.kind != diff.LEFT_OUT and field:
                    self._put_cell(row, field, noted.get(field, {}), typed.get(field))

    def _put_row(self, row: ImportRow, given: str) -> None:
        question = row.data.get("question")
        if question:
            choices = [("", _("Not answered yet")), *answer_words(question["options"])]
        elif row.kind in (diff.WRONG, diff.ASK) or row.data.get("hidden") or given:
            choices = [("", _("Take it over when it is right")), (diff.ANSWER_SKIP, _("Leave this row out"))]
        else:
            return
        name = f"row-{row.key}".replace(":", "-")
        label = str(words.QUESTIONS[question["code"]]) if question else _("This row")
        self._add(name, forms.ChoiceField(label=label, choices=choices, required=False, initial=given), row)
        self._rows[name] = row.key

    def _put_cell(self, row: ImportRow, field: str, noted: Mapping[str, Any], typed: str | None) -> None:
        name = f"cell-{row.key}-{field}".replace(":", "-")
        shown = "" if noted.get("code") in NOT_PREFILLED else noted.get("shown", "")
        label = words.field_words(field)
        made: forms.Field
        if field == "first_time":
            choices = [
                ("", _("Not answered yet")),
                ("yes", _("Yes, for the first time")),
                ("no", _("No, has taught before")),
            ]
            made = forms.ChoiceField(label=label, choices=choices, required=False, initial=typed or "")
        elif field == "category":
            names = [(level, level) for level in self._levels.values()]
            first = (shown, _("Not answered yet")) if shown else ("", "–")
            empty = [("–", _("no category"))] if shown else []
            made = forms.ChoiceField(
                label=label,
                choices=[first, *empty, *names],
                required=False,
                initial=typed if typed is not None else shown,
            )
        else:
            made = forms.CharField(
                label=label, required=False, max_length=LONGEST_VALUE, initial=typed if typed is not None else shown
            )
        self._add(name, made, row)
        self._cells[name] = (row.key, field)

    def _add(self, name: str, field: forms.Field, row: ImportRow) -> None:
        self.fields[name] = field
        self._dress(field)
        field.widget.attrs["aria-label"] = f"{field.label}: {row.name or row.number}"

    def of_row(self, key: str) -> dict[str, forms.BoundField]:
        """The fields of one row: “” for the row itself, the others by the field of the list."""
        names = [("", name) for name, of in self._rows.items() if of == key]
        names += [(field, name) for name, (of, field) in self._cells.items() if of == key]
        return {field: self[name] for field, name in names}

    @property
    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data[name] for name, key in self._rows.items()}

    @property
    def corrections(self) -> dict[str, dict[str, str]]:
        """Only what was changed on the page."""
        found: dict[str, dict[str, str]] = {}
        for name, (key, field) in self._cells.items():
            if self.cleaned_data[name] != (self.fields[name].initial or ""):
                found.setdefault(key, {})[field] = self.cleaned_data[name]
        return found
