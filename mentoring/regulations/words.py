"""How the source of a rule is named to a reader. Only what the source states is called law."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from mentoring.regulations.kinds import Length
from mentoring.regulations.schema import Value
from schools.calendar.rules import Unit

SOURCES: dict[str, Promise] = {
    "order_160": gettext_lazy("Order No 160"),
    "law_293": gettext_lazy("Law No 293-VI"),
}

SCHOOL_SETTING = gettext_lazy("School setting")
SCHOOL_SOURCE = "school"
"""The source of every value that nobody's law sets."""


def source_text(code: str) -> str:
    """The source as a form shows it: a known one by its name, another as it was typed, a school setting's is empty."""
    return "" if code == SCHOOL_SOURCE else str(SOURCES.get(code, code)).replace("\u00a0", " ")


def source_code(text: str) -> str:
    """A source from a form: the code of a known one, in the present language, or the words themselves."""
    plain = " ".join(text.split())
    return next((code for code in SOURCES if source_text(code) == plain), plain)


def legal_label(value: Value) -> str:
    """What the value rests on, in short: "Order No 160", or "School setting" for a decision."""
    if not value.is_law:
        return str(SCHOOL_SETTING)
    title = str(SOURCES.get(value.source, value.source))
    return f"{title}, {value.paragraph}" if value.paragraph else title


def length_label(length: Length) -> str:
    """5 working days, 10 calendar days"""
    if length.unit is Unit.WORKING:
        text = ngettext("%(count)s working day", "%(count)s working days", length.days)
    else:
        text = ngettext("%(count)s calendar day", "%(count)s calendar days", length.days)
    return text % {"count": length.days}
