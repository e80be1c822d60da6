"""How the source of a rule is named to a reader. Only what the source states is called law."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from mentoring.regulations.schema import Value

SOURCES: dict[str, Promise] = {
    "order_160": gettext_lazy("Order No 160"),
    "law_293": gettext_lazy("Law No 293-VI"),
}

SCHOOL_SETTING = gettext_lazy("School setting")


def legal_label(value: Value) -> str:
    """What the value rests on, in short: "Order No 160", or "School setting" for a decision."""
    if not value.is_law:
        return str(SCHOOL_SETTING)
    title = str(SOURCES.get(value.source, value.source))
    return f"{title}, {value.paragraph}" if value.paragraph else title
