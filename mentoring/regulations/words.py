"""How the source of a rule is named to a reader. Only what the source states is called law."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from mentoring.regulations.schema import Value

SOURCES: dict[str, Promise] = {
    "order_160": gettext_lazy("Order No 160"),
    "law_293": gettext_lazy("Law No 293-VI"),
}

SOURCES_IN_FULL: dict[str, Promise] = {
    "order_160": gettext_lazy("Order of 24.04.2020 No 160, rules for organising mentoring"),
    "law_293": gettext_lazy("Law of 27.12.2019 No 293-VI “On the status of a teacher”, Art. 1(4), Art. 13"),
}

SCHOOL_SETTING = gettext_lazy("School setting")

CONFIDENCE: dict[str, Promise] = {
    "stated": gettext_lazy("stated in the published source"),
    "public": gettext_lazy("taken from a public page"),
    "decision": gettext_lazy("set where the source is silent"),
}


def legal_label(value: Value) -> str:
    """What the value rests on, in short: "Order No 160", or "School setting" for a decision."""
    return _label(value, SOURCES)


def legal_label_in_full(value: Value) -> str:
    """The same with date and title, for the opened rule and the papers."""
    return _label(value, SOURCES_IN_FULL)


def _label(value: Value, titles: dict[str, Promise]) -> str:
    if not value.is_law:
        return str(SCHOOL_SETTING)
    title = str(titles.get(value.source, value.source))
    return f"{title}, {value.paragraph}" if value.paragraph else title
