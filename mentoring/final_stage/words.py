"""What a page of stage 3 says when a step is refused, and what it calls the parts of a report."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dates import numeric

PARTS = {
    "needed": gettext_lazy("what was needed"),
    "done": gettext_lazy("what was done"),
    "results": gettext_lazy("what came of it"),
    "advice": gettext_lazy("recommendation"),
    "design": gettext_lazy("design component"),
    "organisational": gettext_lazy("organisational component"),
    "constructive": gettext_lazy("constructive component"),
    "analytical": gettext_lazy("analytical component"),
}
NO_INTERIM = gettext_lazy(
    "Record an interim assessment first: the final stage opens when there is at least one. Nothing was changed."
)
NOT_WRITABLE = gettext_lazy("The report has gone to the council; its text can no longer be changed.")
OTHER_MEETING = gettext_lazy("Choose a meeting of this school that has not been held yet.")
NOT_CALLED = gettext_lazy("A report is put on the agenda from the main stage on, until it has been heard.")
NOT_ON_AGENDA = gettext_lazy("Put the report on the agenda of a meeting first.")
NOT_SIGNED = gettext_lazy("The minutes of the meeting are not signed yet. The extract is issued after that.")
BEFORE_MINUTES = gettext_lazy("This date is before the minutes were signed. Check the date.")
SUPPORT_UNTIL = gettext_lazy("Give the last day of the support, after the hearing; leave it empty without support.")
GIVE_REASON = gettext_lazy("Say why. It will be read by those concerned and kept with the case.")
GIVE_NO_OTHER = gettext_lazy(
    "This is your own matter. Say why no other official can sign; the reason will be printed."
)
CHOOSE = gettext_lazy("Choose one.")
GIVE_TEXT = gettext_lazy("Write it in a few words.")

WORDS_OR_NONE = gettext_lazy("You wrote something and said that you have nothing to add. Leave one of the two out.")


def voice_awaited(until: date) -> str:
    """Why an early report waits."""
    text = _(
        "The new teacher was asked for their own words and has not answered yet. You can send the report as soon as they "
        "have, or from %(date)s. Everything that you wrote is kept."
    )
    return text % {"date": numeric(until)}


def lacking(names: Iterable[str]) -> str:
    """Which parts of the report are still empty."""
    return _("Still to be written: %(parts)s.") % {"parts": ", ".join(str(PARTS[name]) for name in names)}


def without_outcome(titles: Iterable[str]) -> str:
    """Which activities of the plan have no outcome yet."""
    return _("Record first how these activities ended: %(titles)s.") % {"titles": "; ".join(titles)}


def still_without_outcome(titles: Iterable[str]) -> str:
    """The same, said while there is still time."""
    return _("Still without an outcome: %(titles)s. The report can be sent once each activity has one.") % {
        "titles": "; ".join(titles)
    }
