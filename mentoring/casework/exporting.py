"""The list of mentorships as a workbook."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from common import spreadsheets
from common.words import deadline_words
from mentoring.mentorships.models import Pairing
from schools.people.models import CategoryLevel
from schools.people.teachers.selectors import levels_on


def export(rows: Iterable[Any]) -> bytes:
    """The columns of the page, and what a department asks for; rows: cases as `lists.shown` gives them."""
    rows = list(rows)
    pairs = [(row.pairing.mentor_id, row.pairing.order.signed_on) for row in rows if row.pairing]
    levels = levels_on(pairs)
    header = [
        _("Surname"),
        _("Given name"),
        _("Patronymic"),
        _("Subject"),
        _("Date of hire"),
        _("Mentor"),
        _("Category of the mentor"),
        _("Order number"),
        _("Date of the order"),
        _("Mentored from"),
        _("Mentored until"),
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
            *_of_pairing(row.pairing, levels),
            row.get_state_display(),
            row.next_due,
            deadline_words(row.now.state, row.now.days) if row.now else "",
        ]
        for row in rows
    ]
    return spreadsheets.xlsx(header, lines, title=_("Mentorships"))


def _of_pairing(pairing: Pairing | None, levels: Mapping[tuple[int, date], CategoryLevel]) -> list[Any]:
    """Mentor, the category on the day of the order, the order, from when to when."""
    if pairing is None:
        return [""] * 6
    order = pairing.order
    level = levels.get((pairing.mentor_id, order.signed_on))
    until = pairing.ended_on or pairing.planned_end
    held = level.name if level else ""
    return [pairing.mentor.user.full_name, held, order.full_number, order.signed_on, pairing.starts_on, until]
