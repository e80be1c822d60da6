"""An assessment as plain values, stored with the candidate as it was at that moment, and back. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mentoring.appointment.rules.facts import Answer, Assessment, Evidence, RuleResult, Source


def dump(assessment: Assessment) -> dict[str, Any]:
    """Fit for JSON; `load` is its inverse."""
    return {
        "on": assessment.on.isoformat(),
        "rules": [
            {
                "code": result.code,
                "answer": str(result.answer),
                "soft": result.soft,
                "source": [result.source.source, result.source.confidence, result.source.paragraph],
                "evidence": [
                    {"code": line.code, "params": dict(line.params), "answer": str(line.answer)}
                    for line in result.evidence
                ],
            }
            for result in assessment.rules
        ],
    }


def load(raw: Mapping[str, Any]) -> Assessment:
    """Raises KeyError or ValueError for anything that `dump` did not write."""
    return Assessment(
        on=date.fromisoformat(raw["on"]),
        rules=tuple(
            RuleResult(
                code=rule["code"],
                answer=Answer(rule["answer"]),
                evidence=tuple(
                    Evidence(line["code"], line["params"], Answer(line["answer"])) for line in rule["evidence"]
                ),
                source=Source(*rule["source"]),
                soft=rule["soft"],
            )
            for rule in raw["rules"]
        ),
    )
