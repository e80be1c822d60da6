"""Words of status that pages, mails and papers share: a mark's class and its sentence, with counted working days."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

# The state of a deadline (domain.md §3) → the class of its mark (docs/look.md, “Status”).
MARKS = {
    "upcoming": "next",
    "soon": "soon",
    "today": "today",
    "met": "met",
    "met_late": "late",
    "overdue": "overdue",
    "waived": "next",
    "suspended": "next",
}


def working_days(count: int) -> str:
    """5 working days"""
    return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}


def working_days_left(count: int) -> str:
    """5 working days left"""
    return ngettext("%(count)s working day left", "%(count)s working days left", count) % {"count": count}


def working_days_late(count: int) -> str:
    """1 working day late"""
    return ngettext("%(count)s working day late", "%(count)s working days late", count) % {"count": count}


def met_late(count: int) -> str:
    """Met late, 2 working days"""
    return ngettext("Met late, %(count)s working day", "Met late, %(count)s working days", count) % {"count": count}


def deadline_words(state: str, days: int | None = None) -> str:
    """The sentence beside a deadline's mark. `days`: working days left or late, where the state has them.

    Raises KeyError for a state that domain.md §3 does not know.
    """
    if state in ("upcoming", "soon") and days:
        return working_days_left(days)
    if state == "overdue" and days:
        return working_days_late(days)
    if state == "met_late" and days:
        return met_late(days)
    return {
        "upcoming": _("Not begun"),
        "soon": _("Due soon"),
        "today": _("Due today"),
        "met": _("Met"),
        "met_late": _("Met late"),
        "overdue": _("Overdue"),
        "waived": _("No longer required"),
        "suspended": pgettext("deadline", "Suspended"),
    }[state]
