"""Forms of steps that have two dates: the reasons appear only when they are needed, and keep what was typed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import dates
from common.forms import Form
from mentoring.introductory import words
from mentoring.introductory.models import LevelAssessment

REASONS = ("late_reason", "delay_reason")


class StepForm(Form):
    """`happened_on` with the last day as a hint, and the two reasons.

    `late_reason` is open from the start when the last day is past; either opens when the service asks for it.
    """

    happened_on = forms.DateField(label=_("On which day"))
    late_reason = forms.CharField(
        label=_("Why it is late"),
        help_text=_("It will be printed in the papers. Do not write about anybody's health."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    delay_reason = forms.CharField(
        label=_("Why it is entered later than it happened"),
        help_text=_("It will be printed in the papers."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )

    def __init__(self, *args: Any, today: date, due: date | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"happened_on": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if due is not None:
            self.fields["happened_on"].help_text = words.DUE % {"due": dates.with_weekday(due)}
        late = due is not None and due < today
        for name in REASONS:
            typed = self.is_bound and str(self.data.get(self.add_prefix(name), "")).strip()
            if not typed and not (late and name == "late_reason"):
                self._hide(name)
        self.order_fields([name for name in self.fields if name not in ("happened_on", *REASONS)])

    def add_error(self, field: str | None, error: Any) -> None:
        """An error at a reason opens its field."""
        if field in REASONS:
            self.fields[field].widget = forms.Textarea(attrs={"rows": "3"})
        super().add_error(field, error)

    def _hide(self, name: str) -> None:
        self.fields[name].widget = forms.HiddenInput()

    def step(self) -> dict[str, Any]:
        """The arguments that every step's service takes."""
        return {name: self.cleaned_data[name] for name in ("happened_on", *REASONS)}


class LevelForm(StepForm):
    """D2: how the mentor saw it, which level, when."""

    METHODS = (("interview", _("interview")), ("documents", _("documents")), ("visit", _("lesson visit")))

    methods = forms.MultipleChoiceField(
        label=_("How you determined it"), choices=METHODS, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(
        label=_("Level of training"), choices=LevelAssessment.Level.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What you saw"),
        help_text=_("Facts: which lesson, which document, what was done. Do not write about anybody's health."),
        required=False,
        widget=forms.Textarea(attrs={"rows": "4"}),
    )


class SignForm(StepForm):
    """D3: the signature, with the note when ratings stand apart."""

    discussed_note = forms.CharField(
        label=_("What you agreed on where the ratings differ"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )

    def __init__(self, *args: Any, discuss: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if discuss:
            self.fields["discussed_note"].required = True
        else:
            del self.fields["discussed_note"]


class DecisionForm(StepForm):
    """The day of a decision on the plan; in a matter of one's own also the printed reason."""

    no_other_official = forms.CharField(
        label=_("Why no other official can do it"),
        help_text=_("This is a matter of your own. The reason will be printed in the papers."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )

    def __init__(self, *args: Any, own_matter: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own_matter:
            del self.fields["no_other_official"]

    def decision(self) -> dict[str, Any]:
        """The arguments that agreeing and approving take."""
        return self.step() | {"no_other_official": self.cleaned_data.get("no_other_official", "")}
