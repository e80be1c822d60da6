"""E3: quality of knowledge over the last years, as fractions that are never rounded. Pure (domain, section 5)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mentoring.appointment.rules.facts import Answer, Evidence, Facts, RuleResult, Source, YearFact, worst
from mentoring.regulations.schema import RuleSetValues


def last_years(on: date, count: int) -> tuple[int, ...]:
    """The years in which the last finished academic years began, the earliest first.

    From August on, the year whose lessons ended in May is finished; before, the one before it is the last.
    """
    running = on.year if on.month >= 8 else on.year - 1
    return tuple(range(running - count, running))


def quality(facts: Facts, values: RuleSetValues, on: date) -> RuleResult:
    """Each year, or their mean, or all pupils together, held against floor and target.

    A year below the floor fails even when another is missing; a missing year, or a subject without marks, is unknown.
    """
    floor, target = limits(facts, values)
    judge = _Judge(floor, target, values.e3_bound.value)
    source = Source.of(values.e3_floor)
    limit = Evidence("quality.limits", _limits_shown(facts, values))
    if facts.subject is not None and not facts.subject.has_marks:
        return RuleResult("E3", Answer.UNKNOWN, (Evidence("quality.no_marks", answer=Answer.UNKNOWN), limit), source)
    known = {fact.year: fact for fact in facts.results if fact.pupils > 0}
    percents = {fact.year: fact.percent for fact in facts.results if fact.percent is not None}
    years = last_years(on, values.e3_years.value)
    each = values.e3_aggregate.value == "each"
    evidence = tuple(_year(year, known.get(year), judge if each else None, percents.get(year)) for year in years)
    if each:
        return RuleResult("E3", worst(line.answer for line in evidence), (*evidence, limit), source)
    counted = [known[year] for year in years if year in known]
    if len(counted) < len(years):
        return RuleResult("E3", Answer.UNKNOWN, (*evidence, limit), source)
    share = mean(counted) if values.e3_aggregate.value == "mean" else pooled(counted)
    answer = judge.answer(share)
    together = Evidence(
        f"quality.{values.e3_aggregate.value}", {"part": share.numerator, "whole": share.denominator}, answer
    )
    return RuleResult("E3", answer, (*evidence, together, limit), source)


def limits(facts: Facts, values: RuleSetValues) -> tuple[int, int]:
    """Floor and target in percent; a small school (a legal status) has its own."""
    if facts.is_small_school:
        return values.e3_small_floor.value, values.e3_small_target.value
    return values.e3_floor.value, values.e3_target.value


def mean(years: Iterable[YearFact]) -> Fraction:
    """The mean of the years' shares, each year weighing alike."""
    shares = [Fraction(year.good, year.pupils) for year in years]
    return sum(shares, Fraction(0)) / len(shares)


def pooled(years: Iterable[YearFact]) -> Fraction:
    """The share of all pupils of all years together."""
    listed = list(years)
    return Fraction(sum(year.good for year in listed), sum(year.pupils for year in listed))


class _Judge:
    """Compares a share with the limit that the school applies."""

    def __init__(self, floor: int, target: int, bound: str) -> None:
        self.floor, self.target, self.bound = Fraction(floor, 100), Fraction(target, 100), bound

    def answer(self, share: Fraction) -> Answer:
        if share >= (self.floor if self.bound == "floor" else self.target):
            return Answer.PASS
        if self.bound == "band" and share >= self.floor:
            return Answer.BORDERLINE
        return Answer.FAIL


def _year(year: int, fact: YearFact | None, judge: _Judge | None, percent: Decimal | None) -> Evidence:
    """One year's line. A percentage without counts is shown, and answers unknown."""
    if fact is None and percent is not None:
        return Evidence("quality.percent", {"year": year, "percent": str(percent)}, Answer.UNKNOWN)
    if fact is None:
        return Evidence("quality.missing", {"year": year}, Answer.UNKNOWN)
    answer = judge.answer(Fraction(fact.good, fact.pupils)) if judge else Answer.PASS
    return Evidence("quality.year", {"year": year, "pupils": fact.pupils, "good": fact.good}, answer)


def _limits_shown(facts: Facts, values: RuleSetValues) -> dict[str, int | str]:
    floor, target = limits(facts, values)
    return {"floor": floor, "target": target, "bound": values.e3_bound.value, "aggregate": values.e3_aggregate.value}
