"""The list of teachers as a workbook."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from common import spreadsheets
from schools.people.models import CategoryLevel


def export(rows: Iterable[Any], levels: Mapping[int, CategoryLevel]) -> bytes:
    """The columns of the page, names in parts so that the file can be brought in again.

    rows: stays with the columns that `teachers_of` adds.
    """
    header = [
        _("Personnel number"),
        _("Surname"),
        _("Given name"),
        _("Patronymic"),
        _("Subject"),
        _("Category"),
        _("Valid until"),
        _("Date of hire"),
        _("Last day at the school"),
        _("Rate"),
        _("First time in a school"),
    ]
    lines = [
        [
            row.personnel_number,
            row.user.surname,
            row.user.given_name,
            row.user.patronymic,
            row.subject_name,
            levels[row.level_id].name if row.level_id else "",
            row.level_until,
            row.hired_on,
            row.left_on,
            row.rate,
            _("yes") if row.first_time else _("no"),
        ]
        for row in rows
    ]
    return spreadsheets.xlsx(header, lines, title=_("Teachers"))
