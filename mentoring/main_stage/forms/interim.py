"""The interim assessment: format, criteria with points, result, next steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import AskedLater, Form
from mentoring.main_stage.models import InterimAssessment
from mentoring.mentorships.forms import IF_ENTERED_LATER, delay_reason, late_reason
from mentoring.mentorships.readers import Part, Text, read_by

ROWS = 6
POINTS = [("", "–"), *((str(points), str(points)) for points in range(5))]


class InterimForm(AskedLater):
    """Up to six criteria in the words of those who assess; reasons are asked for when they are needed."""

    later = ("late_reason", "delay_reason")

    format = forms.ChoiceField(label=_("Format"), choices=InterimAssessment.Format.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title or topic"), max_length=200)
    happened_on = forms.DateField(label=_("Date"))
    present = forms.CharField(label=_("Who was present"), max_length=300, required=False)
    result = forms.CharField(label=_("Result"), widget=forms.Textarea({"rows": "3"}))
    next_steps = forms.CharField(label=_("Next steps"), widget=forms.Textarea({"rows": "3"}))
    late_reason = late_reason(_("Only if it was after its due date. It is printed; please name no health matters."))
    delay_reason = delay_reason(IF_ENTERED_LATER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, ROWS + 1):
            self.fields[f"criterion_{row}"] = forms.CharField(
                label=_("Criterion %(number)d") % {"number": row}, max_length=120, required=row == 1
            )
            self.fields[f"points_{row}"] = forms.ChoiceField(
                label=_("Points for criterion %(number)d, 0–4") % {"number": row}, choices=POINTS, required=row == 1
            )
            for name in (f"criterion_{row}", f"points_{row}"):
                self._dress(self.fields[name])

    @property
    def before(self) -> list[forms.BoundField]:
        return [self[name] for name in ("format", "title", "happened_on", "present")]

    @property
    def criteria(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"criterion_{row}"], self[f"points_{row}"]) for row in range(1, ROWS + 1)]

    @property
    def after(self) -> list[forms.BoundField]:
        return [self[name] for name in ("result", "next_steps", *self.later) if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """A criterion without points, and points without a criterion, are asked for."""
        data = super().clean() or {}
        for row in range(2, ROWS + 1):
            text, points = data.get(f"criterion_{row}"), data.get(f"points_{row}")
            if text and not points:
                self.add_error(f"points_{row}", _("Choose the points, 0 to 4."))
            elif points and not text:
                self.add_error(f"criterion_{row}", _("Name the criterion."))
        return data

    def values(self) -> dict[str, Any]:
        """What the service needs."""
        data = self.cleaned_data
        marks = [
            (data[f"criterion_{row}"], int(data[f"points_{row}"]))
            for row in range(1, ROWS + 1)
            if data.get(f"criterion_{row}")
        ]
        plain = {name: value for name, value in data.items() if not name.startswith(("criterion_", "points_"))}
        return plain | {"marks": marks}


class CommentForm(Form):
    """The novice's comment on the assessment; taken back by leaving it empty."""

    hide_optional = True

    comment = forms.CharField(
        label=_("Your comment"),
        help_text=read_by(Text.INTERIM_COMMENT, Part.NOVICE),
        widget=forms.Textarea({"rows": "3"}),
        required=False,
    )
