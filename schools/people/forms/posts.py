"""Giving and ending a post."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from common.picking import PickForm
from schools.people.access import Role
from schools.people.forms.choosing import PeopleField, PersonField
from schools.people.models import Post, User
from schools.people.words import ROLE_WORDS


class GiveForm(PickForm):
    """Who, which post, from when; for an acting one until when and by which order."""

    person = PersonField(label=_("Person"), queryset=User.objects.none())
    kind = forms.ChoiceField(label=_("Post"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if it is not known yet.")
    )
    is_acting = forms.BooleanField(
        label=_("Acting"),
        required=False,
        help_text=_("Stands in for the holder; the post then has an end and an order."),
    )
    order_text = forms.CharField(label=_("Order number and date"), max_length=80, required=False)
    reason = forms.CharField(
        label=_("Why nobody else can give it to you"), max_length=300, required=False, widget=forms.HiddenInput
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        people: QuerySet[User],
        kinds: list[Post.Kind],
        today: date,
        beside_others: bool = False,
        **kwargs: Any,
    ) -> None:
        """beside_others: somebody else who can sign in leads the school, too."""
        super().__init__(*args, initial={"starts_on": today}, **kwargs)
        self.offer("person", people)
        self.fields["kind"].choices = [(kind.value, ROLE_WORDS[Role(kind)]) for kind in kinds]  # type: ignore[attr-defined]
        if beside_others:
            self.fields["kind"].help_text = _(
                "You do not give yourself the post of head, deputy head, chair or secretary: another leader enters it."
            )

    def to_confirm(self) -> "GiveForm":
        """The same, typed already: nothing to see but who and what, and one button."""
        self.data = self.data.copy()
        self.data["confirmed"] = "1"
        for field in self.fields.values():
            field.widget = forms.HiddenInput()
        return self

    def with_reason(self) -> "GiveForm":
        """For somebody who leads the school alone and gives the post to themselves: the field for the reason, too."""
        self.fields["reason"].widget = forms.Textarea(attrs={"rows": 3})
        return self


class MembersForm(PickForm):
    """Members of the council: a tick each, or one for all, from one day on."""

    hide_optional = True  # one by one or all: neither is optional

    every = forms.BooleanField(required=False)
    people = PeopleField(
        label=_("Members of the council"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = forms.DateField(label=_("First day"))

    def __init__(self, *args: Any, people: QuerySet[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"starts_on": today}, **kwargs)
        self.everybody = people
        self.fields["every"].label = _("All who are not members yet: %(count)s") % {"count": people.count()}
        self.offer("people", people)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("every") and not data.get("people") and "people" not in self.errors:
            self.add_error("people", _("Choose at least one."))
        return data

    @property
    def chosen(self) -> list[int]:
        """Ids of those who become members."""
        people = self.everybody if self.cleaned_data["every"] else self.cleaned_data["people"]
        return [person.pk for person in people]


class WithdrawForm(Form):
    """Why a post that has not begun is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class EndForm(Form):
    """The last day of a post."""

    ends_on = forms.DateField(label=_("Last day"))
