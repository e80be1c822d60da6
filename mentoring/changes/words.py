"""What pages of changes say."""

from django.utils.translation import gettext_lazy as _

from mentoring.changes.rules import Change, PaperFault, SuspensionFault

GIVE_REASON = _("Say why; it will be read by those concerned and printed in the papers.")
SUSPENSIONS = {
    SuspensionFault.END_BEFORE_START: _("The last day is before the first. Check the dates."),
    SuspensionFault.BEFORE_LAST_STEP: _(
        "A step of this mentorship is recorded after that day. A suspension cannot begin before the last recorded step."
    ),
    SuspensionFault.OVERLAP: _("Mentoring is suspended in these days already."),
}
NOT_SUSPENDED = _("This mentorship is not suspended.")
RESUMED_TOO_EARLY = _("Mentoring goes on after the first day of the suspension at the earliest.")
NO_MENTOR = _("There is no mentor whose work could end.")
BEFORE_PAIRING = _("This date is before the mentor was appointed. Check the date.")
NO_HANDOVER = _("There was no mentor before this one: nothing is handed over.")
ALREADY_ACKNOWLEDGED = _("The handover is acknowledged already. Nothing was changed.")
PAPER = {
    PaperFault.MISSING: _("Give the date: this step is done when the mentorship stands there."),
    PaperFault.TOO_MANY: _("Leave this empty: the mentorship does not stand there yet."),
    PaperFault.FUTURE: _("This date is in the future. Enter the day on which it happened."),
    PaperFault.OUT_OF_ORDER: _("This date is before the previous step. Check the dates."),
}
NUMBER_TAKEN = _("The school’s order book has this number in that year already.")
NOT_HEAD = _("Choose somebody who is, or was, the head of this school.")
NOT_HERE = _("Choose a teacher of this school, other than the new teacher.")
OWN_ORDER = _("The head signed in a matter of one’s own: say why there was no other official. It is printed.")
OWN_MENTORSHIP = _("You are the mentor yourself: another deputy head enters this mentorship.")
ORDER_ON_PAPER = _("The order was signed on paper.")
LEFT = _("The employment at the school ended: %(reason)s")
LEFT_PLAIN = _("The employment at the school ended.")
LEFT_BEFORE_STEP = _(
    "A step of the mentorship is recorded after this day. Check the last day, or correct the step first."
)
OWN_CASE_ENDS = _(
    "The mentorship of this new teacher is terminated on the last day at the school. If that day is still to come, the "
    "mentorship goes on until then and afterwards stands among the tasks of the deputy head."
)
WORK_AS_MENTOR_ENDS = _(
    "The work as a mentor ends on the last day at the school. A new mentor must be appointed: the five working days run "
    "from the first day without one. If the last day is still to come, the next mentor is sought from today on. "
    "New teacher: %(who)s"
)
CANDIDACY_ENDS = _("The candidacy as a mentor is withdrawn today. New teacher: %(who)s")
CHANGES = {
    Change.SUSPEND: (
        _("Suspend the mentorship"),
        _("Leave of the new teacher, long leave of the mentor, or the school is closed. Open dates wait."),
    ),
    Change.RESUME: (
        _("Go on with the mentorship"),
        _("The suspension ends; open dates run on with the days that remained."),
    ),
    Change.END_PAIRING: (
        _("End the work of the mentor"),
        _("The mentor has left or cannot go on. A new mentor is to be appointed; what was done stays."),
    ),
    Change.HANDOVER: (
        _("Hand over to the new mentor"),
        _("What the new mentor should know, and that it was read."),
    ),
    Change.TERMINATE: (
        _("Terminate the mentorship"),
        _("It ends before its time, for a reason. It can be read, but no longer changed."),
    ),
    Change.CANCEL: (
        _("Annul the entry"),
        _("It was entered by mistake. It is kept, marked as cancelled."),
    ),
}
