"""What each value of the rule set is called, in which group it stands, and its value in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.regulations.kinds import Confidence, Length
from mentoring.regulations.words import length_label

NAMES: dict[str, Promise] = {
    "d1_length": _("Order for the mentor: how long"),
    "d1_start": _("Order for the mentor: counted from"),
    "d2_length": _("Level of training: how long"),
    "d2_start": _("Level of training: counted from"),
    "d3_length": _("Diagnostics: how long"),
    "d3_start": _("Diagnostics: counted from"),
    "d4a_length": _("Plan drafted, after the diagnostics are due"),
    "d4b_length": _("Plan agreed by the deputy head, after it was sent"),
    "d4c_length": _("Plan approved by the head, after it was agreed"),
    "d5_length": _("Plan carried out within"),
    "d6_quarter": _("Interim assessment: by the end of quarter"),
    "d7_end": _("Report to the council: by"),
    "d7_before_meeting": _("Report to the council: before its meeting"),
    "d8_start": _("Council hears the report"),
    "replacement_length": _("Order for a new mentor, after the first day without one"),
    "handover_length": _("Handover acknowledged by the new mentor"),
    "due_soon_days": _("First reminder: before the last day"),
    "delay_reason_days": _("Entry without a reason: after the step"),
    "period_length": _("Mentored period"),
    "period_mid_year": _("Hired during the year: mentored until"),
    "e1_categories": _("Categories of a mentor"),
    "e1_validity_years": _("A category is valid for"),
    "e2_ethics": _("Pedagogical ethics"),
    "e3_floor": _("Quality of knowledge: not below"),
    "e3_target": _("Quality of knowledge: enough from"),
    "e3_small_floor": _("Quality of knowledge in a small school: not below"),
    "e3_small_target": _("Quality of knowledge in a small school: enough from"),
    "e3_years": _("Quality of knowledge: years looked at"),
    "e3_bound": _("Quality of knowledge: which bound applies"),
    "e3_aggregate": _("Quality of knowledge: how the years are taken"),
    "e4_mentors_per_novice": _("Mentors of one new teacher at a time"),
    "mentor_load_warning": _("New teachers of one mentor without a warning"),
    "council_item_days": _("The council may read a matter, after the minutes are signed"),
    "retention_papers": _("Papers are kept"),
    "retention_notes_months": _("Private notes are kept after the end"),
    "retention_reflections_months": _("Reflections are kept after the end"),
    "retention_votes_months": _("Votes are kept after the end"),
    "retention_referrals_months": _("Referrals to the psychologist are kept after the end"),
}

GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Deadlines"), tuple(NAMES)[:18]),
    (_("Period of mentoring"), tuple(NAMES)[18:20]),
    (_("Who may mentor"), tuple(NAMES)[20:32]),
    (_("Who sees what, and for how long"), tuple(NAMES)[32:]),
)

CHOICES: dict[str, dict[str, Promise]] = {
    "d1_start": {"hire": _("Day of hire")},
    "d2_start": {
        "order": _("Day of the order"),
        "announcement": _("Day the order was announced"),
        "hire": _("Day of hire"),
    },
    "d3_start": {"level": _("Day the level was recorded")},
    "d5_length": {"academic_year": _("one academic year")},
    "d7_end": {"academic_year_end": _("the end of the academic year")},
    "d8_start": {"same_meeting": _("at the meeting that the report was sent for")},
    "period_length": {"academic_year": _("one academic year")},
    "period_mid_year": {
        "to_year_end": _("the end of teaching of that year"),
        "full_year": _("a full year has passed"),
    },
    "e2_ethics": {"attested": _("attested by the deputy head, with its date")},
    "e3_bound": {
        "floor": pgettext_lazy("quality", "the lower one"),
        "target": pgettext_lazy("quality", "the upper one"),
        "band": _("both: between them the council gives a reason"),
    },
    "e3_aggregate": {
        "each": _("each year by itself"),
        "mean": _("mean of the years"),
        "pooled": _("all pupils of these years together"),
    },
    "retention_papers": {"file_list": _("as the school’s list of files says")},
}

CONFIDENCE: dict[Confidence, Promise] = {
    Confidence.STATED: _("law, as published"),
    Confidence.PUBLIC: _("law, by a public page"),
    Confidence.DECISION: _("school setting"),
}

_PERCENT = ("e3_floor", "e3_target", "e3_small_floor", "e3_small_target")
_WORKING = ("due_soon_days", "delay_reason_days")
_YEARS = ("e1_validity_years", "e3_years")


def value_label(key: str, value: Any, categories: Mapping[str, str]) -> str:
    """The value in words; `categories`: names of the qualification categories by code."""
    if isinstance(value, Length):
        if key == "d4a_length" and not value.days:
            return gettext("together with the diagnostics")
        return length_label(value)
    if isinstance(value, tuple):
        return ", ".join(categories.get(code, code) for code in value)
    if key in CHOICES:
        return str(CHOICES[key][value])
    if key in _PERCENT:
        return f"{value}\u00a0%"
    if key in _WORKING:
        text = ngettext("%(count)s working day", "%(count)s working days", value)
    elif key == "council_item_days":
        text = ngettext("%(count)s calendar day", "%(count)s calendar days", value)
    elif key in _YEARS:
        text = ngettext("%(count)s year", "%(count)s years", value)
    elif key.endswith("_months"):
        text = ngettext("%(count)s month", "%(count)s months", value)
    else:
        return str(value)
    return text % {"count": value}


def unit_of(key: str) -> Any:
    """What a number is given in, for its field; nothing where it is a plain number."""
    if key in _PERCENT:
        return "%"
    if key in _WORKING:
        return _("working days")
    if key == "council_item_days":
        return _("calendar days")
    if key in _YEARS:
        return _("years")
    return _("months") if key.endswith("_months") else ""
