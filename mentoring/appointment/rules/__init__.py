"""Who may mentor: each rule answers with its evidence and source. Pure (domain, section 5)."""

from datetime import date

from mentoring.appointment.rules.facts import (
    Answer,
    Assessment,
    CategoryFact,
    EthicsFact,
    Evidence,
    Facts,
    RuleResult,
    Source,
    SubjectFact,
    YearFact,
)
from mentoring.appointment.rules.hard import category, ethics, one_mentor
from mentoring.appointment.rules.plain import dump, load
from mentoring.appointment.rules.quality import quality
from mentoring.appointment.rules.soft import soft
from mentoring.regulations.schema import RuleSetValues

__all__ = [
    "Answer",
    "Assessment",
    "CategoryFact",
    "EthicsFact",
    "Evidence",
    "Facts",
    "RuleResult",
    "Source",
    "SubjectFact",
    "YearFact",
    "assess",
    "dump",
    "load",
]


def assess(facts: Facts, values: RuleSetValues, on: date) -> Assessment:
    """All rules for one teacher on the day of the order, E1–E4 first, then what only advises."""
    return Assessment(
        on=on,
        rules=(
            category(facts, values, on),
            ethics(facts, values, on),
            quality(facts, values, on),
            one_mentor(facts, values),
            *soft(facts, values, on),
        ),
    )
