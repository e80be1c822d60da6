"""E1, E2 and E4: category, ethics, one mentor at a time. Pure (domain, section 5)."""

from datetime import date

from mentoring.appointment.rules.facts import Answer, CategoryFact, Evidence, Facts, RuleResult, Source
from mentoring.regulations.schema import RuleSetValues


def valid_until(fact: CategoryFact, years: int) -> date | None:
    """The last day of a category: as written, else so many years after it was granted; None where no date is known."""
    if fact.valid_until is not None or fact.granted_on is None:
        return fact.valid_until
    given = fact.granted_on
    try:
        return given.replace(year=given.year + years)
    except ValueError:  # granted on 29 February
        return date(given.year + years, 2, 28)


def category(facts: Facts, values: RuleSetValues, on: date) -> RuleResult:
    """E1: one of the named categories, valid on the day of the order. Both ends are inclusive.

    One whose date is not known answers unknown, unless another one is valid.
    """
    years = values.e1_validity_years.value
    granted = [fact for fact in facts.categories if fact.granted_on is None or fact.granted_on <= on]
    named = [fact for fact in granted if fact.code in values.e1_categories.value]
    ends = [(until, fact) for fact in named if (until := valid_until(fact, years)) is not None]
    undated = next((fact for fact in named if valid_until(fact, years) is None), None)
    until, best = max(ends, key=lambda pair: pair[0], default=(date.min, None))
    ok = until >= on
    if undated is not None and not ok:
        answer = Answer.UNKNOWN
        evidence = Evidence("category.no_date", {"category": dict(undated.names)}, answer)
    elif best is not None:
        answer = Answer.PASS if ok else Answer.FAIL
        evidence = Evidence(
            "category.valid" if ok else "category.expired",
            {"category": dict(best.names), "until": until.isoformat(), "by_rule": best.valid_until is None},
            answer,
        )
    elif granted:
        last = max(granted, key=lambda fact: fact.granted_on or date.min)
        answer = Answer.FAIL
        evidence = Evidence("category.lower", {"category": dict(last.names)}, answer)
    else:
        answer = Answer.UNKNOWN
        evidence = Evidence("category.missing", answer=answer)
    return RuleResult("E1", answer, (evidence,), Source.of(values.e1_categories))


def ethics(facts: Facts, values: RuleSetValues, on: date) -> RuleResult:
    """E2: the deputy's last attestation; a finding fails."""
    known = [fact for fact in facts.ethics if fact.recorded_on <= on]
    if not known:
        answer, evidence = Answer.UNKNOWN, Evidence("ethics.missing", answer=Answer.UNKNOWN)
    else:
        last = max(known, key=lambda fact: fact.recorded_on)
        answer = Answer.PASS if last.follows else Answer.FAIL
        code = "ethics.confirmed" if last.follows else "ethics.finding"
        evidence = Evidence(code, {"on": last.recorded_on.isoformat()}, answer)
    return RuleResult("E2", answer, (evidence,), Source.of(values.e2_ethics))


def one_mentor(facts: Facts, values: RuleSetValues) -> RuleResult:
    """E4: the new teacher has no other mentor, or is about to get another in the place of the present one."""
    if not facts.novice_is_paired:
        answer, code = Answer.PASS, "mentor.none"
    elif facts.is_replacement:
        answer, code = Answer.PASS, "mentor.replaced"
    else:
        answer, code = Answer.FAIL, "mentor.present"
    return RuleResult("E4", answer, (Evidence(code, answer=answer),), Source.of(values.e4_mentors_per_novice))
