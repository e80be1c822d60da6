"""Every value, every choice, every confidence has its words."""

from mentoring.regulations.kinds import Choice, Confidence
from mentoring.regulations.names import CHOICES, CONFIDENCE, GROUPS, NAMES
from mentoring.regulations.schema import KEYS, KINDS


def test_each_value_has_a_name_and_stands_in_one_group():
    assert tuple(NAMES) == KEYS
    assert sorted(key for _title, keys in GROUPS for key in keys) == sorted(KEYS)


def test_each_choice_has_its_words():
    codes = {key: set(kind.codes) for key, kind in KINDS.items() if isinstance(kind, Choice)}
    assert {key: set(words) for key, words in CHOICES.items()} == codes


def test_each_confidence_has_its_words():
    assert set(CONFIDENCE) == set(Confidence)
