"""All kinds of papers. A new one is a module with its dataclass, a template, and a line here."""

from types import MappingProxyType

from reports.papers.base import Paper
from reports.papers.order import AssignmentOrder
from reports.papers.year_end_report import YearEndReport, YearEndSummary

PAPERS: MappingProxyType[str, type[Paper]] = MappingProxyType(
    {paper.kind: paper for paper in (AssignmentOrder, YearEndReport, YearEndSummary)}
)


def paper_of(kind: str) -> type[Paper]:
    """The dataclass of that kind. Raises LookupError for a kind that does not exist."""
    try:
        return PAPERS[kind]
    except KeyError:
        raise LookupError(f"There is no paper of the kind “{kind}”") from None
