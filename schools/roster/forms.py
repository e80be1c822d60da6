"""Forms of the import: the file, the columns, the answers to questions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from schools.roster import words
from schools.roster.columns import GOOD, PLAIN_FIELDS, PUPILS, Head, result_field, result_year
from schools.roster.models import ImportRow
from schools.roster.presenting import answer_words
from schools.roster.reading import MAX_BYTES, column_letters

YEARS_BACK = 3


class UploadForm(Form):
    file = forms.FileField(
        label=_("List of teachers"),
        help_text=_(
            "An Excel workbook (.xlsx), or CSV, with headers in Kazakh, Russian or English. "
            "Every row needs a name and a date of hire."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse by size alone before a byte is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(words.file_words("too_big", {"size": file.size, "limit": MAX_BYTES}))
        return file


class ColumnsForm(Form):
    """A choice of column for every field, the years of results found in the file and the last three among them."""

    hide_optional = True

    def __init__(self, *args: Any, head: Head, sample: Sequence[Any], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("not in this file")), *_columns(head, sample)]
        for name in (*PLAIN_FIELDS, *_result_fields(head, year)):
            field = forms.ChoiceField(label=words.field_words(name), choices=choices, required=False)
            self.fields[form_name(name)] = field
            self._dress(field)

    @property
    def mapping(self) -> dict[str, int]:
        """Field → index of its column; what has none is left out."""
        return {field_name(name): int(value) for name, value in self.cleaned_data.items() if value != ""}


def form_name(field: str) -> str:
    """A field's name in the form; a colon would break the address of its error."""
    return field.replace(":", "-")


def field_name(name: str) -> str:
    return name.replace("-", ":")


class AnswersForm(Form):
    """One choice for each question on the page."""

    hide_optional = True

    def __init__(self, *args: Any, rows: Iterable[ImportRow], answers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            if not (question := row.data.get("question")):
                continue
            number = str(row.number)
            field = forms.ChoiceField(
                label=row.name,
                help_text=str(words.QUESTIONS[question["code"]]),
                choices=[("", _("Not answered yet")), *answer_words(question["options"])],
                required=False,
                initial=answers.get(number, ""),
            )
            self.fields[f"row-{number}"] = field
            self._dress(field)

    @property
    def answers(self) -> dict[str, str]:
        return {name.removeprefix("row-"): value for name, value in self.cleaned_data.items()}


def _columns(head: Head, sample: Sequence[Any]) -> list[tuple[str, str]]:
    """“C · Фамилия (Омарова)” for every column that has a header or a first value."""
    width = max(len(head.texts), len(sample))
    shown = []
    for x in range(width):
        title = head.texts[x] if x < len(head.texts) else ""
        example = str(sample[x])[:30] if x < len(sample) else ""
        if title or example:
            shown.append((str(x), " · ".join(part for part in (column_letters(x), title[:60], example) if part)))
    return shown


def _result_fields(head: Head, year: int) -> list[str]:
    years = {found for name in head.columns if (found := result_year(name)) is not None}
    years |= set(range(year - YEARS_BACK, year))
    return [result_field(kind, found) for found in sorted(years) for kind in (PUPILS, GOOD)]
