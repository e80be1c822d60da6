"""Tables as files: xlsx in which a string stays a string."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60


def xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """A workbook of one sheet. Texts are written as texts, whatever they begin with; dates and numbers as such."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd.mm.yyyy",
    }
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(sheet_name(title))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        widths = [len(text) for text in header]
        for x, text in enumerate(header):
            sheet.write_string(0, x, text, bold)
        for y, row in enumerate(rows, start=1):
            for x, value in enumerate(row):
                _write(sheet, y, x, value)
                widths[x] = max(widths[x], len(str(value)) if value is not None else 0)
        for x, width in enumerate(widths):
            sheet.set_column(x, x, min(max(width + 2, 8), WIDEST))
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def _write(sheet: Any, y: int, x: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(y, x, value.replace(tzinfo=None))
    elif isinstance(value, date):
        sheet.write_datetime(y, x, datetime(value.year, value.month, value.day))  # noqa: DTZ001  a date has no zone
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(y, x, value)
    else:
        sheet.write_string(y, x, str(value))


def sheet_name(title: str) -> str:
    """A sheet's name: at most 31 letters, without the signs that are forbidden there."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "1"
