"""What is asked about a school, a department and their first people."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import mail
from common.forms import Form
from schools.hosting.facts import DepartmentFacts, DeputyFacts, PersonFacts, SchoolFacts
from schools.organisation.models import NAMED, Department, School
from schools.people.forms.person import PersonChecks

SCHOOL = (*NAMED, "week", "is_small")
SCHOOL_FIELDS = (*NAMED, "main_language", "week", "is_small")
PERSON = ("surname", "given_name", "patronymic")
LINK, MAIL = "link", "mail"


class NamesFields(Form):
    """How a school or a department is called."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=200)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)


class SchoolFields(NamesFields):
    """What papers say of a school, and how its days are counted."""

    place_kk = forms.CharField(label=_("Town or village in Kazakh"), max_length=120)
    place_ru = forms.CharField(label=_("Town or village in Russian"), max_length=120)
    place_en = forms.CharField(label=_("Town or village in English"), max_length=120, required=False)
    main_language = forms.ChoiceField(
        label=_("Main language of the school"),
        help_text=_(
            "Papers are made in it unless another is chosen. Each person reads the pages in a language of their own."
        ),
        choices=[("kk", "Қазақша"), ("ru", "Русский")],
        widget=forms.RadioSelect,
    )
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

    def school(self) -> SchoolFacts:
        return SchoolFacts(
            **{name: self.cleaned_data[name] for name in SCHOOL}, language=self.cleaned_data["main_language"]
        )


class PersonFields(PersonChecks, Form):
    """Who comes first."""

    surname = forms.CharField(label=_("Surname"), max_length=80)
    given_name = forms.CharField(label=_("Given name"), max_length=80)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=80, required=False)

    def person(self, language: str) -> PersonFacts:
        """language: of the person's pages and mails."""
        named = {name: self.cleaned_data[name] for name in (*PERSON, "email")}
        return PersonFacts(**named, language=language)


class DeputyFields(PersonFields):
    """The first deputy head of a school."""

    hired_on = forms.DateField(label=_("Date of hire"), help_text=_("At this school, as in the order."))

    def deputy(self, language: str) -> DeputyFacts:
        return DeputyFacts(person=self.person(language), hired_on=self.cleaned_data["hired_on"])


class InviteForm(Form):
    """How somebody is invited: by e-mail, or by a link that the operator hands over."""

    how = forms.ChoiceField(
        label=_("Invitation"),
        choices=[(MAIL, _("Mail it now")), (LINK, _("Show me the link, I hand it over"))],
        widget=forms.RadioSelect,
        initial=LINK,
    )

    @property
    def by_mail(self) -> bool:
        return bool(self.cleaned_data["how"] == MAIL)

    def clean_how(self) -> str:
        how: str = self.cleaned_data["how"]
        if how == MAIL and not mail.goes():
            raise ValidationError(_("This installation sends no mail. Choose the link."))
        return how


class InvitedFields(PersonFields, InviteForm):
    """The first person of a school or a department, and how that person is invited."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The person signs in with it, or with a login if there is none."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
    )

    def clean(self) -> dict[str, Any]:
        known = super().clean() or self.cleaned_data
        if known.get("how") == MAIL and not known.get("email") and "email" not in self.errors:
            self.add_error("email", _("Give the e-mail, or choose the link."))
        return known


INVITED = ("email", "language", "how")


class AddSchoolForm(SchoolFields, DeputyFields, InvitedFields):
    """A school, the department it belongs to, and its first deputy head."""

    department = forms.ModelChoiceField(
        label=_("Education department"),
        queryset=Department.objects.order_by("name_ru", "pk"),
        required=False,
        help_text=_("Its officers see the school’s figures, no names and no cases."),
    )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            Fieldset(_("The school"), *SCHOOL_FIELDS, "department"),
            Fieldset(_("Its first deputy head for academic work"), *self.name_fields, "hired_on", *INVITED),
        )
        return helper


class OfficerForm(InvitedFields):
    """One more officer of a department."""

    field_order = (*PERSON, *INVITED)


class AddDepartmentForm(NamesFields, InvitedFields):
    """A department and its first officer."""

    kind = forms.ChoiceField(label=_("Level"), choices=Department.Kind.choices, widget=forms.RadioSelect)
    parent = forms.ModelChoiceField(
        label=_("Belongs to the regional department"),
        queryset=Department.objects.filter(kind=Department.Kind.REGION).order_by("name_ru", "pk"),
        required=False,
        help_text=_("Then the region’s officers see the figures of its schools, too."),
    )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            Fieldset(_("The department"), "name_kk", "name_ru", "name_en", "kind", "parent"),
            Fieldset(_("Its first officer"), *self.name_fields, *INVITED),
        )
        return helper

    def clean(self) -> dict[str, Any]:
        known = super().clean() or self.cleaned_data
        if known.get("kind") == Department.Kind.REGION and known.get("parent"):
            self.add_error("parent", _("A regional department belongs to no other. Leave this empty."))
        return known

    def department(self) -> DepartmentFacts:
        named = {name: self.cleaned_data[name] for name in ("name_kk", "name_ru", "name_en", "kind")}
        parent = self.cleaned_data["parent"]
        return DepartmentFacts(**named, parent_id=parent.pk if parent else None)


class JoinForm(Form):
    """To which department a school belongs."""

    department = forms.ModelChoiceField(
        label=_("Education department"),
        queryset=Department.objects.order_by("name_ru", "pk"),
        required=False,
        empty_label=_("none"),
        help_text=_("Its officers see the school’s figures, no names and no cases."),
    )


class DescribeForm(SchoolFields):
    """The school as its leaders correct it."""

    order_series = forms.CharField(
        label=_("Letters after the number of an order"),
        max_length=10,
        required=False,
        help_text=_("As in the school’s book of orders, such as “-ж”. Empty: the number alone."),
    )

    @property
    def values(self) -> dict[str, Any]:
        """By the names of the model."""
        return {**self.cleaned_data, "language": self.cleaned_data["main_language"]}

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*SCHOOL_FIELDS, "order_series")
        return helper
