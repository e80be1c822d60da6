"""The sheets of a file: which of them hold people, which are read, and why the others are not (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schools.roster import columns, judging, reading
from schools.roster.cell_dates import Order
from schools.roster.cells import text
from schools.roster.reading import Unreadable
from schools.roster.rows import Row

HIDDEN, NO_HEADER, NO_ROWS, NOT_CHOSEN = "hidden", "no_header", "no_rows", "not_chosen"


@dataclass(frozen=True)
class Sheet:
    """One sheet with its header, as its cells bear it out. index: its place in the file."""

    table: reading.Table
    head: columns.Head
    index: int

    @property
    def total(self) -> int:
        """Rows below the header."""
        return max(0, len(self.table.rows) - self.head.row - 1)

    @property
    def is_complete(self) -> bool:
        """Whether the header alone says where name and date of hire stand."""
        return not columns.check(self.head.columns)


@dataclass(frozen=True)
class Listed:
    """A sheet as it is named to a person. why: HIDDEN, NO_HEADER, NO_ROWS or NOT_CHOSEN for one that is not read."""

    index: int
    name: str
    rows: int
    why: str


@dataclass(frozen=True)
class Book:
    """The sheets that are read, the first of them leading, and all sheets by name."""

    sheets: tuple[Sheet, ...]
    listed: tuple[Listed, ...]

    @property
    def lead(self) -> Sheet:
        return self.sheets[0]

    @property
    def total(self) -> int:
        return sum(sheet.total for sheet in self.sheets)

    def sheet_of(self, row: Row) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.index == row.sheet)

    def cells_of(self, row: Row) -> list[str]:
        """The row as it was read, without national ID numbers."""
        sheet = self.sheet_of(row)
        ids = sheet.head.national_ids
        return ["" if x in ids else text(cell) for x, cell in enumerate(sheet.table.rows[row.number - 1])]

    def place(self, row: Row) -> str:
        """Its number, and the name of its sheet where several are read."""
        return f"{self.sheet_of(row).table.name}: {row.number}" if len(self.sheets) > 1 else str(row.number)

    def columns_of(self, sheet: Sheet, mapped: Mapping[str, int]) -> Mapping[str, int]:
        """The columns of a sheet: as a person mapped those of the leading one, where the header is the same."""
        same = sheet is self.lead or sheet.head.texts == self.lead.head.texts
        return mapped if same else sheet.head.columns


@dataclass(frozen=True)
class Question:
    """Something to say about the whole file or a column. Of the codes only `date_order` waits for an answer."""

    code: str
    field: str = ""
    column: int | None = None
    count: int = 0


def open_book(content: bytes, wanted: Sequence[int] | None = None) -> Book:
    """The file with the sheets that are read: those that were chosen, else all visible ones whose header is complete,
    else the one that fits best. Raises Unreadable, also where no row can be the header."""
    found = [
        Sheet(table, judging.corrected(table, columns.head(table)), index)
        for index, table in enumerate(reading.read(content))
    ]
    filled = [sheet for sheet in found if columns.has_rows(sheet.table, sheet.head)]
    chosen = [sheet for sheet in filled if wanted is not None and sheet.index in wanted]
    if not chosen:
        visible = [sheet for sheet in filled if not sheet.table.is_hidden]
        if not visible:
            raise Unreadable("no_rows")
        chosen = [sheet for sheet in visible if sheet.is_complete]
        chosen = chosen or [max(visible, key=lambda sheet: len(sheet.head.columns))]
    if not columns.has_header(chosen[0].table, chosen[0].head):
        raise Unreadable("no_header")
    return Book(tuple(chosen), tuple(_listed(sheet, filled, chosen) for sheet in found))


def questions(
    book: Book, mapped: Mapping[str, int], rows: Sequence[Row], answered: Mapping[str, str]
) -> list[Question]:
    """What is to be said of the file beside its rows."""
    found: list[Question] = []
    if letters := book.lead.table.letters:
        found.append(Question(f"letters_{letters}"))
    for sheet in book.sheets:
        names = book.columns_of(sheet, mapped)
        orders = judging.manner(sheet.table, sheet.head, names, answered).orders
        asked = [name for name, order in orders.items() if order is Order.ASK or name in answered]
        found += [
            Question("date_order", name, names[name]) for name in asked if name not in {one.field for one in found}
        ]
    found += [Question("national_ids", "", column) for column in book.lead.head.national_ids]
    if hidden := sum(row.is_hidden for row in rows):
        found.append(Question("hidden_rows", count=hidden))
    return found


def _listed(sheet: Sheet, filled: Sequence[Sheet], chosen: Sequence[Sheet]) -> Listed:
    if sheet in chosen:
        why = ""
    elif sheet.table.is_hidden:
        why = HIDDEN
    elif sheet not in filled:
        why = NO_ROWS
    else:
        why = NOT_CHOSEN if sheet.is_complete else NO_HEADER
    return Listed(sheet.index, sheet.table.name, sheet.total if sheet in filled else 0, why)
