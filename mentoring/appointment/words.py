"""How the answers of the rules and their evidence are worded, and what a refused step says."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.numbers import NBSP, decimal_number, percent_number
from mentoring.appointment.rules import Evidence, RuleResult
from mentoring.regulations.kinds import Confidence
from mentoring.regulations.schema import Value
from mentoring.regulations.words import legal_label

RULES: dict[str, Promise] = {
    "E1": _("Qualification category"),
    "E2": _("Pedagogical ethics"),
    "E3": _("Quality of knowledge"),
    "E4": _("One mentor for the new teacher"),
    "subject": pgettext_lazy("rule", "Subject"),
    "load": _("New teachers now"),
    "service": _("Experience"),
    "preparation": _("Preparation as a mentor"),
    "consent": _("Agrees to mentor"),
    "approver": _("Another person signs the order"),
}

ANSWERS: dict[str, Promise] = {
    "pass": _("Passes"),
    "borderline": _("Borderline"),
    "fail": _("Cannot"),
    "unknown": _("Not known"),
}

VERDICTS: dict[str, Promise] = {
    "pass": _("Passes the law’s rules"),
    "borderline": _("The council decides"),
    "fail": _("Cannot mentor now"),
    "unknown": _("Not everything is known"),
}

CLOSED: dict[str, Promise] = {
    "declined": _("The candidate declined"),
    "withdrawn": _("The deputy head withdrew the candidate"),
    "not_recommended": _("The council did not recommend the candidate"),
    "refused": _("The head refused the candidate"),
}

MARKS = {"pass": "pass", "borderline": "edge", "fail": "fail", "unknown": "next"}

_PLAIN: dict[str, Promise] = {
    "category.missing": _("No category is entered"),
    "ethics.missing": _("Not confirmed by the deputy head yet"),
    "quality.no_marks": _("No marks are given in this subject"),
    "mentor.none": _("No mentor now"),
    "mentor.replaced": _("Takes the place of the present mentor"),
    "mentor.present": _("Has a mentor already"),
    "subject.same": _("Teaches the same subject"),
    "subject.related": _("Teaches a related subject"),
    "subject.other": _("Teaches another subject"),
    "subject.unknown": _("The subject is not entered"),
    "load.none": _("Mentors nobody now"),
    "service.unknown": _("Since when this teacher teaches is not entered"),
    "preparation.done": _("Was prepared as a mentor"),
    "preparation.none": _("No preparation as a mentor is entered"),
    "consent.unknown": _("Has not answered yet"),
    "consent.given": _("Agrees to mentor"),
    "consent.refused": _("Declined"),
    "approver.self": _("Would sign the order in one’s own matter"),
    "approver.other": _("Does not sign the order"),
}


def answer_words(answer: str) -> str:
    """Passes, Borderline, Cannot, Not known"""
    return str(ANSWERS[answer])


def evidence_text(line: Evidence) -> str:
    """One thing that an answer rests on, in words. Raises KeyError for a code that no rule gives."""
    if line.code in _PLAIN:
        return str(_PLAIN[line.code])
    return _FILLED[line.code](line.params)


def source_text(result: RuleResult) -> str:
    """ "Order No 160", or "School setting"; for E3 with the limits that the school applies."""
    label = legal_label(
        Value(None, result.source.source, Confidence(result.source.confidence), result.source.paragraph)
    )
    return str(label)


def _category(params: Mapping[str, Any]) -> str:
    names = params["category"]
    return names.get((get_language() or "ru")[:2]) or names.get("ru") or next(iter(names.values()), "")


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d.%m.%Y}"


def _valid(params: Mapping[str, Any]) -> str:
    shown = {"category": _category(params), "until": _day(params["until"])}
    if params["by_rule"]:
        return gettext("%(category)s, valid until %(until)s (counted from the day it was granted)") % shown
    return gettext("%(category)s, valid until %(until)s") % shown


def _expired(params: Mapping[str, Any]) -> str:
    shown = {"category": _category(params), "until": _day(params["until"])}
    return gettext("%(category)s, but valid only until %(until)s") % shown


def _lower(params: Mapping[str, Any]) -> str:
    return gettext("%(category)s. The rule asks for a higher category.") % {"category": _category(params)}


def _no_date(params: Mapping[str, Any]) -> str:
    return gettext("%(category)s, date unknown. Enter when it was granted, on the page of this teacher.") % {
        "category": _category(params)
    }


def _only_percent(params: Mapping[str, Any]) -> str:
    return gettext("%(years)s: %(percent)s %% without counts. Enter the pupils, on the page of this teacher.") % {
        "years": _years(params["year"]),
        "percent": decimal_number(Decimal(params["percent"])),
    }


def _percent(part: int, whole: int) -> str:
    return f"{percent_number(part, whole)}{NBSP}%"


def _years(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _year(params: Mapping[str, Any]) -> str:
    return gettext("%(years)s: %(percent)s (%(good)s of %(pupils)s pupils)") % {
        "years": _years(params["year"]),
        "percent": _percent(params["good"], params["pupils"]),
        "good": params["good"],
        "pupils": params["pupils"],
    }


def _limits(params: Mapping[str, Any]) -> str:
    source = gettext("The source gives %(floor)s–%(target)s %%.") % params
    applied = {
        "band": gettext("Your school takes %(target)s %% as the target and %(floor)s %% as the lowest limit."),
        "floor": gettext("Your school applies %(floor)s %%."),
        "target": gettext("Your school applies %(target)s %%."),
    }[params["bound"]] % params
    how = {
        "each": gettext("Each year counts by itself."),
        "mean": gettext("The mean of the years counts."),
        "pooled": gettext("All pupils of the years count together."),
    }[params["aggregate"]]
    return f"{source} {applied} {how}"


_FILLED = {
    "category.valid": _valid,
    "category.expired": _expired,
    "category.lower": _lower,
    "category.no_date": _no_date,
    "ethics.confirmed": lambda p: gettext("Confirmed by the deputy head on %(on)s") % {"on": _day(p["on"])},
    "ethics.finding": lambda p: gettext("A finding is recorded on %(on)s") % {"on": _day(p["on"])},
    "quality.year": _year,
    "quality.percent": _only_percent,
    "quality.missing": lambda p: gettext("%(years)s: the pupils are not entered") % {"years": _years(p["year"])},
    "quality.mean": lambda p: (
        gettext("Mean of the years: %(percent)s") % {"percent": _percent(p["part"], p["whole"])}
    ),
    "quality.pooled": lambda p: (
        gettext("All years together: %(percent)s") % {"percent": _percent(p["part"], p["whole"])}
    ),
    "quality.limits": _limits,
    "load.some": lambda p: (
        ngettext(
            "Mentors %(count)s new teacher; the school warns above %(limit)s",
            "Mentors %(count)s new teachers; the school warns above %(limit)s",
            p["count"],
        )
        % p
    ),
    "service.years": lambda p: ngettext("%(count)s year at school", "%(count)s years at school", p["count"]) % p,
}

NOT_OPEN = _("No candidate is being sought now. Nothing was changed.")
PROPOSED_ALREADY = _("A candidate is proposed already.")
OWN_MENTOR = _("Nobody is their own mentor. Choose another teacher.")
NOT_HERE = _("This teacher does not work at the school on this day.")
ANSWERED_ALREADY = _("This was answered already.")
CLOSED_ALREADY = _("This candidate is closed already.")
MOVED_ON = _("The candidate has moved on, or is not there yet. Nothing was changed.")
GIVE_REASON = _("Say why; the case keeps the reason.")
OBJECTED_ALREADY = _("You have objected already. One objection is possible.")
WRITE_SOMETHING = _("Write what the deputy head should know.")
ON_AGENDA_ALREADY = _("This candidate is on an agenda already: meeting of %(when)s.")
OTHER_SCHOOL = _("This meeting is of another school.")
GIVE_COUNCIL_REASON = _(
    "A rule is borderline or not known. Say why the council recommends this teacher; the reason will be printed."
)
CHOOSE_OUTCOME = _("Choose what the council decided.")
ORDERED_ALREADY = _("The order is signed already: %(order)s.")
NUMBER_TAKEN = _("Number %(number)s stands in the order book already. Take another number.")
BEFORE_COUNCIL = _("The order cannot be dated before the council’s meeting on %(when)s.")
IN_FUTURE = _("This date is in the future. Enter the day on which it happened.")
OTHER_SIGNS = _("This is your own matter. Another head of the school, or the one acting, signs the order.")
OTHER_CONTROLS = _(
    "The mentor and the new teacher do not control their own order. Choose another deputy head, or leave it empty."
)
GIVE_NO_OTHER = _("This is your own matter. Say why no other official can sign; the reason will be printed.")
GIVE_EXCEPTION = _(
    "On the day of the order a rule is not fulfilled. Say why you make an exception; it will be printed."
)
ANNOUNCED_ALREADY = _("The announcement is entered already.")
NO_ORDER = _("There is no order to announce yet.")
BEFORE_ORDER = _("The announcement cannot be before the order of %(when)s.")
PAIRED_TOO_EARLY = _("The present mentor began on this day or later. Choose a later date for the order.")
MENTOR_UNTIL = _("Last day of the mentor before: %(day)s. Choose this day or a later one for the order.")
REPLACED = _("Replaced by order")
CHOOSE_SCHOOL = _("Choose a school of the same department.")
ASKED_ALREADY = _("This school was asked already. Nothing was changed.")
OTHER_LENDS = _("This is your own matter. Another leader of your school agrees to it.")
