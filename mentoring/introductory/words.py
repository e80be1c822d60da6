"""What the pages of stage 1 say when something is refused, or who did it first."""

from django.utils.translation import gettext_lazy as _

NOT_NOW = _("This is not the step that the case waits for now. Nothing was changed.")
LEVEL_METHOD = _("Choose at least one way in which you saw the level.")
CRITERION_UNKNOWN = _("This criterion is not on the sheet.")
LEVEL_UNKNOWN = _("Choose a level from 0 to 4.")
RATE_THIS = _("Choose one level.")
RATING_DONE = _("This rating is finished and cannot be changed any more.")
BOTH_NEEDED = _("Both ratings must be finished before the sheet is signed.")
SHEET_SIGNED = _("The sheet is signed already.")
DISCUSS_FIRST = _("The ratings differ by two levels or more. Write what you agreed on when you talked about it.")
WRITE_REQUEST = _("Write what you would like help with.")
ITEM_DONE = _("This point is marked as done already and cannot be changed.")
ITEM_DATE = _("Choose a day within the mentored period: %(first)s to %(last)s.")
PLAN_IN_WORK = _("A version of the plan is in work already. Finish that one first.")
PLAN_FIXED = _("This version is not a draft, so it stays as it is. A change makes a new version.")
PLAN_MOVED = _("The plan has moved on: it is now “%(state)s”. Nothing was changed.")
PLAN_DONE = _("The state of the plan is now: %(state)s.")
NEEDS_UNCOVERED = _("These needs have no activity yet: %(needs)s. Add at least one activity for each of them.")
NO_ACTIVITY = _("The plan has no activity yet. Add one before you send it.")
CHOOSE_FORM = _("Choose a form from the list.")
NEED_UNKNOWN = _("This is not among the diagnosed criteria.")
PLAN_HEAD = _("Write the main difficulties, the purpose and the objectives before you send the plan.")
NO_OTHER_OFFICIAL = _(
    "This is a matter of your own. Write why no other official can do it; the reason will be printed."
)
WRITE_REMARK = _("Write at least one remark: what should be changed.")
LINE_UNKNOWN = _("This activity is not in the plan any more.")
