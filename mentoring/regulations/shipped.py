"""The rule set shipped for Kazakhstan, version 1.

Law of 27.12.2019 No 293-VI "On the status of a teacher", Art. 1(4), Art. 13; Order of 24.04.2020 No 160 (registered
No 20486), in the wording published in the source article (2022). The article does not number the order's paragraphs,
so none are claimed. Amendments may exist: the operator enters them as a new version.
"""

from datetime import date
from typing import Any

from mentoring.regulations.kinds import Confidence
from mentoring.regulations.schema import RuleSetValues, load

COUNTRY = "KZ"
NUMBER = 1
IN_FORCE_FROM = date(2020, 5, 1)


def _stated(value: Any) -> dict[str, Any]:
    return {"value": value, "source": "order_160", "confidence": str(Confidence.STATED), "paragraph": ""}


def _decided(value: Any) -> dict[str, Any]:
    return {"value": value, "source": "school", "confidence": str(Confidence.DECISION), "paragraph": ""}


def _working(days: int) -> dict[str, Any]:
    return {"days": days, "unit": "working"}


def _calendar(days: int) -> dict[str, Any]:
    return {"days": days, "unit": "calendar"}


KZ_160: dict[str, dict[str, Any]] = {
    "d1_length": _stated(_working(5)),
    "d1_start": _stated("hire"),
    "d2_length": _stated(_calendar(10)),
    "d2_start": _decided("order"),
    "d3_length": _stated(_working(5)),
    "d3_start": _stated("level"),
    "d4a_length": _decided(_working(0)),
    "d4b_length": _decided(_working(2)),
    "d4c_length": _decided(_working(2)),
    "d5_length": _stated("academic_year"),
    "d6_quarter": _decided(2),
    "d7_end": _stated("academic_year_end"),
    "d7_before_meeting": _decided(_working(5)),
    "d8_start": _stated("same_meeting"),
    "replacement_length": _decided(_working(5)),
    "handover_length": _decided(_working(5)),
    "due_soon_days": _decided(2),
    "delay_reason_days": _decided(3),
    "period_length": _stated("academic_year"),
    "period_mid_year": _decided("to_year_end"),
    "e1_categories": _stated(["researcher", "master"]),
    "e1_validity_years": _decided(5),
    "e2_ethics": _stated("attested"),
    "e3_floor": _stated(60),
    "e3_target": _stated(70),
    "e3_small_floor": _stated(50),
    "e3_small_target": _stated(60),
    "e3_years": _stated(3),
    "e3_bound": _decided("band"),
    "e3_aggregate": _decided("each"),
    "e4_mentors_per_novice": _stated(1),
    "mentor_load_warning": _decided(1),
    "council_item_days": _decided(14),
    "retention_papers": _decided("file_list"),
    "retention_notes_months": _decided(12),
    "retention_reflections_months": _decided(12),
    "retention_votes_months": _decided(6),
    "retention_referrals_months": _decided(12),
}


def shipped_values() -> RuleSetValues:
    """The shipped rule set, typed."""
    return load(KZ_160)
