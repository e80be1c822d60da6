"""The list of new teachers, as the deputy confirms it; one mentorship opened by itself."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from common.rows import row_id
from mentoring.casework.proposals import Proposal
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.rules import FULL_YEAR, TO_YEAR_END, must_choose_period
from mentoring.mentorships.services import Choice
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.selectors import academic_years, hire_year_of
from schools.organisation.models import School


class Ticked(forms.Field):
    """Ids of ticked rows. Whether they belong to the list is the service's to say: somebody may have been quicker."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[int]:
        found = [row_id(text) for text in value or ()]
        if None in found:
            raise forms.ValidationError(_("Tick the teachers in the list."))
        return [number for number in found if number is not None]


class ProposalsForm(Form):
    """Who gets a mentorship; for one hired after the third quarter, until when (domain, section 2a)."""

    novice = Ticked(label=_("New teachers"), required=False)

    def __init__(self, *args: Any, rows: Iterable[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            if row.chooses_period:
                self.fields[f"period_{row.novice.pk}"] = forms.ChoiceField(
                    label=_("Until when"),
                    choices=[(TO_YEAR_END, _("to the end of teaching")), (FULL_YEAR, _("a full year"))],
                    widget=forms.RadioSelect,
                    required=False,
                )
                self._dress(self.fields[f"period_{row.novice.pk}"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in data.get("novice", ()):
            if f"period_{number}" in self.fields and not data.get(f"period_{number}"):
                self.add_error(f"period_{number}", _("Little of the year is left: choose until when."))
        return data

    @property
    def choices(self) -> list[Choice]:
        data = self.cleaned_data
        chosen = {number: data.get(f"period_{number}") for number in data["novice"]}
        return [Choice(number, mode == FULL_YEAR if mode else None) for number, mode in chosen.items()]

    @property
    def shown(self) -> list[tuple[Proposal, bool, Any]]:
        """Each row, whether it is ticked, and its choice of a period where it has one. At first all are ticked."""
        ticked = set(self["novice"].data or ()) if self.is_bound else None
        return [
            (
                row,
                not row.begins_later and (ticked is None or str(row.novice.pk) in ticked),
                self[f"period_{row.novice.pk}"] if row.chooses_period else None,
            )
            for row in self.rows
        ]


class OpeningForm(Form):
    """Why this teacher needs a mentor, since when, and, where little of that year is left, until when."""

    basis = forms.ChoiceField(label=_("Basis"), choices=Mentorship.Basis.choices, widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=_("A mentor is needed since"),
        help_text=_("The day of hire; of a teacher hired long ago, the day on which the need arose."),
    )
    period = forms.ChoiceField(
        label=_("Until when"),
        help_text=_("Only if the need arose after the third quarter."),
        choices=[(TO_YEAR_END, _("to the end of teaching")), (FULL_YEAR, _("a full year"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school = school

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start = data.get("starts_on")
        if start is not None and not data.get("period"):
            year = academic_year_starting(hire_year_of(start), academic_years(self.school))
            if must_choose_period(start, year):
                self.add_error("period", _("Little of the year is left: choose until when."))
        return data

    @property
    def full_year(self) -> bool | None:
        mode = self.cleaned_data["period"]
        return mode == FULL_YEAR if mode else None


class SetAsideForm(Form):
    reason = forms.CharField(
        label=_("Why no mentor is needed"),
        help_text=_("For instance: taught at another school before. It is kept with your name."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
