"""Sums of self-ratings that give no single rating away."""

from itertools import product

import pytest

from mentoring.library.criteria import BY_MENTOR, CODES, LEVELS
from reports.papers.year_end_report.self_sums import groups, self_sums

GROUPS = dict(groups())


def test_each_criterion_but_the_strain_is_in_one_sum_of_three_and_more():
    found = [code for codes in GROUPS.values() for code in codes]
    assert sorted(found) == sorted(BY_MENTOR)
    assert min(len(codes) for codes in GROUPS.values()) == 3
    assert ("design", "analytical") in GROUPS


@pytest.mark.parametrize("components", GROUPS, ids="-".join)
def test_from_what_is_printed_no_single_rating_can_be_told(components):
    """Every way to rate a group, by what is printed of it: each criterion may then have one of three levels or more."""
    codes = GROUPS[components]
    possible: dict[str, list[set[int]]] = {}
    for levels in product(LEVELS, repeat=len(codes)):
        (row,) = self_sums(dict(zip(codes, levels, strict=True)), {})
        seen = possible.setdefault(str(row.before), [set() for _ in codes])
        for place, level in enumerate(levels):
            seen[place].add(level)
    assert len(possible) > 5, "nothing is printed any more"
    assert {printed: min(map(len, seen)) for printed, seen in possible.items() if min(map(len, seen)) < 3} == {}


def test_a_sum_is_told_as_it_is_and_its_ends_are_not():
    three = ("D01", "D02", "D12")
    printed = [str(self_sums(dict(zip(three, levels, strict=True)), {})[0].before) for levels in
            [(0, 0, 0), (1, 1, 0), (1, 1, 1), (3, 3, 3), (4, 3, 3), (4, 4, 4)]]  # fmt: skip
    assert printed == ["at most 2", "at most 2", "3", "9", "at least 10", "at least 10"]


def test_where_one_rating_is_missing_there_is_no_sum():
    assert self_sums({"D01": 2, "D02": 2}, {"D05": 1, "D13": 4}) == ()
    (row,) = self_sums({"D01": 2, "D02": 2}, {"D01": 2, "D02": 3, "D12": 3})
    assert (row.before, str(row.after), row.criteria, row.highest) == (None, "8", 3, 12)


def test_the_strain_is_in_no_sum():
    whole = dict.fromkeys(CODES, 2)
    assert [str(row.before) for row in self_sums(whole | {"D10": 0}, {})] == [
        str(row.before) for row in self_sums(whole | {"D10": 4}, {})
    ]
