"""Small counts stay hidden: by the rule, and by trying to work them out from what is shown."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reports.overview.rules import FLOOR, protect

LARGEST = 8
counts = st.integers(min_value=0, max_value=LARGEST)
small_tables = st.sampled_from([(1, 2), (2, 1), (2, 2), (1, 3)]).flatmap(
    lambda shape: st.lists(
        st.lists(counts, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=1, max_size=12)
)


def full(inner):
    table = [[*row, sum(row)] for row in inner]
    return [*table, [sum(column) for column in zip(*table, strict=True)]]


def test_large_figures_stay():
    assert protect([[12, 9], [30, 8]]) == [[12, 9, 21], [30, 8, 38], [42, 17, 59]]


def test_one_small_figure_takes_its_neighbours_along():
    assert protect([[12, 3], [30, 8]]) == [[None, None, 15], [None, None, 38], [42, 11, 53]]


def test_a_school_without_new_teachers_is_not_told_from_one_with_few():
    shown = protect([[0, 0], [1, 2], [9, 11]])
    assert shown[0] == shown[1]


@given(tables)
def test_nothing_below_the_floor_is_shown_and_what_is_shown_is_true(inner):
    for shown, true in zip(protect(inner), full(inner), strict=True):
        for cell, count in zip(shown, true, strict=True):
            assert cell is None or (cell == count and cell >= FLOOR)


@given(small_tables)
def test_no_hidden_figure_can_be_worked_out(inner):
    """A second way: tables that agree with what is shown; each hidden figure must differ among them.

    A figure that is shown is what it is, so only the hidden ones are tried; two values of each are enough to know.
    """
    shown = protect(inner)
    width = len(inner[0])
    places = [(row, column) for row, line in enumerate(shown) for column in range(len(line))]
    possible: dict[tuple[int, int], set[int]] = {at: set() for at in places if shown[at[0]][at[1]] is None}
    tried = [range(2 * LARGEST + 1) if count is None else (count,) for row in shown[:-1] for count in row[:-1]]
    for numbers in product(*tried):
        guess = full([list(numbers[at : at + width]) for at in range(0, len(numbers), width)])
        if all(shown[row][column] in (None, guess[row][column]) for row, column in places):
            for row, column in possible:
                possible[row, column].add(guess[row][column])
            if all(len(values) > 1 for values in possible.values()):
                break
    assert all(len(values) > 1 for values in possible.values())
