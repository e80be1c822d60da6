"""The kinds of papers by name, and what those hold that were made before it was noted with each of them."""

from collections.abc import Iterable
from types import MappingProxyType

from reports.papers.base import Paper
from reports.papers.order import AssignmentOrder
from reports.papers.records import Record
from reports.papers.year_end_report import YearEndReport, YearEndSummary

KINDS: MappingProxyType[str, type[Paper]] = MappingProxyType(
    {kind.kind: kind for kind in (AssignmentOrder, YearEndReport, YearEndSummary)}
)
# Reports used to print the self-rating of each criterion, and how far it was from the mentor's.
EARLIER: MappingProxyType[str, tuple[Record, ...]] = MappingProxyType(
    {"report": (*YearEndReport.records, Record.SELF_RATING)}
)


def held(kind: str, noted: Iterable[str]) -> tuple[Record, ...] | None:
    """What the bytes of a paper hold. noted: what was kept with them, nothing for those made before.

    None for a record that this version does not know: nobody opens what nobody can judge.
    """
    try:
        names = tuple(Record(name) for name in noted)
    except ValueError:
        return None
    return names or EARLIER.get(kind) or KINDS[kind].records
