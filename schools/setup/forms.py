"""What the set-up page asks."""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import Installation
from schools.hosting.forms import PERSON, SCHOOL_FIELDS, DeputyFields, SchoolFields
from schools.hosting.people import check_hired_on
from schools.people.models import User
from schools.people.passwords import password_field
from schools.setup.services import check_code, check_password

DEPUTY = ("hired_on", "email", "password", "operates")


class SetUpForm(SchoolFields, DeputyFields):
    """The code that the terminal printed, the school, and the deputy head who sets it up."""

    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("The terminal in which the program was started shows it."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = password_field()
    operates = forms.BooleanField(
        label=_("I look after this installation too"),
        help_text=_("Backups, mail, government decrees, the country’s rules: their pages stand in your menu."),
        required=False,
        initial=True,
    )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            "code",
            Fieldset(_("The school"), *SCHOOL_FIELDS),
            Fieldset(_("You, the deputy head for academic work"), *self.name_fields, *DEPUTY),
        )
        return helper

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong is said at once; the service asks the same again."""
        known = super().clean() or self.cleaned_data
        if "code" in known:
            self._try(lambda: check_code(known["code"], Installation.objects.filter(pk=1).first()))
        if "hired_on" in known:
            self._try(lambda: check_hired_on(known["hired_on"], clock.today()))
        if "password" in known:
            named = {name: known.get(name, "") for name in (*PERSON, "email")}
            self._try(lambda: check_password(known["password"], User(**named)))
        return known

    def _try(self, check: Callable[[], None]) -> None:
        try:
            check()
        except ValidationError as error:
            self.add_error(None, error)
