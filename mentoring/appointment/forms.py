"""Forms on the way from need to order."""

from typing import Any, cast

from django import forms as fields
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common import forms
from mentoring.mentorships.forms import DelayForm, late_reason, no_other_official
from mentoring.mentorships.readers import Part, Text, read_by
from schools.organisation.models import School
from schools.people.forms.choosing import PersonField
from schools.people.models import User


class ChoiceFilter(forms.Form):
    """Filters of the list of teachers; they stand in the address."""

    hide_optional = True
    q = fields.CharField(label=_("Name"), required=False)
    subject = fields.ChoiceField(
        label=_("Subject"), required=False, choices=[("", _("Any")), ("related", _("Same or related"))]
    )
    load = fields.ChoiceField(
        label=_("New teachers now"),
        required=False,
        choices=[("", _("Any number")), ("0", _("None")), ("1", _("One at most"))],
    )


READ_BY_LEADERS = read_by(Text.DECLINED)
READ_BY_THE_TEACHER_TOO = _("This teacher, the head and the deputy head read it.")
READ_BY_THE_OTHER_SCHOOL = _("The head and the deputy head of that school read it.")


class AskAnywayForm(forms.Form):
    """What was pressed, once more: that the rules not met were read."""

    mentor = fields.CharField(widget=fields.HiddenInput)
    confirmed = fields.CharField(widget=fields.HiddenInput)


class ReasonForm(forms.Form):
    """Why not. `readers`: the hint that says who will read it."""

    reason = fields.CharField(label=_("Reason"), max_length=500, widget=fields.Textarea(attrs={"rows": "3"}))

    def __init__(self, *args: Any, readers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = readers


class ObjectionForm(forms.Form):
    text = fields.CharField(
        label=_("What you would like the deputy head to know"),
        widget=fields.Textarea(attrs={"rows": "4"}),
        help_text=format_lazy("{} {}", read_by(Text.CANDIDATE_OBJECTION, Part.NOVICE), _("You can write once.")),
    )


class LoanForm(forms.Form):
    school = fields.ModelChoiceField(
        label=_("School"), queryset=School.objects.none(), empty_label=_("Choose a school")
    )
    message = fields.CharField(
        label=_("Message"),
        max_length=500,
        required=False,
        widget=fields.Textarea(attrs={"rows": "3"}),
        help_text=_("The head and the deputy head of that school read it, and the subject. Write no names."),
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]


class OrderForm(DelayForm):
    number = fields.IntegerField(
        label=_("Number of the order"), min_value=1, max_value=999999, help_text=_("From your order book.")
    )
    signed_on = fields.DateField(label=_("Date of the order"))
    controller = PersonField(
        label=_("Who controls that it is carried out"), queryset=User.objects.none(), required=False
    )
    late_reason = late_reason()
    exception_reason = fields.CharField(
        label=_("Why you make an exception"),
        max_length=500,
        required=False,
        help_text=_("Only when a rule is not fulfilled. It is printed."),
    )
    no_other_official = no_other_official()
    field_order = ["number", "signed_on", "controller", "late_reason", "delay_reason"]

    def __init__(self, *args: Any, controllers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, field = list(controllers), cast(PersonField, self.fields["controller"])
        field.queryset = controllers
        field.choices = [("", field.empty_label), *((one.pk, field.label_from_instance(one)) for one in people)]
        self.initial.setdefault("controller", people[0].pk if people else None)


class AnnounceForm(DelayForm):
    happened_on = fields.DateField(label=_("Date"))
    occasion = fields.CharField(label=_("Occasion"), max_length=200, help_text=_("For example: staff meeting."))
    field_order = ["happened_on", "occasion"]
