"""Words for days and counts: what the pure rules name by code is said here, in the reader's language.

Holidays stand in the nominative and never inside a sentence that would inflect them.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, gettext_noop, pgettext, pgettext_lazy

from schools.calendar.models import Vacation
from schools.calendar.rules import AcademicYear, Count, CountedDay, Day, Mark, Reason, Unit

HOLIDAYS: dict[str, Promise] = {
    "new_year": gettext_lazy("New Year"),
    "orthodox_christmas": gettext_lazy("Orthodox Christmas"),
    "womens_day": gettext_lazy("International Women’s Day"),
    "nauryz": gettext_lazy("Nauryz"),
    "unity_day": gettext_lazy("Unity Day of the People of Kazakhstan"),
    "defender_day": gettext_lazy("Defender of the Fatherland Day"),
    "victory_day": gettext_lazy("Victory Day"),
    "capital_day": gettext_lazy("Capital Day"),
    "constitution_day": gettext_lazy("Constitution Day"),
    "republic_day": gettext_lazy("Republic Day"),
    "first_president_day": gettext_lazy("First President Day"),
    "independence_day": gettext_lazy("Independence Day"),
    "kurban_ait": gettext_lazy("First day of Kurban Ait"),
}

MOVED_FROM_WEEKDAY: tuple[Promise, ...] = (
    gettext_lazy("%(what)s, moved from Monday"),
    gettext_lazy("%(what)s, moved from Tuesday"),
    gettext_lazy("%(what)s, moved from Wednesday"),
    gettext_lazy("%(what)s, moved from Thursday"),
    gettext_lazy("%(what)s, moved from Friday"),
    gettext_lazy("%(what)s, moved from Saturday"),
    gettext_lazy("%(what)s, moved from Sunday"),
)
"""One sentence for each weekday, because "from Sunday" inflects."""

_SIMPLE: dict[Reason, Promise] = {
    Reason.WORKING: gettext_lazy("Working day"),
    Reason.REST_DAY: pgettext_lazy("weekly rest", "Day off"),
    Reason.DECREE_OFF: gettext_lazy("Day off by decision of the government"),
    Reason.DECREE_WORKING: gettext_lazy("Working day by decision of the government"),
    Reason.SCHOOL_OFF: gettext_lazy("The school’s own day off"),
    Reason.SCHOOL_WORKING: gettext_lazy("Working day of this school"),
}


def day_label(day: Day) -> str:
    """Why the day is open or closed, as one short phrase."""
    if day.reason is Reason.HOLIDAY:
        label = gettext("Day off and %(holiday)s") % {"holiday": _holiday(day)} if day.rest_day else _holiday(day)
    elif day.reason is Reason.TRANSFER and day.moved_from is not None:
        label = MOVED_FROM_WEEKDAY[day.moved_from.weekday()] % {"what": _holiday(day)}
    elif day.reason is Reason.WORKING and day.vacation:
        label = gettext("Pupils’ vacation, but teachers work")
    else:
        label = str(_SIMPLE[day.reason])
    if day.reason in {Reason.SCHOOL_OFF, Reason.SCHOOL_WORKING} and day.source:
        return f"{label}: {day.source}"
    if day.reason is Reason.DECREE_OFF and day.moved_from is not None:
        return gettext("%(what)s, instead of %(date)s") % {"what": label, "date": _numeric(day.moved_from)}
    if day.estimate:
        return gettext("%(what)s (estimate, not announced yet)") % {"what": label}
    return label


def vacation_label(code: str) -> str:
    """“Autumn vacation”, at the beginning of a line."""
    text = str(Vacation.Kind(code).label)
    return text[:1].upper() + text[1:]


SHIPPED_SOURCE = gettext_noop("Order of the Minister of Education of 05.08.2025")


def year_source(year: AcademicYear) -> str:
    """What sets the dates; the order that came with the product in the reader's language, all others as typed."""
    if year.estimate:
        return gettext("Estimate, not published yet")
    return gettext(SHIPPED_SOURCE) if year.source == SHIPPED_SOURCE else year.source


def year_spans(year: AcademicYear) -> list[tuple[str, date, date]]:
    """Teaching and the vacations of a year, each with its first and last day."""
    vacations = ((vacation_label(vacation.code), vacation.first, vacation.last) for vacation in year.vacations)
    return [(gettext("Teaching"), year.teaching_from, year.teaching_to), *vacations]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of "how this date was counted": the date, a mark or number, the words, and a kind for its look.

    `kind` is "start", "counted", "skip" or "end".
    """

    date: date
    mark: str
    text: str
    kind: str


def count_rows(count: Count, start_label: str) -> list[Row]:
    """The whole working of a count, ready for a page or a paper; `start_label` names the event of day 0.

    A count of no days ("the last working day of …") has no day 0, and so no row for it.
    """
    rows = [Row(count.start, pgettext("row of a count", "start"), start_label, "start")] if count.length else []
    for counted in count.days:
        if counted.mark is Mark.LAST:
            mark = "" if counted.number is None else str(counted.number)
            rows.append(Row(counted.date, mark, gettext("Last day, until 23:59"), "end"))
        elif counted.mark is Mark.COUNTED:
            rows.append(Row(counted.date, str(counted.number), _counted(counted.day, count), "counted"))
        else:
            rows.append(Row(counted.date, pgettext("row of a count", "skip"), skipped_label(counted), "skip"))
    return rows


def skipped_label(counted: CountedDay) -> str:
    """Why a day was passed over (one of `Count.skipped`)."""
    if counted.mark is Mark.PAUSED:
        return gettext("Mentoring suspended")
    if counted.mark is Mark.ROLLED and counted.number is not None:
        return gettext("%(what)s, so the last day moves on") % {"what": day_label(counted.day)}
    return day_label(counted.day)


def _counted(day: Day, count: Count) -> str:
    label = day_label(day)
    if count.unit is Unit.CALENDAR and not day.working:
        return gettext("%(what)s; every calendar day counts") % {"what": label}
    return label


def _holiday(day: Day) -> str:
    names = [str(HOLIDAYS[code]) for code in day.holidays]
    if day.other_holiday:
        names.append(day.other_holiday)
    return ", ".join(names)


def _numeric(on: date) -> str:
    return on.strftime("%d.%m.%Y")
