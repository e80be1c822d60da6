"""No file of the house imports another in a circle, not even inside a function (docs/architecture.md)."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

HOUSE = ("config", "demonstration", "reports", "mentoring", "schools", "common", "ops")


@pytest.mark.once
def test_no_file_imports_another_in_a_circle() -> None:
    graph = grimp.build_graph(*HOUSE, exclude_type_checking_imports=True, cache_dir=None)
    uses = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    circle: list[str] = []
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as found:
        circle = found.args[1]
    assert circle == []
