"""The person's part of a form: read by the rules that lists of teachers are read by (`personal`)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common import clock
from common.faults import Doubt, Wrong
from schools.people import personal
from schools.people.words import PERSONAL, SURE_WORDS

NAMES = ("surname", "given_name", "patronymic")
SURE = "sure"
READ_BY = {
    **{name: personal.READERS[name] for name in (*NAMES, "email", "phone")},
    "personnel_number": personal.number,
    "subject_text": personal.words,
}


class PersonChecks(forms.BaseForm):
    """For a form that has some of these fields. What stands there already is not judged again.

    A doubtful name is refused once, with a question; the field that answers it then stands below the names.
    """

    _asks = False

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        changed = set(self.changed_data)
        for name, read in READ_BY.items():
            if name in self.cleaned_data and name in changed:
                self._judge(name, partial(_read, read, self.cleaned_data[name]))
        if self.cleaned_data.get("surname") and self.has_error("given_name", "required"):
            del self.errors["given_name"]
            self._judge("given_name", partial(personal.given_beside, self.cleaned_data["surname"], ""))
        if self.cleaned_data.get("hired_on") and "hired_on" in changed:
            self._judge("hired_on", partial(personal.day_of_hire, self.cleaned_data["hired_on"], clock.today()))
        if self._asks or (SURE in self.data and changed & set(NAMES)):
            self._put_question()

    def _judge(self, name: str, read: Callable[[], Any]) -> None:
        """Replace the value by what is meant by it, or say why it cannot stand."""
        try:
            self.cleaned_data[name] = read()
        except Wrong as found:
            if isinstance(found, Doubt) and self.data.get(SURE):
                self.cleaned_data[name] = found.value
                return
            self._asks = self._asks or isinstance(found, Doubt)
            self.add_error(name, ValidationError(str(PERSONAL[found.code]) % found.params, code=found.code))

    def _put_question(self) -> None:
        self.fields[SURE] = forms.BooleanField(label=SURE_WORDS, required=False)
        order = [name for name in self.fields if name != SURE]
        after = max(order.index(name) for name in NAMES if name in order)
        self.order_fields([*order[: after + 1], SURE])

    @property
    def name_fields(self) -> tuple[str, ...]:
        """The names, and the question about them if there is one, for forms that say which fields stand where."""
        return (*NAMES, SURE) if SURE in self.fields else NAMES


def _read(reader: Callable[[str], Any], typed: str) -> Any:
    return reader(personal.tidy(typed)) or ""
