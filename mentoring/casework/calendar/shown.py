"""An academic year on the pages that list it."""

from dataclasses import dataclass
from datetime import date

from schools.calendar.rules import AcademicYear
from schools.calendar.words import year_source, year_spans


@dataclass(frozen=True)
class ShownYear:
    """The year, and whether the school has its own dates for it."""

    year: AcademicYear
    differs: bool = False

    @property
    def spans(self) -> list[tuple[str, date, date]]:
        return year_spans(self.year)

    @property
    def source(self) -> str:
        return year_source(self.year)
