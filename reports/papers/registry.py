"""All kinds of papers. A new one is a module with its dataclass, a template, and a line here."""

from types import MappingProxyType

from reports.papers.base import Paper
from reports.papers.order import AssignmentOrder
from reports.papers.year_end_report import YearEndReport, YearEndSummary

PAPERS: MappingProxyType[str, type[Paper]] = MappingProxyType(
    {paper.kind: paper for paper in (AssignmentOrder, YearEndReport, YearEndSummary)}
)
