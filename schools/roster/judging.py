"""What the cells of a column say of the column: the header alone is not believed (pure)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from schools.roster import cell_categories, cell_dates
from schools.roster.cell_dates import Order
from schools.roster.cells import LONGEST_VALUE, text
from schools.roster.columns import PERCENT, Head
from schools.roster.reading import Table

LOOKED_AT = 200
"""Rows below the header whose cells say what a column holds."""

DATES = ("hired_on", "granted_on", "valid_until")
_NATIONAL_ID = re.compile(r"\d{12}")
_ID_HEADER = re.compile(r"\b(иин|жсн|iin)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Manner:
    """How the columns of one sheet write: the order of day and month by field, and the fields whose percentages are
    written as shares of one (0.69)."""

    orders: Mapping[str, Order]
    shares: frozenset[str] = frozenset()


def corrected(table: Table, head: Head) -> Head:
    """The header as its cells bear it out: one column for a category and its date, whole names under “Фамилия”, and
    columns of national ID numbers left out."""
    columns = dict(head.columns)
    ids = tuple(x for x in range(_width(table, head)) if _holds_ids(table, head, x))
    columns = {name: x for name, x in columns.items() if x not in ids}
    for name, other in (("category", "granted_on"), ("granted_on", "category")):
        x = columns.get(name)
        if x is None or (other in columns and columns[other] != x):
            continue
        with_words, with_dates = _categories(table, head, x)
        if with_words and with_dates:
            columns |= {"category": x, "granted_on": x}
            if "valid_until" not in columns and _have_ends(table, head, x):
                columns["valid_until"] = x
        elif with_words or with_dates:
            columns.pop("granted_on" if with_words else "category", None)
            columns["category" if with_words else "granted_on"] = x
        break
    if "surname" in columns and not {"given_name", "full_name"} & columns.keys():
        names = [found for cell in _cells(table, head, columns["surname"]) if (found := text(cell))]
        if sum(" " in name for name in names) * 2 > len(names):
            columns["full_name"] = columns.pop("surname")
    return replace(head, columns=columns, national_ids=ids)


def manner(table: Table, head: Head, columns: Mapping[str, int], answered: Mapping[str, str]) -> Manner:
    """How the mapped columns write. answered: field → the order of day and month that a person has named."""
    orders = {
        name: Order(answered[name])
        if answered.get(name) in (Order.DAY_FIRST, Order.MONTH_FIRST)
        else cell_dates.order_of(_written(table, head, columns[name]))
        for name in DATES
        if name in columns
    }
    shares = frozenset(
        name
        for name, x in columns.items()
        if name.startswith(f"{PERCENT}:") and _are_shares(_cells(table, head, x, all_rows=True))
    )
    return Manner(orders, shares)


def _categories(table: Table, head: Head, x: int) -> tuple[bool, bool]:
    """Whether the cells of a column name categories, and whether they hold dates."""
    cells = [cell for cell in _cells(table, head, x) if text(cell)]
    typed = [cell for cell in cells if isinstance(cell, str)]
    with_words = any(cell_categories.speaks_of_one(cell) for cell in typed)
    with_dates = len(typed) < len(cells) or any(cell_dates.in_text(cell) for cell in typed)
    return with_words, with_dates


def _have_ends(table: Table, head: Head, x: int) -> bool:
    """Whether a cell of categories also says until when one is valid."""
    return any(
        "valid_until" in cell_categories.parts(cell) for cell in _cells(table, head, x) if isinstance(cell, str)
    )


def _written(table: Table, head: Head, x: int) -> Iterable[str]:
    for cell in _cells(table, head, x, all_rows=True):
        if isinstance(cell, str):
            shown = text(cell)
            found = cell_dates.in_text(shown)
            yield found[0][1] if len(found) == 1 else shown


def _are_shares(cells: Iterable[Any]) -> bool:
    """Whether all percentages of a column are written as shares of one."""
    numbers = [found for cell in cells if (found := _number(text(cell).replace(",", "."))) is not None]
    return bool(numbers) and all(0 <= number <= 1 for number in numbers) and any(numbers)


def _number(shown: str) -> Decimal | None:
    return Decimal(shown) if re.fullmatch(r"\d{1,4}(\.\d{1,9})?", shown) else None


def _holds_ids(table: Table, head: Head, x: int) -> bool:
    """A column named so, or most of whose cells are twelve digits."""
    if x < len(head.texts) and _ID_HEADER.search(head.texts[x]):
        return True
    found = [shown for cell in _cells(table, head, x) if (shown := text(cell))]
    return bool(found) and sum(bool(_NATIONAL_ID.fullmatch(shown)) for shown in found) * 2 > len(found)


def _width(table: Table, head: Head) -> int:
    return max([len(head.texts), *(len(row) for row in table.rows[head.row + 1 : head.row + 1 + LOOKED_AT])])


def _cells(table: Table, head: Head, x: int, *, all_rows: bool = False) -> Iterable[Any]:
    end = None if all_rows else head.row + 1 + LOOKED_AT
    for row in table.rows[head.row + 1 : end]:
        if x < len(row) and row[x] not in (None, "") and not _is_long(row[x]):
            yield row[x]


def _is_long(cell: Any) -> bool:
    """Such a text is not looked at: it is no value of any field."""
    return isinstance(cell, str) and len(cell) > LONGEST_VALUE
