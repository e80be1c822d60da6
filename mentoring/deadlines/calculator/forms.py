"""The calculator's form. It stands in the address, so that an answer can be shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form

CALENDAR, WORKING = "calendar", "working"
KINDS = [
    ("D1", _("Order for the mentor, from the day of hire")),
    ("D2", _("Level of training, from the day of the order")),
    ("D3", _("Diagnostics, from the day the level was recorded")),
    (WORKING, _("A number of working days after this day")),
    (CALENDAR, _("A number of calendar days after this day")),
]
WEEKS = [("5", _("Five days, Monday to Friday")), ("6", _("Six days, Monday to Saturday"))]
MOST_DAYS = 250


class CalculatorForm(Form):
    only_asks = True
    on = forms.DateField(label=_("Day that is counted from"))
    kind = forms.ChoiceField(label=_("What is counted"), choices=KINDS, widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("How many days"),
        help_text=_("Only for a number of working or calendar days."),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
    )
    week = forms.TypedChoiceField(label=_("School week"), choices=WEEKS, coerce=int, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        plain = cleaned.get("kind") in (WORKING, CALENDAR)
        if plain and cleaned.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("Say how many days."))
        return cleaned
