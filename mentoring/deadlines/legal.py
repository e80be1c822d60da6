"""What a deadline rests on: the value of the rule set, and whether it is law in this case."""

from typing import Any

from mentoring.deadlines import facts
from mentoring.mentorships.models import Mentorship
from mentoring.regulations.schema import RuleSetValues, Value

_RULES = {
    "D1": "d1_length",
    "D2": "d2_length",
    "D3": "d3_length",
    "D4a": "d4a_length",
    "D4b": "d4b_length",
    "D4c": "d4c_length",
    "D5": "d5_length",
    "D6": "d6_quarter",
    "D7": "d7_end",
    "D8": "d8_start",
}


def rule_of(code: str, values: RuleSetValues) -> Value[Any]:
    """The value of the rule set that the deadline with this code rests on."""
    value: Value[Any] = getattr(values, _RULES[code])
    return value


def is_legal(mentorship: Mentorship, code: str) -> bool:
    """Whether the law sets it: for one who teaches for the first time, where the source states it."""
    values = facts.values_at_hire(mentorship) if code == "D1" else facts.values_now(mentorship)
    return mentorship.basis == Mentorship.Basis.FIRST_TIME and rule_of(code, values).is_law
