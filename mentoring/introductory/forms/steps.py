"""Forms of the dated steps of stage 1."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.introductory.models import LevelAssessment
from mentoring.mentorships.forms import StepForm, no_other_official


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

    no_other_official = no_other_official(_("Why no other official can do it"))
