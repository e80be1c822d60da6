"""Eligibility, rule by rule (domain, section 5)."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.appointment.rules import (
    Answer,
    CategoryFact,
    EthicsFact,
    Facts,
    SubjectFact,
    YearFact,
    assess,
    dump,
    load,
)
from mentoring.appointment.rules.quality import last_years
from mentoring.regulations.schema import Value
from mentoring.regulations.shipped import shipped_values

ON = date(2026, 12, 3)
VALUES = shipped_values()
NAMES = {"kk": "педагог-зерттеуші", "ru": "педагог-исследователь", "en": "teacher-researcher"}
RESEARCHER = CategoryFact("researcher", NAMES, date(2024, 6, 12), date(2029, 6, 12))
YEARS = (YearFact(2023, 100, 77), YearFact(2024, 100, 77), YearFact(2025, 100, 80))
GOOD = Facts(categories=(RESEARCHER,), ethics=(EthicsFact(True, date(2026, 9, 2)),), results=YEARS)


def with_values(**changes):
    return replace(VALUES, **{key: replace(getattr(VALUES, key), value=value) for key, value in changes.items()})


def answer(code: str, values=VALUES, on=ON, **facts) -> Answer:
    return assess(replace(GOOD, **facts), values, on).of(code).answer


def years(*shares: tuple[int, int]) -> tuple[YearFact, ...]:
    return tuple(YearFact(2023 + index, pupils, good) for index, (good, pupils) in enumerate(shares))


def test_a_teacher_who_fulfils_everything_passes():
    assert assess(GOOD, VALUES, ON).verdict is Answer.PASS


@pytest.mark.parametrize(
    ("fact", "on", "expected"),
    [
        (RESEARCHER, date(2029, 6, 12), Answer.PASS),  # the last day counts
        (RESEARCHER, date(2029, 6, 13), Answer.FAIL),
        (RESEARCHER, date(2024, 6, 12), Answer.PASS),  # so does the first
        (RESEARCHER, date(2024, 6, 11), Answer.UNKNOWN),
        (replace(RESEARCHER, valid_until=None), date(2029, 6, 12), Answer.PASS),  # granted + 5 years
        (replace(RESEARCHER, valid_until=None), date(2029, 6, 13), Answer.FAIL),
        (CategoryFact("master", {}, date(2024, 2, 29)), date(2029, 2, 28), Answer.PASS),
        (CategoryFact("master", {}, date(2024, 2, 29)), date(2029, 3, 1), Answer.FAIL),
        (replace(RESEARCHER, code="expert"), ON, Answer.FAIL),
    ],
)
def test_e1_the_category_is_valid_on_the_day_of_the_order(fact, on, expected):
    assert answer("E1", on=on, categories=(fact,)) is expected


def test_e1_takes_the_category_that_lasts_longest():
    old = replace(RESEARCHER, granted_on=date(2019, 6, 1), valid_until=date(2024, 6, 1))
    assert answer("E1", categories=(RESEARCHER, old)) is Answer.PASS
    assert answer("E1", categories=()) is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((), Answer.UNKNOWN),
        ((EthicsFact(False, date(2026, 9, 2)),), Answer.FAIL),
        ((EthicsFact(True, date(2026, 9, 2)), EthicsFact(False, date(2026, 11, 1))), Answer.FAIL),
        ((EthicsFact(False, date(2025, 9, 2)), EthicsFact(True, date(2026, 9, 2))), Answer.PASS),
        ((EthicsFact(True, date(2026, 12, 4)),), Answer.UNKNOWN),  # recorded after the order
    ],
)
def test_e2_the_last_attestation_counts(records, expected):
    assert answer("E2", ethics=records) is expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (((70, 100), (70, 100), (70, 100)), Answer.PASS),
        (((69999, 100000), (70, 100), (70, 100)), Answer.BORDERLINE),
        (((60, 100), (70, 100), (70, 100)), Answer.BORDERLINE),
        (((1499, 2500), (70, 100), (70, 100)), Answer.FAIL),  # 59.96 % is not 60 %
        (((70, 100), (70, 100)), Answer.UNKNOWN),  # a year is missing
        (((59, 100), (70, 100)), Answer.FAIL),  # a year below the floor fails whatever is missing
        (((0, 0), (70, 100), (70, 100)), Answer.UNKNOWN),  # nobody was counted
    ],
)
def test_e3_each_year_in_the_band(shares, expected):
    assert answer("E3", results=years(*shares)) is expected


@pytest.mark.parametrize(
    ("bound", "expected"), [("floor", Answer.PASS), ("target", Answer.FAIL), ("band", Answer.BORDERLINE)]
)
def test_e3_the_bound_is_a_setting(bound, expected):
    assert answer("E3", with_values(e3_bound=bound), results=years((65, 100), (75, 100), (75, 100))) is expected


@pytest.mark.parametrize(
    ("aggregate", "expected"),
    [
        ("each", Answer.FAIL),  # 50 %, 90 %, 90 %
        ("mean", Answer.PASS),  # 76.7 %
        ("pooled", Answer.FAIL),  # 540 of 1020: the first year has most pupils
    ],
)
def test_e3_the_aggregate_is_a_setting(aggregate, expected):
    shares = years((450, 900), (54, 60), (54, 60))
    assert answer("E3", with_values(e3_aggregate=aggregate), results=shares) is expected


@pytest.mark.parametrize("aggregate", ["mean", "pooled"])
def test_e3_together_asks_for_every_year(aggregate):
    assert answer("E3", with_values(e3_aggregate=aggregate), results=years((90, 100))) is Answer.UNKNOWN


def test_e3_a_small_school_has_its_own_limits():
    shares = years((60, 100), (60, 100), (60, 100))
    assert answer("E3", results=shares, is_small_school=True) is Answer.PASS
    assert answer("E3", results=shares) is Answer.BORDERLINE


def test_e3_without_marks_is_unknown():
    assert answer("E3", subject=SubjectFact("preschool", "primary", has_marks=False)) is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 12, 3), (2023, 2024, 2025)),
        (date(2026, 8, 25), (2023, 2024, 2025)),
        (date(2026, 7, 31), (2022, 2023, 2024)),
        (date(2027, 3, 1), (2023, 2024, 2025)),
    ],
)
def test_e3_the_last_years_are_the_finished_ones(on, expected):
    assert last_years(on, 3) == expected


counts = st.integers(1, 400).flatmap(lambda pupils: st.tuples(st.integers(0, pupils), st.just(pupils)))


@given(st.tuples(counts, counts, counts), st.sampled_from(["each", "mean", "pooled"]))
def test_e3_agrees_with_counting_in_whole_numbers(shares, aggregate):
    """The same comparison by cross-multiplying: no share is ever rounded."""
    (g1, p1), (g2, p2), (g3, p3) = shares
    if aggregate == "each":
        reaches = [all(g * 100 >= limit * p for g, p in shares) for limit in (60, 70)]
    elif aggregate == "pooled":
        reaches = [(g1 + g2 + g3) * 100 >= limit * (p1 + p2 + p3) for limit in (60, 70)]
    else:
        top = g1 * p2 * p3 + g2 * p1 * p3 + g3 * p1 * p2
        reaches = [top * 100 >= limit * 3 * p1 * p2 * p3 for limit in (60, 70)]
    expected = Answer.PASS if reaches[1] else Answer.BORDERLINE if reaches[0] else Answer.FAIL
    assert answer("E3", with_values(e3_aggregate=aggregate), results=years(*shares)) is expected


@given(counts, st.integers(0, 100))
def test_e3_more_good_marks_never_harm(share, more):
    order = [Answer.FAIL, Answer.BORDERLINE, Answer.PASS]
    good, pupils = share
    better = min(pupils, good + more)
    before = answer("E3", results=years(share, (80, 100), (80, 100)))
    after = answer("E3", results=years((better, pupils), (80, 100), (80, 100)))
    assert order.index(after) >= order.index(before)
    assert Fraction(better, pupils) >= Fraction(good, pupils)


def test_e4_one_mentor_at_a_time():
    assert answer("E4") is Answer.PASS
    assert answer("E4", novice_is_paired=True) is Answer.FAIL
    assert answer("E4", novice_is_paired=True, is_replacement=True) is Answer.PASS


MATHS, COMPUTING = SubjectFact("mathematics", "exact"), SubjectFact("computer_science", "exact")


@pytest.mark.parametrize(
    ("code", "facts", "evidence"),
    [
        ("subject", {"subject": MATHS, "novice_subject": MATHS}, "subject.same"),
        ("subject", {"subject": MATHS, "novice_subject": COMPUTING}, "subject.related"),
        ("subject", {"subject": MATHS, "novice_subject": SubjectFact("music", "arts")}, "subject.other"),
        ("subject", {"subject": MATHS}, "subject.unknown"),
        ("load", {"novices": 0}, "load.none"),
        ("load", {"novices": 1}, "load.some"),
        ("service", {"teaching_since": 2004}, "service.years"),
        ("service", {}, "service.unknown"),
        ("preparation", {"preparations": 1}, "preparation.done"),
        ("preparation", {}, "preparation.none"),
        ("consent", {}, "consent.unknown"),
        ("consent", {"consents": True}, "consent.given"),
        ("consent", {"consents": False}, "consent.refused"),
        ("approver", {"is_approver": True}, "approver.self"),
        ("approver", {}, "approver.other"),
    ],
)
def test_e5_advises(code, facts, evidence):
    result = assess(replace(GOOD, **facts), VALUES, ON)
    assert result.of(code).evidence[0].code == evidence
    assert result.of(code).soft
    assert result.verdict is Answer.PASS


def test_the_load_warns_above_the_schools_limit():
    assert answer("load", novices=1) is Answer.BORDERLINE
    assert answer("load", with_values(mentor_load_warning=2), novices=1) is Answer.PASS


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"ethics": ()}, Answer.UNKNOWN),
        ({"results": years((65, 100), (75, 100), (75, 100))}, Answer.BORDERLINE),
        ({"ethics": (), "results": years((65, 100), (75, 100), (75, 100))}, Answer.UNKNOWN),
        ({"ethics": (), "novice_is_paired": True}, Answer.FAIL),
    ],
)
def test_the_verdict_is_the_worst_of_the_deciding_rules(facts, verdict):
    assert assess(replace(GOOD, **facts), VALUES, ON).verdict is verdict


def test_a_stored_assessment_reads_back_the_same():
    made = assess(GOOD, VALUES, ON)
    assert load(json.loads(json.dumps(dump(made)))) == made


def test_every_rule_names_its_source():
    made = assess(GOOD, VALUES, ON)
    assert {rule.code: rule.source.confidence for rule in made.rules if not rule.soft} == dict.fromkeys(
        ("E1", "E2", "E3", "E4"), "stated"
    )
    assert isinstance(VALUES.mentor_load_warning, Value)
    assert {rule.source.confidence for rule in made.rules if rule.soft} == {"decision"}
