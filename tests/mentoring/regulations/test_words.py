"""Only what the source states is shown as law."""

import pytest
from django.utils import translation

from mentoring.regulations.kinds import Confidence
from mentoring.regulations.schema import KEYS, Value
from mentoring.regulations.shipped import shipped_values
from mentoring.regulations.words import legal_label


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
