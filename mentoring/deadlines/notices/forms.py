"""How a person wants to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from mentoring.deadlines.models import ReminderChoice

ALL, LEGAL = "all", "legal"


class ReminderForm(Form):
    """The hour of the daily mail and what it tells."""

    hour = forms.TypedChoiceField(
        label=_("When the mail of the day comes"),
        coerce=int,
        choices=[(hour, f"{hour:02d}:00") for hour in range(24)],
    )
    what = forms.ChoiceField(
        label=_("What it tells"),
        choices=[
            (ALL, _("everything that waits for me, two working days ahead too")),
            (LEGAL, _("only what the law sets, from its last day on")),
        ],
        widget=forms.RadioSelect,
        help_text=_("In Tálimger itself everything stands under “Notices”, whatever you choose here."),
    )

    @staticmethod
    def initial_of(choice: ReminderChoice | None) -> dict[str, Any]:
        """What was chosen, or what holds for everybody."""
        return {
            "hour": choice.hour if choice else ReminderChoice.HOUR,
            "what": LEGAL if choice and choice.only_legal else ALL,
        }
