"""What a form of a step asks for besides the step: its day, and the reasons that are printed (domain, section 2a)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import dates
from common.forms import AskedLater

PRINTED = _("It will be printed in the papers. Do not write about anybody's health.")
IF_ENTERED_LATER = _("Only if it was more than three working days ago. It is printed; please name no health matters.")
"""The hint where the question always stands on the page."""

DUE = _("The last day is %(due)s.")
CANNOT_SIGN = _("Why no other official can sign")


def _reason(label: Any, hint: Any, length: int = 500) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=length, required=False, widget=forms.Textarea(attrs={"rows": "2"})
    )


def late_reason(hint: Any = PRINTED) -> forms.CharField:
    """Asked for when the step happens after the last day of its deadline."""
    return _reason(_("Why it is late"), hint)


def delay_reason(hint: Any = PRINTED) -> forms.CharField:
    """Asked for when more than three working days lie between the two dates of a step."""
    return _reason(_("Why it is entered later than it happened"), hint)


def no_other_official(label: Any = CANNOT_SIGN) -> forms.CharField:
    """Asked for in a matter of one's own."""
    hint = _("This is a matter of your own. The reason will be printed in the papers.")
    return _reason(label, hint, length=300)


class DelayForm(AskedLater):
    """A step with two dates."""

    later = ("late_reason", "delay_reason", "exception_reason", "no_other_official")
    delay_reason = delay_reason()


class DatedForm(DelayForm):
    """A step and its day."""

    happened_on = forms.DateField(label=_("Date"))
    field_order: tuple[str, ...] = ("happened_on", "delay_reason")


class LateForm(DatedForm):
    """A step that has a deadline."""

    late_reason = late_reason()
    field_order: tuple[str, ...] = ("happened_on", "late_reason", "delay_reason")


class StepForm(LateForm):
    """A dated step that asks for more: its own questions come first, then the day with its last day as a hint.

    `asked`: reasons that stand there from the start, besides that of a last day which is past.
    """

    happened_on = forms.DateField(label=_("On which day"))
    field_order = ()

    def __init__(
        self, *args: Any, today: date, due: date | None = None, asked: Collection[str] = (), **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"happened_on": today} | (kwargs.get("initial") or {})
        late = due is not None and due < today
        super().__init__(*args, asked=[*asked, "late_reason"] if late else asked, **kwargs)
        if due is not None:
            self.fields["happened_on"].help_text = DUE % {"due": dates.with_weekday(due)}
        self.order_fields([name for name in self.fields if name != "happened_on" and name not in self.later])

    def step(self) -> dict[str, Any]:
        """The arguments that every step's service takes."""
        return {name: self.cleaned_data[name] for name in ("happened_on", *self.later) if name in self.cleaned_data}
