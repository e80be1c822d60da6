"""The academic year: teaching, vacations, and the four quarters between them.

The year runs from 1 September to 31 August; teaching is shorter. A quarter begins the day after a vacation and ends
the day before the next one, weekends included.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from schools.calendar.rules.days import ONE_DAY


@dataclass(frozen=True, slots=True)
class Vacation:
    """A pupils' vacation, both ends inclusive. `first_grade` marks the extra one that only first-graders have."""

    code: str
    first: date
    last: date
    first_grade: bool = False


@dataclass(frozen=True, slots=True)
class Quarter:
    """One of the four quarters, both ends inclusive."""

    number: int
    first: date
    last: date

    def __contains__(self, on: date) -> bool:
        return self.first <= on <= self.last


@dataclass(frozen=True)
class AcademicYear:
    """One academic year, as the country sets it or as a school differs.

    `estimate` is True until the operator has confirmed the dates; `source` names where they come from.
    Raises ValueError unless exactly three vacations for all pupils lie inside the teaching, one after another.
    """

    start_year: int
    teaching_from: date
    teaching_to: date
    vacations: tuple[Vacation, ...]
    estimate: bool = True
    source: str = ""

    def __post_init__(self) -> None:
        edges = [self.first, self.teaching_from]
        for vacation in self.vacations_for_all:
            edges += [vacation.first, vacation.last]
        edges += [self.teaching_to, self.last]
        if len(self.vacations_for_all) != 3 or edges != sorted(edges):
            raise ValueError(f"{self.title}: three vacations are needed, in order and inside the teaching")

    @property
    def first(self) -> date:
        """1 September."""
        return date(self.start_year, 9, 1)

    @property
    def last(self) -> date:
        """31 August."""
        return date(self.start_year + 1, 8, 31)

    @property
    def title(self) -> str:
        """As it is written: 2026/27."""
        return f"{self.start_year}/{(self.start_year + 1) % 100:02d}"

    @cached_property
    def vacations_for_all(self) -> tuple[Vacation, ...]:
        """The vacations between the quarters."""
        return tuple(sorted((v for v in self.vacations if not v.first_grade), key=lambda v: v.first))

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """The four quarters."""
        begins = [self.teaching_from, *(v.last + ONE_DAY for v in self.vacations_for_all)]
        ends = [*(v.first - ONE_DAY for v in self.vacations_for_all), self.teaching_to]
        return tuple(Quarter(n, a, b) for n, (a, b) in enumerate(zip(begins, ends, strict=True), start=1))

    def __contains__(self, on: date) -> bool:
        return self.first <= on <= self.last

    def quarter(self, number: int) -> Quarter:
        """The quarter with that number, 1 to 4."""
        return self.quarters[number - 1]

    def quarter_of(self, on: date) -> Quarter | None:
        """The quarter that holds the day; None in a vacation and outside the teaching."""
        return next((quarter for quarter in self.quarters if on in quarter), None)
