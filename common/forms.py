"""The forms' base: crispy's look, the browser's own date and time fields, hints and marks of optional fields.

A page writes `<form method="post" novalidate>{% csrf_token %}{% crispy form %}` and its own button with a verb.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import model_to_dict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.errors import AlreadyDone
from common.rows import row_id
from common.standing import MARK, Standing, Values
from common.typed.again import typed_before

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
DASHES = BLANK_CHOICE_DASH[0][1]
LARGEST_INTEGER = 2_147_483_647
LONGEST_TEXT = 4000
"""Characters of a text for which a form says no length of its own: a page and a half. Whoever reads, checks or prints
it pays for each of them."""


class DateInput(forms.DateInput):
    """The browser's own date field. Its value is ISO in every language; typed 21.11.2026 is understood too."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field: 15:04."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class ReadText(forms.Widget):
    """A value that is only read here. Its field is `disabled`, so nothing that is sent counts."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        key = (attrs or {}).get("id", f"id_{name}")
        return format_html('<output id="{}" class="form-control-plaintext">{}</output>', key, value or "–")


# What to do, in our words, where Django says only what is wrong: (class of field, code, sentence). The first that fits.
ADVICE = (
    (forms.ModelMultipleChoiceField, "required", _("Choose at least one.")),
    (forms.MultipleChoiceField, "required", _("Choose at least one.")),
    (forms.ChoiceField, "required", _("Choose one.")),
    (forms.ChoiceField, "invalid_choice", _("This is no longer offered. Choose one from the list.")),
    (forms.BooleanField, "required", _("Tick this to go on.")),
    (forms.FileField, "required", _("Choose a file.")),
    (forms.FileField, "empty", _("This file is empty. Choose another one.")),
    (forms.DateField, "required", _("Give the date.")),
    (forms.DateField, "invalid", _("There is no such date. Write it like this: 21.11.2026.")),
    (forms.TimeField, "invalid", _("There is no such time. Write it like this: 15:00.")),
    (forms.DecimalField, "invalid", _("Give a number.")),
    (forms.IntegerField, "invalid", _("Give a whole number.")),
    (forms.EmailField, "invalid", _("This is not a whole e-mail address. Write it like this: name@school.kz.")),
    (forms.Field, "required", _("Fill this in.")),
    # Django's own Kazakh has no words for these; a page would fall back to Russian.
    (forms.CharField, "max_length", _("Too long: %(show_value)s characters. Shorten it to %(limit_value)s.")),
    (forms.CharField, "min_length", _("Too short: %(show_value)s characters. At least %(limit_value)s are needed.")),
    (forms.CharField, "null_characters_not_allowed", _("Some of the signs cannot be kept. Type it again.")),
    (forms.IntegerField, "min_value", _("Not less than %(limit_value)s.")),
    (forms.IntegerField, "max_value", _("Not more than %(limit_value)s.")),
    (forms.DecimalField, "max_digits", _("This number has too many digits.")),
    (forms.DecimalField, "max_decimal_places", _("This number has too many digits.")),
    (forms.DecimalField, "max_whole_digits", _("This number has too many digits.")),
)


class LookMixin(Standing):
    """What every form of ours has; `hide_optional` leaves out the “(optional)” where all fields are.

    only_asks: nothing is saved by it, so that an error does not say so.
    now_so: a form that changes what stands there reads with it what it is filled from (`common.standing`).
    """

    hide_optional = False
    only_asks = False
    lost_race: AlreadyDone | None = None
    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, now_so: Callable[[], Values] | None = None, **kwargs: Any) -> None:
        values: Values = now_so() if now_so else {}
        if now_so:
            kwargs["initial"] = {**(kwargs.get("initial") or {}), **values}
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self._dress(field)
        if now_so:
            self.stand_on(now_so, values)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """On a page that was sent in vain before, what was typed then (`common.typed`)."""
        typed, name = typed_before(), self.add_prefix(field_name)  # type: ignore[attr-defined]
        if typed is not None and not field.disabled and not field.widget.value_omitted_from_data(typed, {}, name):
            return field.widget.value_from_datadict(typed, {}, name)
        return super().get_initial_for_field(field, field_name)  # type: ignore[misc]

    def _clean_fields(self) -> None:
        """The mark is for `look_again` alone: neither `clean` nor a service meets it."""
        super()._clean_fields()  # type: ignore[misc]
        self.cleaned_data.pop(MARK, None)

    @property
    def helper(self) -> FormHelper:
        """Fields only: the page writes the form element, its token and its buttons."""
        helper = FormHelper()
        helper.render_hidden_fields = True
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    @staticmethod
    def _dress(field: forms.Field) -> None:
        """Django's plain widgets become the browser's own; a widget chosen by the form stays."""
        widget = field.widget
        if type(widget) is forms.DateInput:
            field.widget = DateInput(widget.attrs)
        elif type(widget) is forms.TimeInput:
            field.widget = TimeInput(widget.attrs)
        elif isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
            widget.attrs |= {"rows": "3"}
            widget.attrs.pop("cols", None)
        if isinstance(field, forms.IntegerField) and not isinstance(field, forms.FloatField | forms.DecimalField):
            _limit_integer(field)
        elif type(field) is forms.CharField and field.max_length is None and not widget.is_hidden:
            _limit_text(field)
        elif isinstance(field, forms.DateField) and sane_year not in field.validators:
            field.validators.append(sane_year)
        field.widget.is_required = field.required
        _name_empty_choice(field)
        for kind, code, sentence in ADVICE:
            if isinstance(field, kind) and _is_default(field, code):
                field.error_messages[code] = sentence


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by their ids; one that no table of ours can hold is no choice, instead of an error of the database."""

    def _check_values(self, value: Any) -> Any:
        for one in value:
            if row_id(str(one)) is None:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": one}
                )
        return super()._check_values(value)  # type: ignore[misc]  # Django has it, its types do not


def _name_empty_choice(field: forms.Field) -> None:
    """Words where Django shows a row of dashes; what a form says itself stays."""
    words = _("Choose …") if field.required else _("not set")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        offered: Any = field.choices
        field.choices = [(key, words if label == DASHES else label) for key, label in offered]


def sane_year(day: date) -> None:
    """No school's paper is dated so. Raises ValidationError; beyond these years dates cannot be counted with, either."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        told = _("The year %(year)s cannot be right. Give one from %(first)s to %(last)s.")
        params = {"year": day.year, "first": EARLIEST_YEAR, "last": LATEST_YEAR}
        raise ValidationError(told, code="far", params=params)


def _limit_integer(field: forms.IntegerField) -> None:
    """No number that the database cannot hold; a form's own, narrower limit stays."""
    if field.max_value is None and not any(isinstance(v, MaxValueValidator) for v in field.validators):
        field.max_value = LARGEST_INTEGER
        field.validators.append(MaxValueValidator(LARGEST_INTEGER))


def _limit_text(field: forms.CharField) -> None:
    """Every text has a longest length. The browser does not get it, so that it cuts off nothing that somebody pastes."""
    field.max_length = LONGEST_TEXT
    field.validators.append(MaxLengthValidator(LONGEST_TEXT))


def _is_default(field: forms.Field, code: str) -> bool:
    """True while the form has not put its own sentence in the place of Django's, which may stand at a validator."""
    shown = field.error_messages.get(code)
    return shown is None or any(
        shown is c.__dict__.get("default_error_messages", {}).get(code) for c in type(field).__mro__
    )


class Form(LookMixin, forms.Form):
    """A form that belongs to no model."""


class ModelForm(LookMixin, forms.ModelForm):
    """A form of a model; services save it, never the form. One of a row that is there stands on that row's values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None and MARK not in self.fields:
            kind, pk = type(self.instance), self.instance.pk
            self.stand_on(lambda: self.values_of(kind._base_manager.get(pk=pk)), self.values_of(self.instance))

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """What the form asks for, as the row has it."""
        return model_to_dict(row, fields=cls._meta.fields)


class AskedLater(Form):
    """A form with reasons that are asked for only where they are needed.

    `later` names them. One stands on the page when the view knows that it is needed (`asked`), when it came with what
    was typed, or when the service refused the step for want of it (`ask`, called by `common.web.handle`).
    """

    later: tuple[str, ...] = ()

    def __init__(self, *args: Any, asked: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data if self.is_bound else typed_before() or {}
        shown = {*asked, *(name for name in self.later if self.add_prefix(name) in sent)}
        for name in () if self.is_bound else asked:
            self.fields[name].required = True  # shown without “(optional)”; whether it is needed, the service decides
        self._kept = {name: self.fields.pop(name) for name in self.later if name in self.fields and name not in shown}

    def ask(self, name: str | None) -> None:
        """Put the reason on the page after all. One that this form has no field for stays a word above the form."""
        if name is not None and name in self._kept:
            self.fields[name] = self._kept.pop(name)
        if name in self.later and name in self.fields:
            self.fields[name].required = True
