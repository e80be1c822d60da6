"""What a change of a calendar asks. A valid form knows its `change`, so that a page can show what it would move."""

from collections.abc import Callable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common import dates
from common.forms import Form
from schools.calendar import checks
from schools.calendar.models import DecreeDay, Vacation
from schools.calendar.rules import AcademicYear, Change, SchoolException, WorkCalendar
from schools.calendar.services import country
from schools.calendar.words import vacation_label, year_source, year_spans

KINDS = tuple(Vacation.Kind)
WORKING = [("0", _("A day off")), ("1", _("A working day"))]


class ChangeForm(Form):
    """A form that knows what it would make of a calendar, once everything it asks is there."""

    change = Change()
    check: Callable[[dict[str, Any]], Change]
    """The change, said by each form. Raises ValidationError at the fields that are wrong."""

    def clean(self) -> dict[str, Any]:
        known = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.change = self.check(known)
            except ValidationError as fault:
                self.add_error(None, fault)
        return known

    @property
    def told(self) -> list[tuple[Any, Any]]:
        """What was typed, field by field, as the page says it once more before it is confirmed."""
        return [(self.fields[name].label, self._said(name)) for name in self.cleaned_data if self._said(name)]

    def _said(self, name: str) -> Any:
        value, field = self.cleaned_data[name], self.fields[name]
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            return dict(choices)[self[name].value()]
        return dates.with_weekday(value) if isinstance(value, date) else value


class OwnDayForm(ChangeForm):
    """A day on which the school differs."""

    date = forms.DateField(label=_("Date"))
    working = forms.TypedChoiceField(
        label=_("What the day is"), choices=WORKING, coerce=lambda value: value == "1", widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "In a few words, such as “flood” or “instead of Friday 18.12”. Everybody at the school reads it."
        ),
        max_length=120,
    )

    def __init__(self, *args: Any, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar

    def check(self, known: dict[str, Any]) -> Change:
        checks.own_day(self.calendar, known["date"], known["working"], known["reason"])
        return Change(days=(SchoolException(known["date"], known["working"], known["reason"]),))


class DecreeForm(ChangeForm):
    """A day that the government moved. `row`: the one that is changed."""

    date = forms.DateField(label=_("Date"))
    working = forms.TypedChoiceField(
        label=_("What the day is"), choices=WORKING, coerce=lambda value: value == "1", widget=forms.RadioSelect
    )
    weeks = forms.ChoiceField(
        label=_("For which schools"),
        choices=[
            ("5,6", _("For all")),
            ("5", _("With a five-day week only")),
            ("6", _("With a six-day week only")),
        ],
        initial="5,6",
        widget=forms.RadioSelect,
    )
    pair = forms.DateField(
        label=_("The day it is exchanged with"),
        help_text=_("The day worked for a day off, or the day off for a day worked. It is written beside this one."),
        required=False,
    )
    source = forms.CharField(
        label=pgettext_lazy("of a decree", "Source"), help_text=_("Number and date of the decree."), max_length=200
    )

    def __init__(self, *args: Any, row: DecreeDay | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    @staticmethod
    def initial_of(row: DecreeDay) -> dict[str, Any]:
        names = ("date", "weeks", "pair", "source")
        return {name: getattr(row, name) for name in names} | {"working": "1" if row.working else "0"}

    def check(self, known: dict[str, Any]) -> Change:
        pk = self.row.pk if self.row else None
        halves = country.other_halves(self.row) if self.row else []
        return country.check_decree(DecreeDay(pk=pk, **known), besides=halves)


class YearForm(ChangeForm):
    """Teaching and vacations of one academic year; of the country also whether its dates are published."""

    published = forms.BooleanField(
        label=_("These dates are published"),
        help_text=_("Leave it empty while they are an estimate: every page then says so."),
        required=False,
    )
    teaching_from = forms.DateField(label=pgettext_lazy("teaching", "From"))
    teaching_to = forms.DateField(label=pgettext_lazy("teaching", "Until"))
    source = forms.CharField(
        label=pgettext_lazy("of a year", "Source"),
        help_text=_("Number and date of the order that sets these dates."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, year: AcademicYear, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start_year = year.start_year
        if own:
            del self.fields["published"]
            self.fields["source"].required = True

    @staticmethod
    def initial_of(year: AcademicYear, *, own: bool) -> dict[str, Any]:
        """The dates that hold; a school names a source of its own for those that it sets."""
        return dates_of(year) | {"source": "" if own else year.source}

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        spans = [("teaching", _("Teaching")), *((kind.value, vacation_label(kind)) for kind in KINDS)]
        helper.layout = Layout(
            *(Fieldset(title, Div(f"{name}_from", f"{name}_to", css_class="two")) for name, title in spans),
            *(name for name in ("published", "source") if name in self.fields),
        )
        return helper

    @property
    def told(self) -> list[tuple[Any, Any]]:
        year = self.change.year
        assert year is not None  # a valid form has made one
        spans = [(name, f"{dates.with_weekday(a)} – {dates.with_weekday(b)}") for name, a, b in year_spans(year)]
        return [*spans, (pgettext_lazy("of a year", "Source"), year_source(year))]

    def check(self, known: dict[str, Any]) -> Change:
        facts = year_facts(known)
        estimate = "published" in self.fields and not known["published"]
        return Change(
            year=checks.academic_year(
                self.start_year, facts["teaching"], facts["vacations"], source=known["source"], estimate=estimate
            )
        )


for _kind in KINDS:
    for _edge, _label in (("from", pgettext_lazy("vacation", "From")), ("to", pgettext_lazy("vacation", "Until"))):
        _field = forms.DateField(label=_label, required=_kind != Vacation.Kind.FIRST_GRADE)
        YearForm.base_fields[f"{_kind}_{_edge}"] = _field


def dates_of(year: AcademicYear) -> dict[str, date | bool]:
    """A year as the form shows it."""
    found: dict[str, date | bool] = {
        "teaching_from": year.teaching_from,
        "teaching_to": year.teaching_to,
        "published": not year.estimate,
    }
    for vacation in year.vacations:
        found |= {f"{vacation.code}_from": vacation.first, f"{vacation.code}_to": vacation.last}
    return found


def year_facts(known: dict[str, Any]) -> dict[str, Any]:
    """What was typed, as the services take it."""
    return {
        "teaching": (known["teaching_from"], known["teaching_to"]),
        "vacations": {kind.value: (known[f"{kind}_from"], known[f"{kind}_to"]) for kind in KINDS},
        "source": known["source"],
    }
