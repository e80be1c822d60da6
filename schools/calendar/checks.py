"""What a change of a calendar must satisfy, said in plain words. Forms ask before, services ask again under the lock.

The names of the faults are those of the forms' fields. All raise ValidationError.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import dates
from schools.calendar.models import Vacation as Row
from schools.calendar.rules import AcademicYear, Decree, Vacation, WorkCalendar
from schools.calendar.words import day_label

MOST_OWN_DAYS = 500
"""Days that one school has otherwise than the country, of all years: every count of its dates reads them."""

Span = tuple[date | None, date | None]

_NAMELESS = gettext_lazy("Say why, in a few words: it is shown in the calendar and in the working of every date.")
_SOURCE = gettext_lazy("Name the decree: it is shown in the calendar and in the working of every date.")


def own_day(calendar: WorkCalendar, on: date, working: bool, reason: str) -> None:
    """A day stands on the school's list once, differs from what it would be anyway, and has its reason."""
    _needs_text("reason", reason, _NAMELESS)
    listed = next((day for day in calendar.exceptions if day.on == on), None)
    if listed is not None:
        raise ValidationError(
            {"date": _("This day is on the list already: %(what)s. Remove it first.") % {"what": listed.reason}}
        )
    _differs("date", calendar, on, working)


def decree(calendars: Iterable[WorkCalendar], others: Iterable[Decree], new: Decree) -> None:
    """A day is moved once for each week, differs from what it would be anyway, and names its source.

    calendars: the country's, for each week that the decree is for. others: the decrees beside this one.
    """
    _needs_text("source", new.source, _SOURCE)
    if new.pair == new.on:
        raise ValidationError({"pair": _("A day cannot be exchanged with itself. Give another one.")})
    _moved_once("date", new.on, new, others)
    if new.pair is not None:
        _moved_once("pair", new.pair, new, others)
    faults: list[ValidationError] = []
    for calendar in calendars:
        try:
            _differs("date", calendar, new.on, new.working)
        except ValidationError as fault:
            faults.append(fault)
    if len(faults) == len(new.weeks):
        raise faults[0]


def academic_year(
    start_year: int,
    teaching: Span,
    vacations: Mapping[str, Span],
    *,
    source: str = "",
    estimate: bool = False,
) -> AcademicYear:
    """The year from what was typed: teaching, three vacations in their order inside it, and the one of first grade.

    vacations: from and until by `Vacation.Kind`; the one of first grade may be missing.
    """
    faults: dict[str, object] = {}
    if not estimate and not source.strip():
        faults["source"] = _("Name the order that sets these dates.")
    begins, ends = date(start_year, 9, 1), date(start_year + 1, 8, 31)
    first, last = teaching
    for name, on in (("teaching_from", first), ("teaching_to", last)):
        if on is not None and not begins <= on <= ends:
            faults[name] = _("The academic year lasts from %(first)s to %(last)s.") % {
                "first": dates.numeric(begins),
                "last": dates.numeric(ends),
            }
    if first and last and "teaching_to" not in faults and last <= first:
        faults["teaching_to"] = _("Teaching ends after it begins.")
    before = first
    for kind in (Row.Kind.AUTUMN, Row.Kind.WINTER, Row.Kind.SPRING):
        starts, until = vacations[kind]
        if starts and until and (fault := _misplaced(starts, until, before, last)):
            faults[f"{kind}_{fault[0]}"] = fault[1]
        before = until or before
    starts, until = vacations.get(Row.Kind.FIRST_GRADE, (None, None))
    if bool(starts) != bool(until):
        faults["first_grade_to" if starts else "first_grade_from"] = _("Give both days, or neither.")
    elif starts and until and (fault := _misplaced(starts, until, first, last)):
        faults[f"first_grade_{fault[0]}"] = fault[1]
    if faults:
        raise ValidationError(faults)
    if first is None or last is None:
        raise ValidationError({"teaching_from": _("Give the date.")})
    found = ((kind, *span) for kind, span in vacations.items())
    return AcademicYear(
        start_year=start_year,
        teaching_from=first,
        teaching_to=last,
        vacations=tuple(
            Vacation(str(kind), starts, until, first_grade=kind == Row.Kind.FIRST_GRADE)
            for kind, starts, until in found
            if starts and until
        ),
        estimate=estimate,
        source=source.strip(),
    )


def same_dates(one: AcademicYear, other: AcademicYear) -> bool:
    """Whether both count alike, whatever their source says."""
    return (one.teaching_from, one.teaching_to, {*one.vacations}) == (
        other.teaching_from,
        other.teaching_to,
        {*other.vacations},
    )


def _needs_text(name: str, text: str, sentence: object) -> None:
    if not text.strip():
        raise ValidationError({name: str(sentence)})


def _moved_once(name: str, on: date, new: Decree, others: Iterable[Decree]) -> None:
    twice = next((other for other in others if other.on == on and set(other.weeks) & set(new.weeks)), None)
    if twice is not None:
        raise ValidationError(
            {name: _("This day is moved already: %(what)s. Change or remove that first.") % {"what": twice.source}}
        )


def _differs(name: str, calendar: WorkCalendar, on: date, working: bool) -> None:
    day = calendar.day(on)
    if day.working == working:
        if working:
            raise ValidationError({name: _("This is a working day anyway. There is nothing to change.")})
        sentence = _("This day is off anyway: %(what)s. There is nothing to change.")
        raise ValidationError({name: sentence % {"what": day_label(day)}})


def _misplaced(starts: date, until: date, after: date | None, before: date | None) -> tuple[str, str] | None:
    if until < starts:
        return "to", _("The end is before the beginning.")
    if after and starts <= after:
        return "from", _("This begins before what comes earlier in the year has ended.")
    if before and until >= before:
        return "to", _("A vacation lies inside the teaching.")
    return None
