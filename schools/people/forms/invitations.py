"""Whom to invite and how; and what an invited person chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import mail
from common.forms import Form
from schools.people.models import User
from schools.people.passwords import password_field
from schools.people.selectors.ways_in import may_correct_email

MAIL, LINK, SLIP = "mail", "link", "slip"


class InviteForm(Form):
    """The people ticked in the list, or everyone who never signed in; by mail, as links, as printed slips."""

    person = forms.TypedMultipleChoiceField(coerce=int, required=False)
    everyone = forms.BooleanField(required=False)
    how = forms.ChoiceField(choices=[(MAIL, MAIL), (LINK, LINK), (SLIP, SLIP)])

    def __init__(self, *args: Any, people: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(pk, pk) for pk in people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        known = super().clean() or self.cleaned_data
        if known.get("how") == MAIL and not mail.goes():
            self.add_error(None, _("This installation sends no mail. Show links to copy, or print slips."))
        return known


class CodeForm(Form):
    """The code from a slip, typed by hand."""

    code = forms.CharField(
        label=_("Code from your invitation"),
        help_text=_("Capitals or not, with hyphens or without: all the same."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class JoinForm(Form):
    """A password, and the e-mail: what the school typed is confirmed or corrected by the one whom it belongs to."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_(
            "Check it letter by letter and correct it if it is not yours: whoever reads this mailbox can open your "
            "account. You have none? Leave the line empty."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = password_field(_("Choose a password"))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].initial = person.email
        if not may_correct_email(person):
            del self.fields["email"]
