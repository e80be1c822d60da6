"""No page makes more than 25 queries, none grows with its rows; first view 90 KB over the wire, then 30 KB."""

import pytest

from tests.factories.world import World, grow
from tests.guards.budget import FIRST_VIEW, LATER_VIEW, MOST_QUERIES, costs

pytestmark = pytest.mark.once
TIMES = 30


def test_every_page_keeps_its_budget(here: World):
    few = costs(here)
    grow(here, TIMES)
    many = costs(here)
    faults = []
    for page, cost in many.items():
        if cost.queries > MOST_QUERIES or cost.queries != few[page].queries:
            faults.append(f"{page}: {few[page].queries} queries, with more rows {cost.queries}")
        if cost.first > FIRST_VIEW or cost.page > LATER_VIEW:
            faults.append(f"{page}: {cost.page / 1024:.1f} KB, at first {cost.first / 1024:.1f} KB")
    assert not faults, "\n".join(faults)
