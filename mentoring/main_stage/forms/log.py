"""Log an activity in twenty seconds: all is filled in from the plan but the one line that only the mentor knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.dates import with_weekday
from common.forms import Form
from mentoring.library.activities import grouped
from mentoring.main_stage.models import LogEntry, LogLine, Outcome
from mentoring.main_stage.selectors import PlanRow, next_row
from mentoring.main_stage.services import Part
from mentoring.mentorships.forms import IF_ENTERED_LATER, delay_reason
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.readers import Part as Writer
from mentoring.mentorships.readers import Text, read_by

USUAL_MINUTES = 45
NEAR = timedelta(days=3)
"""A line whose day lies further ahead is not what was done today, unless the mentor says so."""


@dataclass(frozen=True)
class Group:
    """The part of the form that concerns one novice."""

    mentorship: Mentorship
    next: PlanRow | None
    promises: list[LogLine]
    kept: forms.BoundField | None
    line: forms.BoundField
    completes: forms.BoundField | None


class EntryForm(Form):
    """What any entry has."""

    happened_on = forms.DateField(label=_("Held on"))
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=600, widget=forms.NumberInput({"inputmode": "numeric"})
    )
    form = forms.ChoiceField(label=_("Form"), choices=grouped)
    delay_reason = delay_reason(IF_ENTERED_LATER)
    what = forms.CharField(
        label=_("What happened, in one line?"), max_length=500, widget=forms.Textarea({"rows": "2"})
    )
    promise = forms.CharField(label=_("What did you promise for next time?"), max_length=300, required=False)


class LogForm(EntryForm):
    """One activity with one or more of one's own novices."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    hide_optional = True

    def __init__(
        self,
        *args: Any,
        cases: Sequence[Mentorship],
        plans: Mapping[int, list[PlanRow]],
        promises: Mapping[int, list[LogLine]],
        today: date,
        line: UUID | None = None,
        **kwargs: Any,
    ) -> None:
        self.cases, self.plans, self.promises = cases, plans, promises
        self.next = {case.pk: _wanted(plans[case.pk], line, today) for case in cases}
        self.fulfils = {case.pk: _is_due(self.next[case.pk], plans[case.pk], line, today) for case in cases}
        lead = self.next[cases[0].pk]
        initial = {
            "token": uuid4(),
            "happened_on": today,
            "minutes": lead.activity.minutes if lead else USUAL_MINUTES,
            "form": lead.activity.form if lead else None,
        }
        super().__init__(*args, initial=initial, **kwargs)
        for case in cases:
            self._add_case(case)

    def _add_case(self, case: Mentorship) -> None:
        row = self.next[case.pk]
        lines = [(str(item.activity.line), _label(item)) for item in self.plans[case.pk]]
        self.fields[f"line_{case.pk}"] = forms.ChoiceField(
            label=_("Line of the plan"),
            choices=[*lines, ("", _("outside the plan"))],
            initial=str(row.activity.line) if row else "",
            required=False,
        )
        if lines:
            self.fields[f"completes_{case.pk}"] = forms.BooleanField(
                label=_("This line of the plan is done"), initial=self.fulfils[case.pk], required=False
            )
        if promises := self.promises.get(case.pk):
            self.fields[f"kept_{case.pk}"] = forms.MultipleChoiceField(
                label=_("Promises"),
                choices=[(str(item.pk), item.promise) for item in promises],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        for name in (f"line_{case.pk}", f"completes_{case.pk}"):
            if name in self.fields:
                self._dress(self.fields[name])

    @property
    def groups(self) -> list[Group]:
        """The parts of the page, one for each novice."""

        def bound(name: str) -> forms.BoundField | None:
            return self[name] if name in self.fields else None

        return [
            Group(
                mentorship=case,
                next=self.next[case.pk],
                promises=self.promises.get(case.pk, []),
                kept=bound(f"kept_{case.pk}"),
                line=self[f"line_{case.pk}"],
                completes=bound(f"completes_{case.pk}"),
            )
            for case in self.cases
        ]

    @property
    def details_open(self) -> bool:
        """Open the folded fields when one of them needs a look."""
        return any(name not in ("what", "promise", "happened_on", "minutes") for name in self.errors)

    def parts(self) -> list[Part]:
        """What the service needs, one for each novice."""
        data = self.cleaned_data
        return [
            Part(
                mentorship_id=case.pk,
                line=UUID(data[f"line_{case.pk}"]) if data[f"line_{case.pk}"] else None,
                completes=data.get(f"completes_{case.pk}", False),
                promise=data["promise"],
                kept=frozenset(int(key) for key in data.get(f"kept_{case.pk}", ())),
            )
            for case in self.cases
        ]


class EditForm(EntryForm):
    """Correct an entry that is not confirmed yet."""

    @staticmethod
    def initial_of(entry: LogEntry) -> dict[str, Any]:
        names = ("happened_on", "minutes", "form", "what", "delay_reason")
        promise = next((line.promise for line in entry.lines.all() if line.promise), "")
        return {name: getattr(entry, name) for name in names} | {"promise": promise}


class ObjectionForm(Form):
    """The novice says what was different."""

    text = forms.CharField(
        label=_("What was different?"), help_text=read_by(Text.LOG_OBJECTION, Writer.NOVICE), max_length=300
    )


class OutcomeForm(Form):
    """How a line of the plan ended."""

    result = forms.ChoiceField(label=_("Outcome"), choices=Outcome.Result.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What came of it; or why it was not held"),
        help_text=_("A reason for “not held” is printed in the report to the council."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": "2"}),
    )


def _wanted(rows: list[PlanRow], line: UUID | None, today: date) -> PlanRow | None:
    """The row that was asked for, else the next one of the plan if its day is near or past."""
    asked = next((row for row in rows if line is not None and row.activity.line == line), None)
    if asked is not None:
        return asked
    row = next_row(rows)
    return row if row is not None and _is_near(row, today) else None


def _is_due(wanted: PlanRow | None, rows: list[PlanRow], line: UUID | None, today: date) -> bool:
    """Whether this meeting is likely the line itself: its day has come, and it was asked for or alone is due now."""
    if wanted is None or wanted.outcome is not None or wanted.activity.planned_on > today:
        return False
    due = [row for row in rows if row.outcome is None and _is_near(row, today)]
    return wanted.activity.line == line or len(due) == 1


def _is_near(row: PlanRow, today: date) -> bool:
    return row.activity.planned_on <= today + NEAR


def _label(row: PlanRow) -> str:
    return f"{row.activity.position}. {row.activity.title} ({with_weekday(row.activity.planned_on)})"
