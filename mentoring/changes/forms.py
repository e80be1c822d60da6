"""Forms for changes of a running case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from common.picking import PickForm
from mentoring.changes import selectors
from mentoring.changes.services import PaperCase
from mentoring.mentorships.forms import DatedForm, DelayForm
from mentoring.mentorships.models import Mentorship, Suspension
from schools.people.forms.choosing import PersonField, StayField, with_stays
from schools.people.models import Employment, User

TAKEN_OVER_IN = (
    Mentorship.State.LEVEL,
    Mentorship.State.DIAGNOSTICS,
    Mentorship.State.PLANNING,
    Mentorship.State.MAIN,
)


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        help_text=_("It is read by those concerned and printed. Do not write about anybody’s health."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class TerminateForm(DatedForm):
    reason = _reason()
    field_order = ("happened_on", "reason", "delay_reason")


class CancelForm(Form):
    reason = _reason()


class SuspendForm(DelayForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=Suspension.Reason.choices, widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(
        label=_("Last day"), help_text=_("Leave it empty if it is not known yet."), required=False
    )
    order_text = forms.CharField(label=_("Order number and date"), max_length=80, required=False)
    field_order = ("reason", "starts_on", "ends_on", "order_text", "delay_reason")


class ResumeForm(DatedForm):
    happened_on = forms.DateField(label=_("First day of mentoring again"))


class PairingEndForm(DelayForm):
    ended_on = forms.DateField(label=_("Last day of the mentor’s work"))
    reason = _reason()
    field_order = ("ended_on", "reason", "delay_reason")


class HandoverForm(Form):
    text = forms.CharField(
        label=_("What the new mentor should know"),
        help_text=_("Where the plan stands, what was promised, what was advised. The new mentor reads it."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "6"}),
    )


class TakeOverForm(PickForm):
    """A running case as its papers tell it: the order, and the days of the steps that are done."""

    basis = forms.ChoiceField(label=_("Basis"), choices=Mentorship.Basis.choices, widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=_("A mentor is needed since"),
        help_text=_(
            "Only if it is not the day of hire: of a teacher hired long ago, the day on which the need arose."
        ),
        required=False,
    )
    mentor = StayField(label=_("Mentor"), queryset=Employment.objects.none())
    number = forms.IntegerField(label=_("Order number"), min_value=1, max_value=999999)
    signed_on = forms.DateField(label=_("Date of the order"))
    signed_by = PersonField(label=_("Signed by"), queryset=User.objects.none())
    no_other_official = forms.CharField(
        label=_("Why there was no other official"),
        help_text=_("Only if the head who signed is the mentor or the new teacher. It is printed."),
        max_length=300,
        required=False,
    )
    council_number = forms.CharField(label=_("Number of the council’s minutes"), max_length=20, required=False)
    council_on = forms.DateField(label=_("Date of the council’s minutes"), required=False)
    state = forms.ChoiceField(
        label=_("Where the mentorship stands"),
        help_text=_("Give the dates of the steps before it."),
        choices=[(state.value, state.label) for state in TAKEN_OVER_IN],
        widget=forms.RadioSelect,
    )
    level_on = forms.DateField(label=_("Level recorded on"), required=False)
    diagnosed_on = forms.DateField(label=_("Diagnostics signed on"), required=False)
    approved_on = forms.DateField(label=_("Plan approved on"), required=False)

    def __init__(self, *args: Any, novice: Employment, is_open: bool = False, **kwargs: Any) -> None:
        """is_open: the mentorship is there and waits for a mentor, so that its basis and start are known."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if is_open:
            del fields["basis"], fields["starts_on"]
        self.offer("mentor", selectors.possible_mentors(novice), "user__search_key")
        fields["signed_by"].queryset = with_stays(selectors.heads(novice.school), novice.school)

    def paper(self) -> PaperCase:
        return PaperCase(**self.cleaned_data)
