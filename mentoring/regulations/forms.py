"""The form of a new version: a field or two for each value, in the groups of the page."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from mentoring.regulations.kinds import Categories, Choice, Confidence, LengthKind, Whole
from mentoring.regulations.names import CHOICES, CONFIDENCE, GROUPS, NAMES, unit_of, value_label
from mentoring.regulations.schema import KINDS, Value
from mentoring.regulations.words import SCHOOL_SOURCE, legal_label, source_code, source_text
from schools.calendar.rules import Unit

UNITS = [(str(Unit.WORKING), _("working days")), (str(Unit.CALENDAR), _("calendar days"))]


class Fold(Fieldset):
    """One value of many: its name and what it is now; its fields are opened by whoever wants to change them.

    Folded fields are sent too. With something wrong or something changed in it, it stands open.
    """

    template = "bootstrap5/layout/fold.html"

    def __init__(self, legend: Any, *fields: Any, now: str, is_open: bool) -> None:
        super().__init__(legend, *fields)
        self.now, self.is_open = now, is_open


class VersionForm(Form):
    """values: what the new version starts from; a field stands for each of them. `based_on` is the version that the
    person saw, `seen` tells whether what is sent now has been shown as "before → after"."""

    in_force_from = forms.DateField(label=_("In force from"))
    note = forms.CharField(
        label=_("Note"), help_text=_("Why the version was made. Whoever reads the rules sees it."), max_length=300
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        values: Mapping[str, Value[Any]],
        categories: Mapping[str, str],
        with_sources: bool,
        initial: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        self.keys = [key for key in NAMES if key in values]
        self.with_sources = with_sources
        self._now = {
            key: f"{value_label(key, values[key].value, categories)} · {legal_label(values[key])}"
            for key in self.keys
        }
        super().__init__(*args, initial=dict(initial), **kwargs)
        found: dict[str, forms.Field] = {}
        for key in self.keys:
            label = _("Value") if with_sources else NAMES[key]
            own = _fields(key, label, values[key].value, categories)
            if with_sources:
                own |= _source_fields(key, values[key])
                for field in own.values():
                    field.told_as = f"{NAMES[key]} – {field.label}"  # type: ignore[attr-defined]
            found |= own
        for name, field in found.items():
            self._dress(field)
            self.fields[name] = field

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        groups = [Fieldset(title, *self._layout(keys)) for title, keys in GROUPS if set(keys) & set(self.keys)]
        helper.layout = Layout(*groups, Fieldset(_("The new version"), "in_force_from", "note", "based_on", "seen"))
        return helper

    def _layout(self, keys: tuple[str, ...]) -> list[Any]:
        shown: list[Any] = []
        for key in (key for key in keys if key in self.keys):
            names = [name for name in self.fields if name == key or name in _parts(key)]
            together = Div(*names, css_class="two") if len(names) > 1 else names[0]
            shown.append(self._fold(key, names, together) if self.with_sources else together)
        return shown

    def _fold(self, key: str, names: list[str], together: Any) -> Fold:
        touched = set(self.errors) | set(self.changed_data) if self.is_bound else set()
        return Fold(NAMES[key], together, now=self._now[key], is_open=bool(touched & set(names)))

    def entries(self) -> dict[str, Any]:
        """The plain values as `schema` reads them; with sources, whole entries."""
        plain = {key: self._plain(key) for key in self.keys}
        return {key: self._entry(key, value) for key, value in plain.items()} if self.with_sources else plain

    def digest(self) -> str:
        """Tells whether two sendings of this form say the same."""
        told = [self.entries(), self.cleaned_data["in_force_from"].isoformat(), self.cleaned_data["based_on"]]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def was_seen(self) -> bool:
        return self.cleaned_data["seen"] == self.digest()

    def now_based_on(self, number: int, seen: str = "") -> None:
        """What the page sends along next time."""
        sent: Any = self.data
        data = sent.copy()
        data["based_on"], data["seen"] = str(number), seen
        self.data = data

    def _plain(self, key: str) -> Any:
        if isinstance(KINDS[key], LengthKind):
            unit = self.cleaned_data.get(f"{key}_unit") or str(Unit.WORKING)
            return {"days": self.cleaned_data[f"{key}_days"], "unit": unit}
        return self.cleaned_data[key]

    def _entry(self, key: str, value: Any) -> dict[str, Any]:
        confidence = self.cleaned_data[f"{key}_confidence"]
        is_setting = confidence == Confidence.DECISION
        return {
            "value": value,
            "source": SCHOOL_SOURCE if is_setting else source_code(self.cleaned_data[f"{key}_source"]),
            "confidence": confidence,
            "paragraph": "" if is_setting else self.cleaned_data[f"{key}_paragraph"].strip(),
        }


def _parts(key: str) -> tuple[str, ...]:
    return tuple(f"{key}_{part}" for part in ("days", "unit", "source", "confidence", "paragraph"))


def _fields(key: str, label: Any, value: Any, categories: Mapping[str, str]) -> dict[str, forms.Field]:
    kind: Any = KINDS[key]
    if isinstance(kind, LengthKind):
        days = forms.IntegerField(label=label, min_value=0, max_value=60, initial=value.days)
        if kind.working_only:
            days.help_text = UNITS[0][1]
            return {f"{key}_days": days}
        unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, initial=str(value.unit))
        return {f"{key}_days": days, f"{key}_unit": unit}
    if isinstance(kind, Whole):
        number = forms.IntegerField(label=label, min_value=kind.low, max_value=kind.high, initial=value)
        number.help_text = unit_of(key)
        return {key: number}
    if isinstance(kind, Choice):
        offered = [(code, CHOICES[key][code]) for code in kind.codes]
        return {key: forms.ChoiceField(label=label, choices=offered, initial=value)}
    assert isinstance(kind, Categories)
    return {
        key: forms.MultipleChoiceField(
            label=label, choices=list(categories.items()), initial=list(value), widget=forms.CheckboxSelectMultiple
        )
    }


def _source_fields(key: str, value: Value[Any]) -> dict[str, forms.Field]:
    return {
        f"{key}_confidence": forms.ChoiceField(
            label=_("How sure it is"),
            choices=[(str(code), words) for code, words in CONFIDENCE.items()],
            initial=str(value.confidence),
        ),
        f"{key}_source": forms.CharField(
            label=_("Source"), max_length=200, required=False, initial=source_text(value.source)
        ),
        f"{key}_paragraph": forms.CharField(
            label=_("Paragraph"), max_length=60, required=False, initial=value.paragraph
        ),
    }
