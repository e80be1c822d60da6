"""What the set-up page asks."""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import Form
from common.models import Installation
from schools.organisation.models import School
from schools.people.models import User
from schools.people.passwords import password_field
from schools.setup.services import DeputyFacts, SchoolFacts, check_code, check_hired_on, check_password

SCHOOL = ("name_kk", "name_ru", "name_en", "place_kk", "place_ru", "place_en", "week", "is_small")
DEPUTY = ("surname", "given_name", "patronymic", "hired_on", "email", "operates")


class SetUpForm(Form):
    """The code that the terminal printed, the school, and the deputy head who sets it up."""

    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("The terminal in which the program was started shows it."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=200)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    place_kk = forms.CharField(label=_("Town or village in Kazakh"), max_length=120)
    place_ru = forms.CharField(label=_("Town or village in Russian"), max_length=120)
    place_en = forms.CharField(label=_("Town or village in English"), max_length=120, required=False)
    week = forms.TypedChoiceField(
        label=_("Working week"),
        help_text=_("Deadlines are counted by it."),
        choices=School.Week.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    is_small = forms.BooleanField(
        label=_("This is a small school"), help_text=_("A legal status, not a number of pupils."), required=False
    )
    surname = forms.CharField(label=_("Surname"), max_length=80)
    given_name = forms.CharField(label=_("Given name"), max_length=80)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=80, required=False)
    hired_on = forms.DateField(label=_("Date of hire"), help_text=_("At this school, as in the order."))
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
            Fieldset(_("The school"), *SCHOOL),
            Fieldset(_("You, the deputy head for academic work"), *DEPUTY[:-1], "password", "operates"),
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
            named = {name: known.get(name, "") for name in ("surname", "given_name", "patronymic", "email")}
            self._try(lambda: check_password(known["password"], User(**named)))
        return known

    def _try(self, check: Callable[[], None]) -> None:
        try:
            check()
        except ValidationError as error:
            self.add_error(None, error)

    def school(self, language: str) -> SchoolFacts:
        return SchoolFacts(**{name: self.cleaned_data[name] for name in SCHOOL}, language=language)

    def deputy(self, language: str) -> DeputyFacts:
        return DeputyFacts(**{name: self.cleaned_data[name] for name in DEPUTY}, language=language)
