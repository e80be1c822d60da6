"""Forms of a meeting."""

from collections.abc import Collection
from typing import Any

from django import forms as fields
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common import dates, forms
from mentoring.council.models import AgendaItem, Meeting
from mentoring.mentorships.forms import DelayForm, no_other_official


class MeetingForm(forms.Form):
    on = fields.DateField(label=_("Date"))
    at = fields.TimeField(label=_("Time"), required=False)
    place = fields.CharField(label=_("Place"), max_length=120, required=False)


class MeetingChoice(fields.ModelChoiceField):
    """A meeting by its day, as a deadline is written."""

    def label_from_instance(self, obj: Any) -> str:
        return dates.with_weekday(obj.date)


class AgendaForm(forms.Form):
    """The meeting that a matter is put before: one of those that wait, the next one chosen."""

    meeting = MeetingChoice(Meeting.objects.none(), label=_("Meeting of the council"), empty_label=None)

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset, field.initial = meetings, meetings.first()


class ItemForm(forms.Form):
    title = fields.CharField(label=_("Matter"), max_length=200)


class PresentForm(forms.Form):
    present = fields.TypedMultipleChoiceField(
        label=_("Listed for the meeting"),
        coerce=int,
        widget=fields.CheckboxSelectMultiple,
        error_messages={},
        help_text=_("A tick means that the person came. Take it away from those who are absent."),
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = people  # type: ignore[attr-defined]


class DecisionForm(forms.AskedLater):
    """`reason` is asked for where the matter needs it (see `council.events.ItemDecided`)."""

    later = ("reason",)

    outcome = fields.ChoiceField(
        label=_("What the council decided"), choices=AgendaItem.Outcome.choices, widget=fields.RadioSelect
    )
    votes_for = fields.IntegerField(label=_("For"), min_value=0, max_value=999)
    votes_against = fields.IntegerField(label=_("Against"), min_value=0, max_value=999, initial=0)
    votes_abstained = fields.IntegerField(label=_("Abstained"), min_value=0, max_value=999, initial=0)
    reason = fields.CharField(
        label=_("Reason"),
        widget=fields.Textarea(attrs={"rows": "2"}),
        max_length=500,
        required=False,
        help_text=_("Needed when a rule is borderline or not known, and when the council declines. It is printed."),
    )
    heard = fields.CharField(label=_("Heard"), widget=fields.Textarea, required=False)
    questions = fields.CharField(label=_("Questions and answers"), widget=fields.Textarea, required=False)
    decision = fields.CharField(label=_("Decision, as the minutes word it"), widget=fields.Textarea, required=False)

    def __init__(self, *args: Any, voters: int, asked: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        if "reason" in asked:
            self.fields["reason"].required = True
        self.fields["votes_for"].help_text = _("Of those present may vote on this: %(voters)d.") % {"voters": voters}

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        """What was recorded already, while the minutes are not signed."""
        names = ("heard", "questions", "votes_for", "votes_against", "votes_abstained", "outcome", "decision")
        told = {name: getattr(item, name) for name in names} if item.decided_at else {}
        candidate = getattr(item, "candidate", None)
        return told | ({"reason": candidate.council_reason} if candidate else {})


class MinutesForm(DelayForm):
    number = fields.CharField(label=_("Number of the minutes"), max_length=20)
    signed_on = fields.DateField(label=_("Signed on"))
    no_other_official = no_other_official()
    field_order = ("number", "signed_on")
