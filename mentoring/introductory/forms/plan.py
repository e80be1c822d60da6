"""Forms of the plan: its head, an activity, remarks; and of requests and adaptation points."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.forms import Form, ModelForm
from mentoring.introductory.models import Activity, AdaptationItem, NoviceRequest, PlanVersion
from mentoring.library import words
from mentoring.library.activities import grouped
from mentoring.library.criteria import BY_MENTOR
from mentoring.mentorships.readers import Part, Text, read_by


class PlanHeadForm(ModelForm):
    """Main difficulties and requests, purpose, objectives; they may be written in several sittings."""

    hide_optional = True

    class Meta:
        model = PlanVersion
        fields = ["difficulties", "purpose", "objectives"]


class ActivityForm(ModelForm):
    """One line of the plan with the needs that it answers: diagnosed needs come first."""

    needs = forms.MultipleChoiceField(label=_("For which need"), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Activity
        fields = ["title", "planned_on", "minutes", "stage", "form", "methods", "expected", "evidence"]

    field_order = ["title", "needs", "planned_on", "minutes", "stage", "form", "methods", "expected", "evidence"]

    def __init__(self, *args: Any, diagnosed: Iterable[str] = (), **kwargs: Any) -> None:
        if (row := kwargs.get("instance")) is not None:
            kwargs["initial"] = {"needs": [need.criterion for need in row.needs.all()]}
        super().__init__(*args, **kwargs)
        self.fields["form"] = forms.ChoiceField(label=_("Form"), choices=grouped())
        self._dress(self.fields["form"])
        first = [code for code in BY_MENTOR if code in set(diagnosed)]
        others = [code for code in BY_MENTOR if code not in first]
        self.fields["needs"].choices = [  # type: ignore[attr-defined]
            (label, [(code, words.CRITERIA[code]) for code in codes])
            for label, codes in ((_("Diagnosed needs"), first), (_("Other criteria"), others))
            if codes
        ]
        self.order_fields(self.field_order)

    @classmethod
    def values_of(cls, row: Activity) -> dict[str, Any]:
        """With the needs."""
        return super().values_of(row) | {"needs": [need.criterion for need in row.needs.all()]}


class SendBackForm(Form):
    """A remark at the whole and one at each line; at least one is written."""

    hide_optional = True

    remark = forms.CharField(
        label=_("What should be changed in the plan as a whole"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )

    def __init__(self, *args: Any, activities: Iterable[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: dict[str, UUID] = {}
        for activity in activities:
            name = f"line_{activity.line.hex}"
            self.lines[name] = activity.line
            label = format_lazy(_("Remark at the activity: {}"), activity.title)
            self.fields[name] = forms.CharField(label=label, max_length=500, required=False)

    def line_remarks(self) -> dict[UUID, str]:
        """What was written, by line."""
        return {line: self.cleaned_data[name] for name, line in self.lines.items() if self.cleaned_data[name]}


class RequestForm(ModelForm):
    """What the novice would like help with."""

    class Meta:
        model = NoviceRequest
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": "2"})}
        help_texts = {"text": read_by(Text.REQUEST, Part.NOVICE)}


class AdaptationForm(ModelForm):
    """A point of the adaptation plan."""

    class Meta:
        model = AdaptationItem
        fields = ["section", "text", "due_on", "responsible"]


class DoneForm(Form):
    """The day on which a point was done."""

    done_on = forms.DateField(label=_("Done on"))
