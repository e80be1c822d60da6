"""The law as data: every value the rules use, with its source, confidence and paragraph. Pure and validated.

A rule set is stored as a plain dictionary, one entry per field of `RuleSetValues`:
`{"d1_length": {"value": {"days": 5, "unit": "working"}, "source": "order_160", "confidence": "stated",
"paragraph": ""}, …}`. `load` turns it into typed values or raises ValueError naming the path; `dump` is its inverse.

Named by the domain for other countries, without code until asked for: duration in terms, several review points,
separate assessor, written consent, notice period, released time, external approver.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Generic, TypeVar

from mentoring.regulations.kinds import Categories, Choice, Confidence, Kind, Length, LengthKind, Whole

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A value of the rule set and what it rests on.

    `source` is a code of `regulations.words.SOURCES` or the operator's own words; `paragraph` is empty where the
    published text gives none.
    """

    value: T
    source: str
    confidence: Confidence
    paragraph: str = ""

    @property
    def is_law(self) -> bool:
        """Whether it may be shown as law; otherwise it is a school setting."""
        return self.confidence is not Confidence.DECISION


def _of(kind: Kind) -> Any:
    """A field of the rule set whose value is checked by `kind`."""
    return field(metadata={"kind": kind})


_PERCENT = Whole(0, 100)
_MONTHS = Whole(1, 120)
_AGGREGATE = Choice("each", "mean", "pooled")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetValues:
    """Every value of a rule set, by the paragraph of the domain that it serves."""

    # Deadlines (section 3). Lengths count from the day after the event.
    d1_length: Value[Length] = _of(LengthKind())  # candidate considered and approved by order
    d1_start: Value[str] = _of(Choice("hire"))
    d2_length: Value[Length] = _of(LengthKind())  # level of professional training
    d2_start: Value[str] = _of(Choice("order", "announcement", "hire"))
    d3_length: Value[Length] = _of(LengthKind())  # diagnostics of level and needs
    d3_start: Value[str] = _of(Choice("level"))
    d4a_length: Value[Length] = _of(LengthKind())  # plan drafted and sent, after D3 is due; 0 means with D3
    d4b_length: Value[Length] = _of(LengthKind())  # agreed, from submission
    d4c_length: Value[Length] = _of(LengthKind())  # approved, from agreement
    d5_length: Value[str] = _of(Choice("academic_year"))  # plan carried out
    d6_quarter: Value[int] = _of(Whole(1, 4))  # interim assessment: last working day of this quarter
    d7_end: Value[str] = _of(Choice("academic_year_end"))  # report to the council
    d7_before_meeting: Value[Length] = _of(LengthKind(working_only=True))
    d8_start: Value[str] = _of(Choice("same_meeting"))  # council hears and evaluates
    replacement_length: Value[Length] = _of(LengthKind())  # D1 again, from the first uncovered day
    handover_length: Value[Length] = _of(LengthKind())  # new mentor acknowledges the handover
    due_soon_days: Value[int] = _of(Whole(0, 10))  # working days before a due date: the first reminder
    delay_reason_days: Value[int] = _of(Whole(0, 30))  # working days between happening and entry without a reason

    # The period (section 2a).
    period_length: Value[str] = _of(Choice("academic_year"))
    period_mid_year: Value[str] = _of(Choice("to_year_end", "full_year"))

    # Who may mentor (section 5).
    e1_categories: Value[tuple[str, ...]] = _of(Categories())
    e1_validity_years: Value[int] = _of(Whole(1, 20))
    e2_ethics: Value[str] = _of(Choice("attested"))
    e3_floor: Value[int] = _of(_PERCENT)
    e3_target: Value[int] = _of(_PERCENT)
    e3_small_floor: Value[int] = _of(_PERCENT)
    e3_small_target: Value[int] = _of(_PERCENT)
    e3_years: Value[int] = _of(Whole(1, 5))
    e3_bound: Value[str] = _of(Choice("floor", "target", "band"))
    e3_aggregate: Value[str] = _of(_AGGREGATE)
    e4_mentors_per_novice: Value[int] = _of(Whole(1, 1))  # kept by the database
    mentor_load_warning: Value[int] = _of(Whole(1, 20))  # a mentor with more novices than this is warned about

    # Who sees what, and for how long (sections 11 and 13). Months count from the end of the case.
    council_item_days: Value[int] = _of(Whole(0, 365))  # calendar days after the minutes are signed
    retention_papers: Value[str] = _of(Choice("file_list"))
    retention_notes_months: Value[int] = _of(_MONTHS)
    retention_reflections_months: Value[int] = _of(_MONTHS)
    retention_votes_months: Value[int] = _of(_MONTHS)
    retention_referrals_months: Value[int] = _of(_MONTHS)


KEYS: tuple[str, ...] = tuple(entry.name for entry in fields(RuleSetValues))
KINDS: Mapping[str, Kind] = {entry.name: entry.metadata["kind"] for entry in fields(RuleSetValues)}

_PAIRS = (("e3_floor", "e3_target"), ("e3_small_floor", "e3_small_target"))
_IN_PAIRS = frozenset(key for pair in _PAIRS for key in pair)
_ENTRY_KEYS = {entry.name for entry in fields(Value)}
_REQUIRED = {entry.name for entry in fields(Value) if entry.default is MISSING}


def load(values: Mapping[str, Any]) -> RuleSetValues:
    """The typed rule set. Raises ValueError with the path of the first thing that is wrong."""
    if not isinstance(values, Mapping):
        raise ValueError("rule set: must be an object")
    for key in values:
        if key not in KINDS:
            raise ValueError(f"{key}: no such rule")
    for key in KEYS:
        if key not in values:
            raise ValueError(f"{key}: missing")
    loaded = RuleSetValues(**{key: _load_entry(key, values[key]) for key in KEYS})
    _check_together(loaded)
    return loaded


def dump(values: RuleSetValues) -> dict[str, dict[str, Any]]:
    """The plain dictionary that `load` reads, fit for JSON."""
    return {key: _dump_entry(key, getattr(values, key)) for key in KEYS}


def merge(country: Mapping[str, Any], school_overrides: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The country's values with a school's own ones over them, ready for `load`.

    An override is `{"value": …}` or the bare value. Raises ValueError when it touches anything that is not a
    decision [D]: what the law states no school can change.
    """
    merged = {key: dict(entry) for key, entry in country.items()}
    for key, override in school_overrides.items():
        if key not in KINDS or key not in merged:
            raise ValueError(f"{key}: no such rule")
        if merged[key].get("confidence") != Confidence.DECISION:
            raise ValueError(f"{key}: stated by law, a school cannot change it")
        is_entry = isinstance(override, Mapping) and "value" in override
        value = override["value"] if is_entry else override
        merged[key] = {"value": value, "source": "school", "confidence": str(Confidence.DECISION), "paragraph": ""}
    load(merged)
    return merged


def fitting(country: Mapping[str, Any], school_overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Of a school's own values those that still can stand on this version of the country's.

    What has become law since then is no longer the school's; a floor and a target that no longer go together are the
    country's again.
    """
    kept = {
        key: override
        for key, override in school_overrides.items()
        if key in country and country[key].get("confidence") == Confidence.DECISION
    }
    try:
        merge(country, kept)
    except ValueError:
        kept = {key: override for key, override in kept.items() if key not in _IN_PAIRS}
    return kept


def _load_entry(key: str, entry: Any) -> Value:
    if not isinstance(entry, Mapping):
        raise ValueError(f"{key}: must be an object with value, source, confidence")
    for name in entry:
        if name not in _ENTRY_KEYS:
            raise ValueError(f"{key}.{name}: not known")
    for name in sorted(_REQUIRED):
        if name not in entry:
            raise ValueError(f"{key}.{name}: missing")
    for name in ("source", "paragraph"):
        if not isinstance(entry.get(name, ""), str):
            raise ValueError(f"{key}.{name}: must be text")
    if not entry["source"].strip():
        raise ValueError(f"{key}.source: must not be empty")
    try:
        confidence = Confidence(entry["confidence"])
    except ValueError:
        raise ValueError(f"{key}.confidence: must be one of {', '.join(Confidence)}") from None
    value = KINDS[key].load(f"{key}.value", entry["value"])
    return Value(value=value, source=entry["source"], confidence=confidence, paragraph=entry.get("paragraph", ""))


def _dump_entry(key: str, value: Value) -> dict[str, Any]:
    return {
        "value": KINDS[key].dump(value.value),
        "source": value.source,
        "confidence": str(value.confidence),
        "paragraph": value.paragraph,
    }


def _check_together(values: RuleSetValues) -> None:
    for floor, target in _PAIRS:
        if getattr(values, floor).value > getattr(values, target).value:
            raise ValueError(f"{floor}.value: must not be above {target}")
