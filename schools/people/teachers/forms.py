"""Forms for what is known of a teacher. Services save; the forms only read what was typed."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import EARLIEST_YEAR, LATEST_YEAR, Form, ModelForm, ReadText
from common.picking import MOST_OFFERED
from common.standing import MARK
from schools.organisation.models import Subject
from schools.people.forms.choosing import StaysField
from schools.people.forms.person import PersonChecks
from schools.people.models import (
    CategoryLevel,
    Employment,
    EthicsRecord,
    Preparation,
    Qualification,
    User,
    YearResult,
)
from schools.people.selectors.ways_in import has_own_email, has_own_name
from schools.people.words import OWN_EMAIL, OWN_NAME

YEARS_SHOWN = 5


class PersonForm(ModelForm):
    """The e-mail is no field of the model here: `services.email` alone writes it."""

    field_order = ("surname", "given_name", "patronymic", "email", "phone")
    email = forms.EmailField(label=_("E-mail"), required=False)

    class Meta:
        model = User
        fields = ["surname", "given_name", "patronymic", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_name"].required = True  # `PersonChecks` asks about a single name


class EmploymentForm(ModelForm):
    """The stay. The subject is chosen from the curriculum, or written as the school calls it."""

    rate = forms.DecimalField(
        label=_("Rate"),
        help_text=_("1 is a full post."),
        min_value=Decimal("0.01"),
        max_value=3,
        decimal_places=2,
        initial=1,
        error_messages={
            "min_value": _("The rate must be over 0 and at most 3."),
            "max_value": _("The rate must be over 0 and at most 3."),
        },
    )

    class Meta:
        model = Employment
        fields = [
            "personnel_number",
            "subject",
            "subject_text",
            "hired_on",
            "rate",
            "first_time",
            "teaching_since",
        ]
        labels = {"subject": _("Subject")}
        help_texts = {
            "subject_text": _("Further subjects, or one that is not in the list above."),
            "first_time": _("Never taught in a school before: a mentor is needed."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject = cast("forms.ModelChoiceField[Subject]", self.fields["subject"])
        subject.queryset = Subject.objects.all()
        subject.empty_label = _("not in the list")
        self.fields["teaching_since"].validators += [MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]


class TeacherForm(PersonChecks, Form):
    """Person and stay in one: what a new teacher, or a correction, needs."""

    def __init__(self, *args: Any, employment: Employment | None = None, **kwargs: Any) -> None:
        found = Employment.objects.select_related("user").filter(pk=employment.pk) if employment else None
        super().__init__(*args, now_so=(lambda: self.values_of(found.get())) if found else None, **kwargs)
        mark = self.fields.pop(MARK, None)
        for part in (PersonForm(), EmploymentForm()):
            self.fields |= part.fields
            self.initial = {**part.initial, **self.initial}
        self.fields |= {MARK: mark} if mark else {}
        if employment and has_own_email(employment.user, employment.school_id):
            self._only_read("email", OWN_EMAIL)
        if employment and has_own_name(employment.user, employment.school_id, clock.today()):
            for name in PersonForm.Meta.fields:
                self._only_read(name, OWN_NAME)

    def _only_read(self, name: str, why: Any) -> None:
        field = self.fields[name]
        field.disabled, field.widget, field.help_text = True, ReadText(), why

    @staticmethod
    def values_of(employment: Employment) -> dict[str, Any]:
        """Person and stay as they stand."""
        person = PersonForm.values_of(employment.user) | {"email": employment.user.email}
        return person | EmploymentForm.values_of(employment)

    @property
    def person(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PersonForm.field_order}

    @property
    def stay(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in EmploymentForm.Meta.fields}


class EndForm(Form):
    left_on = forms.DateField(label=_("Last day at the school"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("As in the order, for instance: own wish, transfer, end of contract. No health matters."),
    )


class QualificationForm(ModelForm):
    class Meta:
        model = Qualification
        fields = ["level", "granted_on", "valid_until"]
        labels = {"level": _("Category")}
        help_texts = {
            "granted_on": _("Leave it empty if it is not known: the right to mentor (E1) then stays open."),
            "valid_until": _("Leave it empty if the certificate does not say."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = cast("forms.ModelChoiceField[CategoryLevel]", self.fields["level"])
        level.queryset = CategoryLevel.objects.all()


class ResultForm(ModelForm):
    """Counts of one academic year in the taught subject, of which the share is computed; or the percentage alone."""

    year = forms.TypedChoiceField(label=_("Academic year"), coerce=int)

    class Meta:
        model = YearResult
        fields = ["year", "pupils", "good", "percent"]
        labels = {
            "pupils": _("Pupils counted"),
            "good": _("Of them with 4 or 5"),
            "percent": _("Or the quality of knowledge in percent"),
        }
        help_texts = {
            "percent": _("Only if the counts are not known. Without counts the rule on results (E3) stays open.")
        }

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(this_year, this_year - YEARS_SHOWN, -1)
        year_field = cast(forms.TypedChoiceField, self.fields["year"])
        year_field.choices = [(year, f"{year}/{(year + 1) % 100:02d}") for year in years]


class EthicsForm(ModelForm):
    """Yes or no, date and reference only: no story of what happened is kept."""

    follows = forms.TypedChoiceField(
        label=_("Follows pedagogical ethics"),
        choices=[("yes", _("Yes")), ("no", _("No, there is a recorded finding"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = EthicsRecord
        fields = ["follows", "recorded_on", "reference"]
        help_texts = {"reference": _("Number and date of the paper that says so.")}


class EthicsOfManyForm(Form):
    """One tick a person, or one for all who stand on the page; nothing is ticked beforehand.

    shown: who stood on the page, so that “all” never means somebody who was not seen.
    """

    hide_optional = True  # one by one or all: neither is optional

    who = StaysField(
        label=_("Teachers without the mark"),
        queryset=Employment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("The list has changed meanwhile. Look at it once more."),
            "invalid_pk_value": _("The list has changed meanwhile. Look at it once more."),
        },
    )
    every = forms.BooleanField(required=False)
    recorded_on = forms.DateField(label=_("Date"))
    confirmed = forms.BooleanField(
        label=_("I confirm that those ticked follow pedagogical ethics and that no breach of it is recorded of them.")
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stays: QuerySet[Employment], today: date, **kwargs: Any) -> None:
        listed = list(stays[: MOST_OFFERED + 1])
        self.is_part = len(listed) > MOST_OFFERED
        if self.is_part:
            listed = listed[:MOST_OFFERED]
            stays = stays.filter(pk__in=[stay.pk for stay in listed])
        self.now_shown = ",".join(str(stay.pk) for stay in listed)
        super().__init__(*args, initial={"recorded_on": today, "shown": self.now_shown}, **kwargs)
        who = cast("forms.ModelMultipleChoiceField[Employment]", self.fields["who"])
        who.queryset = stays
        self.fields["every"].label = _("All who are shown here: %(count)s") % {"count": len(listed)}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("every") and data.get("shown") != self.now_shown:
            self.add_error("every", _("The list has changed meanwhile. Look at it once more."))
        elif not data.get("every") and not data.get("who") and "who" not in self.errors:
            self.add_error("who", _("Choose at least one."))
        return data

    @property
    def chosen(self) -> list[int]:
        every = self.cleaned_data["every"]
        return [stay.pk for stay in (self.fields["who"].queryset if every else self.cleaned_data["who"])]  # type: ignore[attr-defined]


class PreparationForm(ModelForm):
    class Meta:
        model = Preparation
        fields = ["title", "done_on", "hours"]
