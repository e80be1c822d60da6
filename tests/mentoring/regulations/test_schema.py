"""The rule set: what is shipped, what is refused and with which path, what a school may change."""

import copy
import dataclasses
import json

import pytest

from mentoring.regulations.kinds import Confidence, Length
from mentoring.regulations.schema import KEYS, dump, load, merge
from mentoring.regulations.shipped import KZ_160, shipped_values
from schools.calendar.rules import Unit


@pytest.fixture
def plain():
    return copy.deepcopy(KZ_160)


@pytest.mark.parametrize(
    ("key", "value", "confidence"),
    [
        ("d1_length", Length(5, Unit.WORKING), "stated"),
        ("d1_start", "hire", "stated"),
        ("d2_length", Length(10, Unit.CALENDAR), "stated"),
        ("d2_start", "order", "decision"),
        ("d3_length", Length(5, Unit.WORKING), "stated"),
        ("d4a_length", Length(0, Unit.WORKING), "decision"),
        ("d4b_length", Length(2, Unit.WORKING), "decision"),
        ("d4c_length", Length(2, Unit.WORKING), "decision"),
        ("d5_length", "academic_year", "stated"),
        ("d6_quarter", 2, "decision"),
        ("d7_end", "academic_year_end", "stated"),
        ("d7_before_meeting", Length(5, Unit.WORKING), "decision"),
        ("d8_start", "same_meeting", "stated"),
        ("replacement_length", Length(5, Unit.WORKING), "decision"),
        ("handover_length", Length(5, Unit.WORKING), "decision"),
        ("due_soon_days", 2, "decision"),
        ("delay_reason_days", 3, "decision"),
        ("period_mid_year", "to_year_end", "decision"),
        ("e1_categories", ("researcher", "master"), "stated"),
        ("e1_validity_years", 5, "decision"),
        ("e3_floor", 60, "stated"),
        ("e3_target", 70, "stated"),
        ("e3_small_floor", 50, "stated"),
        ("e3_small_target", 60, "stated"),
        ("e3_bound", "band", "decision"),
        ("e3_aggregate", "each", "decision"),
        ("mentor_load_warning", 1, "decision"),
        ("council_item_days", 14, "decision"),
    ],
)
def test_shipped_values_are_the_domains(key, value, confidence):
    entry = getattr(shipped_values(), key)
    assert entry.value == value
    assert entry.confidence == confidence
    assert entry.is_law == (confidence != "decision")


def test_every_value_names_its_source():
    for key in KEYS:
        entry = getattr(shipped_values(), key)
        assert entry.source == ("school" if entry.confidence is Confidence.DECISION else "order_160"), key


def test_dump_and_load_undo_each_other_through_json():
    values = shipped_values()
    assert load(json.loads(json.dumps(dump(values)))) == values
    assert dump(load(KZ_160)) == KZ_160


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("d1_length.value", 5),
        ("d1_length.value", {"days": 5}),
        ("d1_length.value.days", {"days": -1, "unit": "working"}),
        ("d1_length.value.days", {"days": True, "unit": "working"}),
        ("d1_length.value.days", {"days": 61, "unit": "working"}),
        ("d1_length.value.unit", {"days": 5, "unit": "weeks"}),
        ("d7_before_meeting.value.unit", {"days": 5, "unit": "calendar"}),
        ("d2_start.value", "tomorrow"),
        ("d2_start.value", ["order"]),
        ("e3_floor.value", 60.5),
        ("e3_floor.value", 101),
        ("e3_floor.value", 80),  # above the target
        ("e3_small_floor.value", 61),
        ("e1_categories.value", []),
        ("e1_categories.value", "master"),
        ("e1_categories.value", ["master", "master"]),
        ("e1_categories.value[1]", ["master", "<b>"]),
        ("e4_mentors_per_novice.value", 2),
    ],
)
def test_a_bad_value_is_refused_with_its_path(plain, path, raw):
    plain[path.split(".")[0]]["value"] = raw
    with pytest.raises(ValueError) as error:
        load(plain)
    assert str(error.value).startswith(f"{path}:")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda v: v.pop("d1_length"), "d1_length: missing"),
        (lambda v: v.update(d9={}), "d9: no such rule"),
        (lambda v: v.update(d1_length=5), "d1_length: must be an object"),
        (lambda v: v["d1_length"].pop("source"), "d1_length.source: missing"),
        (lambda v: v["d1_length"].update(source=" "), "d1_length.source: must not be empty"),
        (lambda v: v["d1_length"].update(source=7), "d1_length.source: must be text"),
        (lambda v: v["d1_length"].update(paragraph=7), "d1_length.paragraph: must be text"),
        (lambda v: v["d1_length"].update(confidence="sure"), "d1_length.confidence: must be one of"),
        (lambda v: v["d1_length"].update(note="x"), "d1_length.note: not known"),
    ],
)
def test_a_bad_entry_is_refused_with_its_path(plain, change, message):
    change(plain)
    with pytest.raises(ValueError) as error:
        load(plain)
    assert str(error.value).startswith(message)


def test_a_rule_set_is_an_object():
    with pytest.raises(ValueError, match="must be an object"):
        load([])


def test_a_paragraph_may_be_left_out(plain):
    del plain["d1_length"]["paragraph"]
    assert load(plain).d1_length.paragraph == ""


def test_a_school_changes_decisions_only(plain):
    merged = load(merge(plain, {"d2_start": {"value": "announcement"}, "mentor_load_warning": 2}))
    assert merged.d2_start.value == "announcement"
    assert merged.mentor_load_warning.value == 2
    assert merged.d2_start.confidence is Confidence.DECISION
    assert merged.d1_length == load(plain).d1_length
    assert plain == KZ_160


def test_a_school_may_give_a_length_bare_or_as_an_entry(plain):
    three = {"days": 3, "unit": "working"}
    assert load(merge(plain, {"d4b_length": three})) == load(merge(plain, {"d4b_length": {"value": three}}))


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"d1_length": {"days": 30, "unit": "working"}}, "d1_length: stated by law"),
        ({"e3_floor": 40}, "e3_floor: stated by law"),
        ({"e9": 1}, "e9: no such rule"),
        ({"d2_start": "never"}, "d2_start.value: must be one of"),
    ],
)
def test_a_school_cannot_change_the_law_or_break_the_schema(plain, overrides, message):
    with pytest.raises(ValueError) as error:
        merge(plain, overrides)
    assert str(error.value).startswith(message)


def test_values_cannot_be_changed_in_place():
    with pytest.raises(dataclasses.FrozenInstanceError):
        shipped_values().d1_length = None
