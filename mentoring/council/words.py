"""What the council's pages say."""

from django.utils.translation import gettext_lazy as _

from mentoring.council.rules import VoteFault

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
VOTES = {
    VoteFault.NOBODY: _("Give the votes: together at least one."),
    VoteFault.TOO_MANY: _(
        "For, against and abstained make %(votes)d together, but only %(voters)d of those present may vote on this."
    ),
    VoteFault.NOT_CARRIED: _("A decision in favour needs more votes for it than against."),
    VoteFault.NOT_REJECTED: _("More voted for it than against: the council has decided in favour."),
}
HEARD_ELSEWHERE = _("A report is decided with its hearing: record the hearing.")
OWN_MATTER = _("One of the matters is your own. Another officer of the council signs these minutes.")
GIVE_NO_OTHER = _("One of the matters is your own. Say why no other official can sign; the reason will be printed.")
SIGNED_TOO_EARLY = _("The minutes cannot be signed before the day of the meeting.")
NUMBER_TAKEN = _(
    "The council has minutes of this number in this school year already, of %(day)s. Look into its book."
)
SIGNED_IN_FUTURE = _("This date is in the future. Enter the day on which the minutes were signed.")
