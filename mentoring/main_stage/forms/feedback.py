"""Feedback in its three fields, with advice under each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from mentoring.main_stage.checker import Result, check
from mentoring.main_stage.models import FeedbackNote
from mentoring.mentorships.readers import Part, Text, read_by


class FeedbackForm(Form):
    """1 situation → 2 attitude and consequences → 3 suggestion. Only the first is needed to keep a draft."""

    hide_optional = True

    happened_on = forms.DateField(label=_("Date of the lesson or talk"))
    situation = forms.CharField(
        label=_("1 What happened"),
        help_text=_("A fact with its date, lesson or number."),
        widget=forms.Textarea({"rows": "3"}),
    )
    attitude = forms.CharField(
        label=_("2 What you think of it, and what followed"),
        help_text=_("What went well, and one thing to grow."),
        widget=forms.Textarea({"rows": "4"}),
        required=False,
    )
    suggestion = forms.CharField(
        label=_("3 What you suggest"),
        help_text=_("Something that can be done next time."),
        widget=forms.Textarea({"rows": "3"}),
        required=False,
    )

    TEXTS = ("situation", "attitude", "suggestion")

    def advise(self) -> Result:
        """Read what stands in the fields now, saved or not; each advice is tied to its field for those who hear it."""
        result = check(*(self[name].value() or "" for name in self.TEXTS))
        for name in {item.field for item in result.advice}:
            ids = [f"id_{name}_helptext", *([f"id_{name}_error"] if self.errors.get(name) else []), f"advice_{name}"]
            self.fields[name].widget.attrs["aria-describedby"] = " ".join(ids)
        return result

    @staticmethod
    def initial_of(note: FeedbackNote) -> dict[str, object]:
        return {name: getattr(note, name) for name in ("happened_on", *FeedbackForm.TEXTS)}


class AnswerForm(Form):
    """The novice's answer."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=read_by(Text.FEEDBACK, Part.NOVICE),
        widget=forms.Textarea({"rows": "3"}),
    )
