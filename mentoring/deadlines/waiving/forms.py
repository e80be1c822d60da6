"""The form of taking a date off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form


class WaiveForm(Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is read by those concerned and printed. Do not write about anybody’s health."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
