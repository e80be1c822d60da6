"""Letting somebody in again: why, how the link goes, why not; and what shows that it is you."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import mail
from common.forms import Form
from schools.people.forms.invitations import LINK, MAIL, SLIP


class AskForm(Form):
    """Why the person cannot come in."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What the person lost: the password and the phone, the mailbox. No health matters."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ConfirmForm(Form):
    """How the link goes to the person."""

    how = forms.ChoiceField(
        label=_("How the link goes to the person"),
        choices=[
            (SLIP, _("I print a slip")),
            (LINK, _("Show me the link, I hand it over")),
            (MAIL, _("Mail it now")),
        ],
        widget=forms.RadioSelect,
        initial=SLIP,
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        how: Any = self.fields["how"]
        if not email or not mail.goes():
            how.choices = [one for one in how.choices if one[0] != MAIL]


class EndForm(Form):
    """Why it is withdrawn or declined."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ShowForm(Form):
    """Something that only the person had before."""

    old = forms.CharField(
        label=_("Your old password, or a code"),
        help_text=_(
            "The password from before, six digits from the app that you had, or one of your old recovery codes."
        ),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def does_not_fit(self) -> None:
        self.add_error("old", ValidationError(_("This does not fit. Five tries a day are possible.")))
