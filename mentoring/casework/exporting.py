"""The list of mentorships as a workbook."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from common import spreadsheets
from common.words import deadline_words


def export(rows: Iterable[Any]) -> bytes:
    """The columns of the page; rows: cases as `lists.shown` gives them."""
    header = [
        _("Surname"),
        _("Given name"),
        _("Patronymic"),
        _("Subject"),
        _("Date of hire"),
        _("Mentor"),
        _("Stage"),
        _("Next date"),
        _("Status"),
    ]
    lines = [
        [
            row.novice.user.surname,
            row.novice.user.given_name,
            row.novice.user.patronymic,
            row.novice.subject_name,
            row.novice.hired_on,
            row.pairing.mentor.user.full_name if row.pairing else "",
            row.get_state_display(),
            row.next_due,
            deadline_words(row.now.state, row.now.days) if row.now else "",
        ]
        for row in rows
    ]
    return spreadsheets.xlsx(header, lines, title=_("Mentorships"))
