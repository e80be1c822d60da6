"""Forms of stage 3. Services save; what is optional here may be required by the step, which then says so."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from mentoring.final_stage.models import Conclusion, FinalReport
from mentoring.mentorships.forms import DatedForm, DelayForm, late_reason, no_other_official

LONG = 4000


def _text(label: Any, hint: Any = "", *, required: bool = False, length: int = LONG) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=length, widget=forms.Textarea(attrs={"rows": "4"})
    )


class ExtractForm(DatedForm):
    """The day of the extract. late_reason: where a date of the case is counted as missed only now."""

    late_reason = late_reason()
    no_other_official = no_other_official()


class ReportForm(Form):
    """The year-end report as the mentor writes it; a draft may be kept with any part empty."""

    hide_optional = True
    needed = _text(_("What was needed"), _("The main difficulties at the start, in short."))
    done = _text(_("What was done"), _("How the plan was carried out. The figures are added by themselves."))
    results = _text(_("What came of it"))
    unresolved = _text(_("Unresolved problems"))
    practice = _text(_("Recommendations for improving practice"))
    advice = forms.ChoiceField(
        label=_("Your recommendation to the council"),
        choices=FinalReport.Advice.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    advice_text = _text(_("Your recommendation in words"))
    mentor_voice = _text(_("In your own words"), _("What this year meant for you. It is printed as you write it."))

    TEXTS = (
        "needed", "done", "results", "unresolved", "practice", "advice", "advice_text", "mentor_voice",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for component in Conclusion.Component:
            self.fields[f"{component.value}_readiness"] = forms.ChoiceField(
                label=_("Readiness"),
                choices=[("", _("not decided yet")), *Conclusion.Readiness.choices],
                required=False,
            )
            self.fields[f"{component.value}_text"] = forms.CharField(
                label=_("Conclusion"), max_length=300, required=False
            )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            *self.TEXTS[:5],
            *(
                Fieldset(capfirst(component.label), f"{component.value}_readiness", f"{component.value}_text")
                for component in Conclusion.Component
            ),
            *self.TEXTS[5:],
        )
        return helper

    @staticmethod
    def initial_of(report: FinalReport | None, rows: list[Conclusion]) -> dict[str, str]:
        """What is kept so far."""
        values = {name: getattr(report, name) for name in ReportForm.TEXTS} if report is not None else {}
        for row in rows:
            values |= {f"{row.component}_readiness": row.readiness, f"{row.component}_text": row.text}
        return values

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.TEXTS}

    def conclusions(self) -> dict[str, tuple[str, str]]:
        return {
            component.value: (
                self.cleaned_data[f"{component.value}_readiness"],
                self.cleaned_data[f"{component.value}_text"],
            )
            for component in Conclusion.Component
        }


class VoiceForm(Form):
    hide_optional = True  # one of the two

    novice_voice = _text(
        _("In your own words"),
        _("How the year went for you. The mentor, the school’s leaders and the council read it; it is printed."),
    )
    has_nothing_to_add = forms.BooleanField(
        label=_("I have nothing to add"),
        help_text=_("The report then says that you left no comment."),
        required=False,
    )


class ReturnForm(DatedForm):
    reason = _text(_("What is to be changed"), required=True, length=500)
    field_order = ("happened_on", "reason", "delay_reason")


class HearingForm(DelayForm):
    """What the council heard, how it voted, what it decided on both."""

    heard = _text(_("Heard"))
    questions = _text(_("Questions and answers"))
    votes_for = forms.IntegerField(label=_("For"), min_value=0, max_value=999)
    votes_against = forms.IntegerField(label=_("Against"), min_value=0, max_value=999, initial=0)
    votes_abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=999, initial=0)
    novice_decision = forms.ChoiceField(
        label=_("Decision on the new teacher"), choices=FinalReport.Advice.choices, widget=forms.RadioSelect
    )
    support_until = forms.DateField(
        label=_("Support until"), help_text=_("Only if the decision is: ready, with support."), required=False
    )
    evaluation = forms.ChoiceField(
        label=_("The mentor’s work for the year"), choices=FinalReport.Evaluation.choices, widget=forms.RadioSelect
    )
    evaluation_text = _text(_("Reasons"), required=True)
    proposals = _text(_("Proposals"), _("To encourage the mentor and the new teacher, to continue, and the like."))
    decision = _text(_("Decision as it stands in the minutes"))
    late_reason = late_reason()
    field_order = (
        "novice_decision", "support_until", "evaluation", "evaluation_text", "proposals", "votes_for",
        "votes_against", "votes_abstained", "heard", "questions", "decision", "late_reason", "delay_reason",
    )  # fmt: skip

    def __init__(self, *args: Any, voters: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["votes_for"].help_text = _("Of those present may vote on this: %(voters)d.") % {"voters": voters}

    @staticmethod
    def initial_of(report: FinalReport | None, *, reads: bool = True) -> dict[str, Any]:
        """What was recorded already, while the minutes are not signed; else the mentor's recommendation, for those who
        read the report.
        """
        item = report.agenda_item if report is not None else None
        if report is None or item is None or item.decided_at is None:
            return {"novice_decision": report.advice if report is not None and reads else ""}
        names = ("votes_for", "votes_against", "votes_abstained", "heard", "questions", "decision")
        told = ("novice_decision", "support_until", "evaluation", "evaluation_text", "proposals")
        return {name: getattr(item, name) for name in names} | {name: getattr(report, name) for name in told}
