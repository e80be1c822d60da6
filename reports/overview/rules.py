"""Hides small counts of a table so that nobody can be recognised, and none can be worked out from the rest.

Source: domain, section 11 ("cells below 5 read '<5', with secondary suppression").
"""

from collections.abc import Iterator, Sequence

FLOOR = 5

Cell = tuple[int, int]
Hidden = set[Cell]


def protect(counts: Sequence[Sequence[int]], floor: int = FLOOR) -> list[list[int | None]]:
    """The table with a total column and a total row; None where a figure must not be shown.

    `counts` are the inner figures, a row per school, one at least. Hidden is every figure below `floor`, and then as many more as
    it takes that in no row and no column the hidden ones can be worked out from the shown total: of a line's figures
    (its total among them) none is hidden, or at least two whose sum is not below `floor` itself.
    """
    table = [[*row, sum(row)] for row in counts]
    table.append([sum(column) for column in zip(*table, strict=True)])
    hidden = {(row, column) for row, line in enumerate(table) for column, count in enumerate(line) if count < floor}
    while any(_hide_more(table, line, hidden, floor) for line in _lines(table)):
        pass
    return [
        [None if (row, column) in hidden else count for column, count in enumerate(line)]
        for row, line in enumerate(table)
    ]


def _lines(table: list[list[int]]) -> Iterator[list[Cell]]:
    """Every row and column, its total last."""
    for row, line in enumerate(table):
        yield [(row, column) for column in range(len(line))]
    for column in range(len(table[0])):
        yield [(row, column) for row in range(len(table))]


def _hide_more(table: list[list[int]], line: list[Cell], hidden: Hidden, floor: int) -> bool:
    """Hide one more figure of the line where it would give a hidden one away; whether it did."""
    *parts, total = line
    gone = [cell for cell in parts if cell in hidden]
    if total in hidden:
        safe = bool(gone) or not parts
    else:
        safe = not gone or (len(gone) > 1 and sum(table[row][column] for row, column in gone) >= floor)
    shown = [cell for cell in line if cell not in hidden]
    if safe or not shown:
        return False
    # The smallest costs the reader least; the total goes last of all.
    hidden.add(min(shown, key=lambda cell: (cell == total, table[cell[0]][cell[1]], cell)))
    return True
