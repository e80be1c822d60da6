"""What is said when a paper cannot be made."""

from django.utils.translation import gettext_lazy as _

NOTHING_TO_PRINT = _("There is nothing to print yet: the order, or the report, has not been entered.")
