"""What the pages of the main stage say."""

from django.utils.translation import gettext_lazy as _

CHOOSE_NOVICE = _("Choose at least one new teacher.")
TOKEN_TAKEN = _("This form was used already. Open the page anew and write it once more.")
FUTURE = _("This date is in the future. Enter the day on which it happened.")
BEFORE_PAIRING = _("Your work together began on %(day)s. Choose that day or a later one.")
NOT_IN_PLAN = _("This line is not in the plan in force. Choose another one, or “outside the plan”.")
MINUTES = _("Give the length in minutes, from 1 to 600.")
CONFIRMED = _("The new teacher has confirmed it; it stays as it is.")
ALREADY_CONFIRMED = _("You have confirmed this already. Nothing was changed.")
SAY_WHAT = _("Say what was different, in one sentence.")
NO_LOG = _("Nothing is logged for this line yet. Log the activity first, then record that it was held.")
GIVE_REASON = _("Say why it was not held; the reason is printed in the report.")
ONE_RESULT = _("Choose “held” or “not held”.")
NOT_DRAFT = _("This feedback has been sent already; it stays as it is.")
SAY_SITUATION = _("Say what happened: one fact is enough.")
WRITE_ANSWER = _("Write your answer.")
ANSWERED = _("You have answered this already. Nothing was changed.")
ONE_CRITERION = _("Give points for at least one criterion.")
POINTS = _("Give the criterion and its points, 0 to 4.")
NOT_MAIN = _("An interim assessment belongs to the main stage. Nothing was changed.")
