"""What `schema` finds wrong, in plain words at the field: its ValueErrors name a path and are written for programmers."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentoring.regulations.kinds import LengthKind, Whole
from mentoring.regulations.schema import KINDS


def in_words(check: Callable[[], Any]) -> None:
    """Run a check of `schema`; a ValueError becomes a ValidationError at the field that its path begins with."""
    try:
        check()
    except ValueError as error:
        key, _dot, rest = str(error).partition(":")[0].partition(".")
        raise ValidationError({_field(key, rest): _words(key, rest, str(error))}) from error


def _field(key: str, rest: str) -> str:
    """The form's field of a path: `d1_length.value.days` stands in `d1_length_days`."""
    key = key.partition("[")[0]
    part = rest.removeprefix("value").removeprefix(".").partition("[")[0]
    return f"{key}_{part}" if part else key


def _words(key: str, rest: str, error: str) -> str:
    kind = KINDS.get(key)
    if error.endswith("a school cannot change it"):
        return _("The law sets this value; a school cannot change it.")
    if "must not be above" in error:
        return _("The lower bound must not be above the upper one.")
    if rest == "source":
        return _("Say what this value rests on.")
    if rest.endswith("days") and isinstance(kind, LengthKind):
        return _("Give a whole number from %(low)s to %(high)s.") % {"low": 0, "high": 60}
    if isinstance(kind, Whole):
        return _("Give a whole number from %(low)s to %(high)s.") % {"low": kind.low, "high": kind.high}
    return _("This value cannot be used. Choose another one.")
