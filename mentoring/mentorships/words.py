"""What a page says when a step is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.mentorships.rules import DateFault

DATE_FAULTS = {
    DateFault.FUTURE: _("This date is in the future. Enter the day on which it happened."),
    DateFault.BEFORE_PREVIOUS: _("This date is before the previous step of the case. Check the date."),
}
WRONG_STATE = _("This step does not fit now: the case has moved on, or is not there yet.")
CASE_IS_OVER = _("This mentorship is over; it can be read, but not changed.")
BEFORE_RULES = _("On %(day)s no rules of mentoring were in force yet. Give the day on which the need arose.")
BEFORE_HIRE = _("This date is before the day of hire. Check the date.")
GIVE_DELAY_REASON = _("It is entered more than %(days)d working days after it happened. Say why; it will be printed.")
ALREADY_OPEN = _("A mentorship of this teacher is open already.")
WITH_LAST_STEP = _("%(told)s The last step was: %(step)s.")
TOO_MANY_AT_ONCE = _(
    "At most %(most)d mentorships are opened at once. Nothing was opened, and your ticks are kept: take some of them off "
    "and open those afterwards."
)
CHOOSE_SOMEBODY = _("Tick at least one teacher.")
NOT_PROPOSED = _("One of those chosen no longer belongs to this list. Look at it once more.")
GIVE_SET_ASIDE_REASON = _("Say why no mentor is needed.")
SET_ASIDE_ALREADY = _("This teacher was taken off the list.")
PROPOSED_AGAIN = _("This teacher stands on the list already.")
