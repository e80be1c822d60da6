"""The department's table as a workbook: what the page shows, hidden figures hidden."""

from django.utils.translation import gettext as _

from common import spreadsheets
from reports.overview.selectors import Overview, SchoolRow


def export(found: Overview, title: str) -> bytes:
    """One row a school, and the totals. title: of the sheet."""
    header = [
        _("School"),
        _("New teachers"),
        _("No mentor yet"),
        _("Introductory"),
        _("Main"),
        _("Final"),
        _("Over"),
        _("Steps overdue today"),
        _("Steps done"),
        _("Steps done in time"),
    ]
    lines = [_line(row.school.name, row) for row in found.rows]
    return spreadsheets.xlsx(header, [*lines, _line(_("All schools"), found)], title=title)


def _line(name: str, row: SchoolRow | Overview) -> list[str | int]:
    hidden = _("hidden")
    counts = [hidden if count is None else count for count in (row.novices, *row.stages)]
    return [name, *counts, row.overdue, row.met, row.in_time]
