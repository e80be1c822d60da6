"""One's own settings."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import ModelForm
from schools.people.models import User

LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


class SettingsForm(ModelForm):
    """Language, look, phone and e-mail. A new e-mail asks for the password: with it one can reset the password."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("", _("Like this device")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
        widget=forms.RadioSelect,
    )
    present_password = forms.CharField(
        label=_("Your password, if you change the e-mail"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    class Meta:
        model = User
        fields = ["language", "theme", "phone", "email"]
        labels = {"phone": _("Phone"), "email": _("E-mail")}
        help_texts = {
            "phone": _("Seen by the deputy head."),
            "email": _("You sign in with it, and mails about your tasks go there."),
        }
        widgets = {
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old_email = self.instance.email
        if not self.instance.has_usable_password():
            del self.fields["present_password"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asks = "present_password" in self.fields and "email" in data and data["email"] != self.old_email
        if asks and not get_adapter().reauthenticate(self.instance_as_stored(), data.get("present_password") or ""):
            self.add_error("present_password", ValidationError(_("Type your present password to change the e-mail.")))
        return data

    def instance_as_stored(self) -> User:
        """The account as it is, before the form's values are put into it."""
        return User.objects.get(pk=self.instance.pk)
