"""One's own settings."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock, mail
from common.forms import Form, ReadText
from schools.people.access import access_of
from schools.people.forms.person import NAMES, PersonChecks
from schools.people.models import User
from schools.people.selectors.ways_in import names_themselves
from schools.people.words import SHUT_EMAIL

LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
FIELDS = (*NAMES, "language", "theme", "phone", "email")


class SettingsForm(PersonChecks, Form):
    """Language, look, phone and e-mail, and the name where two schools show it. A new e-mail asks for the password: with it
    one can reset the password."""

    hide_optional = True
    surname = forms.CharField(
        label=_("Surname"), help_text=_("All your schools show your name as you write it here."), max_length=80
    )
    given_name = forms.CharField(label=_("Given name"), max_length=80)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("", _("Like this device")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("Seen by the deputy head."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You sign in with it, and mails about your tasks go there."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    present_password = forms.CharField(
        label=_("Your password, if the e-mail changes"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, now_so=lambda: User.objects.values(*FIELDS).get(pk=person.pk), **kwargs)
        self.person = person
        if not mail.goes():
            self.fields["email"].help_text = _("You sign in with it. This installation sends no mail.")
        email_stays = not access_of(person).reads_private
        if email_stays:
            email = self.fields["email"]
            email.disabled, email.widget, email.help_text = True, ReadText(), SHUT_EMAIL
        if email_stays or not names_themselves(person, clock.today()):
            for name in NAMES:
                del self.fields[name]
        if email_stays or not person.has_usable_password():
            del self.fields["present_password"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asks = "present_password" in self.fields and data.get("email", self.person.email) != self.person.email
        if asks and not get_adapter().reauthenticate(self.person, data.get("present_password") or ""):
            self.add_error("present_password", _("Type your present password to change the e-mail."))
        return data

    @property
    def values(self) -> dict[str, str]:
        """What the service stores."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}
