"""What stands in a cell, as an office writes it: dates in many forms, numbers, yes and no, categories, names (pure).

Each reader takes the cell as read and returns a value, or None for an empty cell: an empty cell says nothing and
changes nothing. What cannot be right raises `Wrong` with a code; `schools.roster.words` makes the sentence.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from common.faults import Doubt, Wrong
from common.names import fold
from schools.people import personal
from schools.people.personal import NOTHING, tidy
from schools.roster import cell_categories, cell_dates
from schools.roster.cell_dates import Order

YES = {"да", "иә", "ия", "yes", "true", "1", "+", "v", "✓", "впервые", "алғаш", "алғаш рет", "first time"}
NO = {"нет", "жоқ", "no", "false", "0", "-", "–", "—"}

LONGEST_VALUE = 300
"""Characters that any field may hold; a longer text is not looked at."""


def text(cell: Any) -> str:
    """What a person sees in the cell, spaces tidied: 12 for 12.0, 25.08.2026 for a date."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d.%m.%Y")
    typed = cell if isinstance(cell, str) else str(cell)
    return tidy(typed)


def day(cell: Any, order: Order = Order.DAY_FIRST) -> date | None:
    """A date in any of the forms of `cell_dates.day`. order: how the column writes day and month."""
    plain = _plain(cell)
    return None if plain is None else cell_dates.day(plain, order)


def year(cell: Any, today: date | None = None) -> int | None:
    """A year, alone, with its word, or of a whole date; with `today` also the years of experience until then."""
    plain = _plain(cell)
    return None if plain is None else cell_dates.year(plain, today)


def _plain(cell: Any) -> str | float | date | None:
    """The cell as a reader of dates takes it; None for nothing."""
    if isinstance(cell, datetime | date | int | float) and not isinstance(cell, bool):
        return cell
    shown = text(cell)
    return None if not shown or fold(shown) in NOTHING else shown


def count(cell: Any) -> int | None:
    """Pupils: a whole number from 0 to 5000."""
    shown = text(cell)
    if not shown or shown in NOTHING:
        return None
    if not re.fullmatch(r"\d{1,5}", shown) or int(shown) > 5000:
        raise Wrong("no_count")
    return int(shown)


def rate(cell: Any) -> Decimal | None:
    """A share of a full post, over 0 and at most 3: 1,25 or 0.5 or “1 ставка”."""
    shown = re.sub(r"\s?(ставк\w*|ст|мөлшерлеме)\.?$", "", fold(text(cell))).replace(",", ".")
    if not shown:
        return None
    try:
        found = Decimal(shown)
    except InvalidOperation as error:
        raise Wrong("no_number") from error
    if not found.is_finite() or not 0 < found <= 3:
        raise Wrong("rate_out")
    return found.quantize(Decimal("0.01"))


def yes_no(cell: Any) -> bool | None:
    shown = fold(text(cell))
    if not shown:
        return None
    if shown in YES:
        return True
    if shown in NO:
        return False
    raise Wrong("no_yes_no")


def category(cell: Any, known: Mapping[str, str]) -> str | None:
    """The code of a category. `known`: `category_key` of each name → code."""
    return cell_categories.code_of(text(cell), known)


category_key = cell_categories.key


def percent(cell: Any, *, is_share: bool = False) -> Decimal | None:
    """Quality of knowledge in percent: 69, “75,6 %”; as a share of one where the column is written so. 0 to 100."""
    shown = text(cell).rstrip("% ").replace(",", ".")
    if not shown or shown in NOTHING:
        return None
    try:
        found = Decimal(shown) * (100 if is_share else 1)
    except InvalidOperation as error:
        raise Wrong("no_percent") from error
    if not found.is_finite() or not 0 <= found <= 100:
        raise Wrong("no_percent")
    if 0 < found <= 1 and not is_share and "%" not in text(cell):
        raise Doubt("percent_small", percent=f"{found * 100:.0f}")
    return found.quantize(Decimal("0.01"))


def _of_person(reader: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A reader of what is seen as a reader of cells."""
    return lambda cell: reader(text(cell))


def number_key(number: str) -> str:
    """How personnel numbers are compared: a spreadsheet eats leading zeros."""
    return fold(number).lstrip("0")


READERS: Mapping[str, Callable[[Any], Any]] = {
    **{name: _of_person(reader) for name, reader in personal.READERS.items()},
    "subject": _of_person(personal.words),
    "granted_on": day,
    "valid_until": day,
    "teaching_since": year,
    "hired_on": day,
    "rate": rate,
    "first_time": yes_no,
}
