"""Forms of the import: the file, its columns, its sheets. The form of the rows stands in `preview_form`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import Form
from schools.roster import words
from schools.roster.cell_dates import Order
from schools.roster.columns import PLAIN_FIELDS, YEARLY, Head, result_field, result_year
from schools.roster.reading import MAX_BYTES, column_letters

YEARS_BACK = 3


class UploadForm(Form):
    file = forms.FileField(
        label=gettext_lazy("List of teachers"),
        help_text=gettext_lazy(
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


class FileForm(Form):
    """What is read of the file: sheets, hidden rows, the order of day and month, and one answer for all who were hired
    this academic year."""

    hide_optional = True

    def __init__(
        self, *args: Any, sheet: Mapping[str, Any], now_so: Callable[[], Mapping[str, Any]], **kwargs: Any
    ) -> None:
        """sheet: what was seen of the file. now_so: what was chosen before, by field (`chosen`)."""
        super().__init__(*args, now_so=now_so, auto_id="file_%s", **kwargs)
        listed = [one for one in sheet.get("sheets", ()) if one["rows"]]
        if len(listed) > 1:
            self._put("sheets", forms.MultipleChoiceField(
                label=_("Sheets of this file"),
                choices=[(str(one["index"]), _sheet_words(one)) for one in listed],
                initial=[str(one["index"]) for one in listed if not one["why"]],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Choose at least one.")},
            ))  # fmt: skip
        for question in sheet.get("questions", ()):
            if question["code"] == "date_order":
                title = (sheet["texts"][question["column"] : question["column"] + 1] or [""])[0]
                self._put(f"order-{question['field']}", forms.ChoiceField(
                    label=title or words.field_words(question["field"]),
                    help_text=str(words.OF_FILE["date_order"]),
                    choices=[
                        ("", _("Not answered yet")),
                        (Order.MONTH_FIRST, _("the month: 8/25/2026 is 25 August")),
                        (Order.DAY_FIRST, _("the day: 25/8/2026 is 25 August")),
                    ],
                    required=False,
                ))  # fmt: skip
            if question["code"] == "hidden_rows":
                self._put("hidden", forms.ChoiceField(
                    label=words.OF_FILE["hidden_rows"] % {"count": question["count"]},
                    choices=[("", _("Read them like the others")), ("skip", _("Leave them out"))],
                    required=False,
                ))  # fmt: skip
        if sheet.get("first_time", 0) > 1 or self.initial.get("first_time"):
            self._put("first_time", forms.BooleanField(
                label=_("Everybody hired this academic year has taught in a school before, except those answered with “yes”"),
                required=False,
            ))  # fmt: skip

    @property
    def asks(self) -> bool:
        """Whether there is anything to choose."""
        return any(not field.widget.is_hidden for field in self.fields.values())

    def _put(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        self._dress(field)

    @property
    def options(self) -> dict[str, Any]:
        data = self.cleaned_data
        found: dict[str, Any] = {
            "orders": {
                name.removeprefix("order-"): given
                for name, given in data.items()
                if name.startswith("order-") and given
            }
        }
        if "sheets" in data:
            found["sheets"] = sorted(map(int, data["sheets"]))
        if "hidden" in data:
            found["hidden"] = data["hidden"]
        if "first_time" in data:
            found["first_time"] = "no" if data["first_time"] else ""
        return found


def chosen(options: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen of a file, by the fields of the form; the sheets where they were named."""
    found: dict[str, Any] = {f"order-{field}": order for field, order in options.get("orders", {}).items()}
    if "sheets" in options:
        found["sheets"] = [str(index) for index in options["sheets"]]
    return found | {"hidden": options.get("hidden", ""), "first_time": options.get("first_time") == "no"}


def _sheet_words(listed: Mapping[str, Any]) -> str:
    name, rows, why = listed["name"] or "–", listed["rows"], words.SHEETS[listed["why"]]
    return _("%(name)s, rows: %(rows)s, %(why)s") % {"name": name, "rows": rows, "why": why}


def form_name(field: str) -> str:
    """A field's name in the form; a colon would break the address of its error."""
    return field.replace(":", "-")


def field_name(name: str) -> str:
    return name.replace("-", ":")


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
    return [result_field(kind, found) for found in sorted(years) for kind in YEARLY]
