"""What the council's pages say."""

from django.utils.translation import gettext_lazy as _

WRONG_STATE = _("The meeting has moved on, or is not there yet. Nothing was changed.")
ALREADY_SIGNED = _("The minutes are signed already.")
ALREADY_DECIDED = _("This matter is decided already.")
AGENDA_SENT = _("The agenda was sent already.")
EMPTY_AGENDA = _("Put at least one matter on the agenda before it is sent.")
DATE_PASSED = _("This day is past. Choose today or a later day.")
NOT_YET = _("The meeting has not begun: its day is still to come.")
NO_COUNCIL = _(
    "Nobody holds a post in the pedagogical council on this day. Enter its chair, secretary and members first."
)
SOMEBODY_CAME = _("Mark at least one person who was present.")
TOO_MANY_VOTES = _(
    "For, against and abstained make %(votes)d together, but only %(present)d of those present may vote on this."
)
NO_VOTES = _("Give the votes: together at least one.")
OWN_MATTER = _("One of the matters is your own. Another officer of the council signs these minutes.")
SIGNED_TOO_EARLY = _("The minutes cannot be signed before the day of the meeting.")
SIGNED_IN_FUTURE = _("This date is in the future. Enter the day on which the minutes were signed.")
