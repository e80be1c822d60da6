"""Only what the source states is shown as law."""

import pytest
from django.utils import translation

from mentoring.regulations.kinds import Confidence
from mentoring.regulations.schema import KEYS, Value
from mentoring.regulations.shipped import shipped_values
from mentoring.regulations.words import CONFIDENCE, legal_label, legal_label_in_full


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_law_is_named_and_everything_else_is_a_school_setting():
    for key in KEYS:
        value = getattr(shipped_values(), key)
        expected = "School setting" if value.confidence is Confidence.DECISION else "Order No\u00a0160"
        assert legal_label(value) == expected


@pytest.mark.parametrize(
    ("value", "short"),
    [
        (Value(1, "law_293", Confidence.STATED, "Art. 13"), "Law No\u00a0293-VI, Art. 13"),
        (Value(1, "Order No 12 of 2027", Confidence.PUBLIC), "Order No 12 of 2027"),
        (Value(1, "order_160", Confidence.DECISION), "School setting"),
    ],
)
def test_label(value, short):
    assert legal_label(value) == short


def test_the_full_label_carries_the_date():
    assert legal_label_in_full(shipped_values().d1_length).startswith("Order of 24.04.2020 No\u00a0160")
    assert legal_label_in_full(shipped_values().d2_start) == "School setting"


def test_every_confidence_has_words():
    assert set(CONFIDENCE) == set(Confidence)
