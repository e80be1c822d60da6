"""The list of teachers as a workbook."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common import spreadsheets
from common.numbers import decimal_number, percent_number
from schools.people.models import CategoryLevel, YearResult


def export(rows: Iterable[Any], levels: Mapping[int, CategoryLevel], results: Mapping[int, YearResult]) -> bytes:
    """The columns of the page, names in parts so that the file can be brought in again.

    rows: stays with the columns that `teachers_of` adds. results: of the latest year, by stay.
    """
    header = [
        _("Personnel number"),
        _("Surname"),
        _("Given name"),
        _("Patronymic"),
        _("Subject"),
        _("Category"),
        _("Category granted on"),
        _("Category valid until"),
        _("Date of hire"),
        _("Last day at the school"),
        _("Rate"),
        _("First time in a school"),
        _("E-mail"),
        _("Phone"),
        _("Quality of knowledge"),
    ]
    lines = [
        [
            row.personnel_number,
            row.user.surname,
            row.user.given_name,
            row.user.patronymic,
            row.subject_name,
            levels[row.level_id].name if row.level_id else "",
            row.level_granted,
            row.level_until,
            row.hired_on,
            row.left_on,
            row.rate,
            _("yes") if row.first_time else _("no"),
            row.user.email,
            row.user.phone,
            _quality(results.get(row.pk)),
        ]
        for row in rows
    ]
    return spreadsheets.xlsx(header, lines, title=_("Teachers"))


def _quality(result: YearResult | None) -> str:
    """“2025/26: 80.2 % (97 of 121)”; a percentage without counts as the school gave it."""
    if result is None:
        return ""
    if result.pupils is None or result.good is None:
        return f"{result.title}: {decimal_number(result.percent or Decimal(0))} %"
    counts = _("%(part)s of %(whole)s") % {"part": result.good, "whole": result.pupils}
    share = percent_number(result.good, result.pupils) if result.pupils else "0"
    return f"{result.title}: {share} % ({counts})"
