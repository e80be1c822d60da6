"""The forms' base: crispy's look, the browser's own date and time fields, hints and marks of optional fields.

A page writes `<form method="post" novalidate>{% csrf_token %}{% crispy form %}` and its own button with a verb.
"""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


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


class LookMixin:
    """What every form of ours has; `hide_optional` leaves out the “(optional)” where all fields are."""

    hide_optional = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self._dress(field)

    @property
    def helper(self) -> FormHelper:
        """Fields only: the page writes the form element, its token and its buttons."""
        helper = FormHelper()
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
        field.widget.is_required = field.required
        field.widget.is_localized = False


class Form(LookMixin, forms.Form):
    """A form that belongs to no model."""


class ModelForm(LookMixin, forms.ModelForm):
    """A form of a model; services save it, never the form."""
