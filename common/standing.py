"""A form that changes what stands there: nobody's change is lost under another's, made meanwhile in another tab.

The form carries a mark of the values it was filled from (`now_so` reads them). When it comes back and the rows say
something else by now, nothing is saved: the answer is a lost race, each field that differs says what stands there now,
and the page carries the new mark, so that whoever sends it again knows what goes. Forms that carry the same mark go
one after the other, so that between the look and the change nobody slips in.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from common.dates import numeric
from common.errors import AlreadyDone

MARK = "stood"
Values = Mapping[str, Any]


class Standing:
    """What `common.forms` gives to a form that is filled from rows."""

    fields: dict[str, forms.Field]
    data: Any
    now_so: Callable[[], Values]

    def stand_on(self, now_so: Callable[[], Values], values: Values) -> None:
        """values: those it is filled from; now_so reads them anew, later."""
        self.now_so = now_so
        mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64, initial=mark_of(values))
        self.fields[MARK] = mark

    def look_again(self) -> None:
        """In the transaction that saves, before it does. Raises Changed when others wrote what this form never saw."""
        seen = self.data.get(MARK, "") if MARK in self.fields else ""
        if not seen:
            return
        _one_after_the_other(seen)
        values = self.now_so()
        if mark_of(values) == seen:
            return
        apart = [name for name in self.fields if name in values and self._differs(name, values[name])]
        if not apart:
            return
        self.data = self.data.copy()
        self.data[MARK] = mark_of(values)
        raise Changed({name: shown(self.fields[name], values[name]) for name in apart})

    def _differs(self, name: str, value: Any) -> bool:
        field = self.fields[name]
        typed: Any = self[name].data  # type: ignore[index]
        return not field.disabled and _plain(field.prepare_value(_cleaned(field, typed))) != _plain(value)


class Changed(AlreadyDone):
    """`values`: by field what stands there now, in words."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__("changed_meanwhile", _("After you opened this page, something else was saved here."))
        self.values = values

    def told(self) -> dict[str, ValidationError]:
        """What each field says."""
        return {
            name: ValidationError(_("Now it says: %(value)s"), code=self.code, params={"value": value})
            for name, value in self.values.items()
        }


def mark_of(values: Values) -> str:
    """The same for the same values; what is empty counts as what is not there."""
    told = sorted((name, plain) for name, value in values.items() if (plain := _plain(value)))
    return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def shown(field: forms.Field, value: Any) -> str:
    """A value in the words of its field."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return numeric(value)
    if not _plain(value):
        return _("empty")
    if isinstance(field, forms.ChoiceField):
        labels = dict(_labels(field.choices))
        return ", ".join(labels.get(key, key) for key in _plain(value))
    return str(value)


def _labels(choices: Any) -> Iterable[tuple[str, str]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _labels(label)
        else:
            yield str(key), str(label)


def _cleaned(field: forms.Field, typed: Any) -> Any:
    """As the service would get it; what is no value of the field stays as typed."""
    try:
        return field.to_python(typed)
    except ValidationError:
        return typed


def _plain(value: Any) -> tuple[str, ...]:
    """Comparable: no order in a choice of several, no spaces around, one kind of line ends; empty for nothing."""
    if value is None or value is False:
        return ()
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(sorted(text for one in value for text in _plain(one)))
    if isinstance(value, Decimal):
        value = value.normalize()
    text = str(getattr(value, "pk", value)).replace("\r\n", "\n").strip()
    return (text,) if text else ()


def _one_after_the_other(mark: str) -> None:
    """Until the transaction ends, no other form with this mark goes on. SQLite lets one write at a time anyway."""
    if connection.vendor == "postgresql":
        key = int(sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:15], 16)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
