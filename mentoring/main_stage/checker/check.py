"""The whole advice on one note: five checks of the structure, and phrases to think over."""

from collections.abc import Callable
from dataclasses import dataclass

from mentoring.main_stage.checker.balance import has_action, has_growth, has_positive
from mentoring.main_stage.checker.facts import bare_label, has_fact
from mentoring.main_stage.checker.generalising import generalising
from mentoring.main_stage.checker.motives import guessed_motive
from mentoring.main_stage.checker.text import Sentence, sentences

FIELDS = ("situation", "attitude", "suggestion")
CHECKS = ("three_fields", "fact", "positive", "growth", "action")
_PHRASES: tuple[tuple[str, Callable[[Sentence], str | None]], ...] = (
    ("generalising", generalising),
    ("motive", guessed_motive),
    ("label", bare_label),
)


@dataclass(frozen=True)
class Advice:
    """code: what to think over. field: where it stands. phrase: as it was typed, empty where something is missing."""

    code: str
    field: str
    phrase: str = ""


@dataclass(frozen=True)
class Result:
    """passed: the checks of the structure that hold; advice: at most one of each code for a field."""

    passed: frozenset[str]
    advice: tuple[Advice, ...]

    def of(self, field: str) -> tuple[Advice, ...]:
        return tuple(item for item in self.advice if item.field == field)


def check(situation: str, attitude: str, suggestion: str) -> Result:
    """Read the three fields of a note (domain, section 7)."""
    read = {name: sentences(text) for name, text in zip(FIELDS, (situation, attitude, suggestion), strict=True)}
    told = read["situation"] + read["attitude"]
    held = {
        "three_fields": all(read.values()),
        "fact": any(map(has_fact, read["situation"])),
        "positive": any(map(has_positive, told)),
        "growth": any(map(has_growth, told)),
        "action": any(map(has_action, read["suggestion"])),
    }
    advice = [Advice("empty", name) for name in FIELDS if not read[name]]
    missing = (("fact", "situation"), ("positive", "attitude"), ("growth", "attitude"), ("action", "suggestion"))
    advice += [Advice(code, name) for code, name in missing if not held[code] and read[name]]
    for name in FIELDS:
        for code, find in _PHRASES:
            phrase = next((found for sentence in read[name] if (found := find(sentence))), None)
            if phrase is not None:
                advice.append(Advice(code, name, phrase))
    return Result(passed=frozenset(code for code, holds in held.items() if holds), advice=tuple(advice))
