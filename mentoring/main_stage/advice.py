"""The words of the checker's advice: what is hard to answer, and what helps instead."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.main_stage.checker import CHECKS, Advice, Result


@dataclass(frozen=True)
class Shown:
    """An advice under a field: title, what to do, an example."""

    title: Any
    text: Any
    example: Any = ""


@dataclass(frozen=True)
class Check:
    """A line of “A look before you send”: `mark` is met or soon."""

    mark: str
    text: Any


_PASSED = {
    "three_fields": _("All three fields are filled in"),
    "fact": _("There is a fact with a date, lesson or number"),
    "positive": _("Something that went well"),
    "growth": _("Something to grow"),
    "action": _("The suggestion has an action"),
}
_MISSING = {
    "three_fields": _("Not all three fields are filled in yet"),
    "fact": _("There is no date, lesson or number yet"),
    "positive": _("Nothing that went well yet"),
    "growth": _("Nothing to grow yet"),
    "action": _("The suggestion has no action yet"),
}
_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "empty": (_("This field is still empty."), _("Feedback helps most when it has all three parts."), ""),
    "fact": (
        _("When was it?"),
        _("A fact has a date, a lesson or a number:"),
        _("In lesson 3 of 7B the new topic began at minute 17."),
    ),
    "positive": (
        _("What went well?"),
        _("Name one thing, and how you saw it:"),
        _("The example with the bus fares was clear: eleven pupils put up their hands."),
    ),
    "growth": (
        _("What could grow?"),
        _("Name one thing, as you saw it:"),
        _("There were four minutes for practice and no summing-up."),
    ),
    "action": (
        _("What could be done next time?"),
        _("An action helps more than a wish:"),
        _("Put the timer on 7 minutes for the homework check. I will sit in on Thursday and keep the time."),
    ),
    "generalising": (
        _("“%(phrase)s” is hard to answer."),
        _("Say when it was, and how long:"),
        _("Today the homework check took 14 minutes, so there were four minutes for practice."),
    ),
    "motive": (
        _("“%(phrase)s” guesses why."),
        _("Say what was done or said, and ask for the reason:"),
        _("The summing-up was left out today. What got in its way?"),
    ),
    "label": (
        _("“%(phrase)s” is a judgement without its fact."),
        _("Say what you saw:"),
        _("Two of five groups had no task card for eight minutes."),
    ),
}


def shown(result: Result, field: str) -> list[Shown]:
    """What stands under this field."""
    return [_shown(item) for item in result.of(field)]


def checks(result: Result) -> list[Check]:
    """The list beside the form: the structure, then phrases to think over."""
    found = [
        Check("met", _PASSED[code]) if code in result.passed else Check("soon", _MISSING[code]) for code in CHECKS
    ]
    return found + [Check("soon", _shown(item).title) for item in result.advice if item.phrase]


def _shown(item: Advice) -> Shown:
    title, text, example = _WORDS[item.code]
    return Shown(title % {"phrase": item.phrase} if item.phrase else title, text, example)
