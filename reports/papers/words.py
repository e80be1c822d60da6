"""The papers' fixed words that stand behind a code, and the short sentences with numbers in them.

Everything is lazy: the language is chosen where the words are printed, and in side-by-side papers twice. Components are
named as on pages, criteria shorter, so that they fit the chart. Sentences are so built that no name and no typed word
has to be inflected.
"""

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.dates import numeric
from mentoring.library import words as library

COMPONENTS = {
    code: library.COMPONENTS[code]
    for code in ("design", "organisational", "constructive", "analytical", "relational")
}
CRITERIA = {
    "D01": pgettext_lazy("short criterion", "Time in the lesson"),
    "D02": pgettext_lazy("short criterion", "Homework, summing-up"),
    "D03": pgettext_lazy("short criterion", "Explaining the material"),
    "D04": pgettext_lazy("short criterion", "Staying on the topic"),
    "D05": pgettext_lazy("short criterion", "Choosing forms and methods"),
    "D06": pgettext_lazy("short criterion", "Contact with pupils"),
    "D07": pgettext_lazy("short criterion", "Work with parents"),
    "D08": pgettext_lazy("short criterion", "Work with colleagues"),
    "D09": pgettext_lazy("short criterion", "Work with the administration"),
    "D11": pgettext_lazy("short criterion", "Openness, reflection"),
    "D12": pgettext_lazy("short criterion", "Journals and documents"),
    "D13": pgettext_lazy("short criterion", "Programme, own topic"),
    "D14": pgettext_lazy("short criterion", "Differentiation"),
    "D15": pgettext_lazy("short criterion", "Conflicts in class"),
}
CONCLUSIONS = {
    "ready": pgettext_lazy("conclusion", "Ready"),
    "with_support": pgettext_lazy("conclusion", "Ready, with support"),
    "not_ready": pgettext_lazy("conclusion", "Not ready yet"),
    "outside": pgettext_lazy("conclusion", "Not part of the conclusion"),
    "": pgettext_lazy("conclusion", "No conclusion entered"),
}
VERDICTS = {
    "ready": pgettext_lazy("the mentee is", "ready for independent work"),
    "with_support": pgettext_lazy("the mentee is", "ready, with support"),
    "continue": pgettext_lazy("the mentee is", "mentoring to be continued"),
}
EVALUATIONS = {
    "effective": pgettext_lazy("the mentor's work is", "effective"),
    "partly": pgettext_lazy("the mentor's work is", "partly effective"),
    "not_effective": pgettext_lazy("the mentor's work is", "not effective"),
}
DEADLINES = {
    "D1": pgettext_lazy("step", "Candidate considered, order issued"),
    "D2": pgettext_lazy("step", "Level of training determined"),
    "D3": pgettext_lazy("step", "Level and individual needs diagnosed"),
    "D4a": pgettext_lazy("step", "Plan drafted"),
    "D4b": pgettext_lazy("step", "Plan agreed by the deputy head"),
    "D4c": pgettext_lazy("step", "Plan approved by the head"),
    "D5": pgettext_lazy("step", "Plan carried out"),
    "D6": pgettext_lazy("step", "Interim assessment"),
    "D7": pgettext_lazy("step", "Report submitted to the council"),
    "D8": pgettext_lazy("step", "Report heard and evaluated"),
}
STATES = {
    "met": pgettext_lazy("deadline", "on time"),
    "met_late": pgettext_lazy("deadline", "late"),
    "overdue": pgettext_lazy("deadline", "overdue"),
    "open": pgettext_lazy("deadline", "not due yet"),
    "waived": pgettext_lazy("deadline", "waived"),
    "suspended": pgettext_lazy("deadline", "suspended"),
    "meeting": pgettext_lazy("deadline", "at this meeting"),
}
SOURCES = {
    "law": _("Order No 160"),
    "law_start_school": _("Order No 160; start: school setting"),
    "law_day_school": _("Order No 160; day: school setting"),
    "school": _("school setting"),
}
STARTS = {
    "hire": pgettext_lazy("counted from", "the hire"),
    "order": pgettext_lazy("counted from", "the order"),
    "announcement": pgettext_lazy("counted from", "the announcement"),
    "level": pgettext_lazy("counted from", "the level"),
    "submission": pgettext_lazy("counted from", "the submission"),
    "agreement": pgettext_lazy("counted from", "the agreement"),
    "first_uncovered_day": pgettext_lazy("counted from", "the first day without a mentor"),
}
LENGTHS = {
    "with_d3": pgettext_lazy("deadline", "together with D3"),
    "year": pgettext_lazy("deadline", "one academic year"),
    "quarter_2": pgettext_lazy("deadline", "last working day of quarter 2"),
    "quarter_middle": pgettext_lazy("deadline", "last working day of the quarter with the period’s middle"),
    "teaching_end": pgettext_lazy("deadline", "last working day of teaching"),
    "meeting": pgettext_lazy("deadline", "at the meeting"),
}
BASES = {
    "first_time": _("first time in a school"),
    "new_to_school": _("new to the collective"),
    "deficit": _("diagnosed deficit"),
}
CATEGORIES = {
    "trainee": _("trainee teacher"),
    "teacher": pgettext_lazy("category", "teacher"),
    "moderator": _("teacher-moderator"),
    "expert": _("teacher-expert"),
    "researcher": _("teacher-researcher"),
    "master": _("teacher-master"),
}
FORMS = {
    "observation": _("Lesson observed and discussed"),
    "planning": _("Joint planning"),
    "consultation": _("Consultation"),
    "seminar": _("Seminar, workshop"),
    "visit": _("Visit to an experienced teacher"),
    "open_lesson": _("Open lesson"),
    "self_education": _("Self-education"),
    "documents": _("Work with documents"),
    "other": pgettext_lazy("form of work", "Other"),
}
ROLES = {
    "mentor": _("Mentor"),
    "novice": _("Mentee"),
    "novice_acquainted": _("Mentee, acquainted"),
    "deputy": _("Deputy head for academic work"),
    "head": _("Head teacher"),
    "acting_head": _("Acting head teacher"),
    "chair": _("Chair of the council"),
    "secretary": _("Secretary"),
}


def late(function: Callable[[], str]) -> Promise:
    """The words that `function` gives, asked anew for each language."""
    return lazy(function, str)()  # type: ignore[return-value]  # the stubs name what it turns into, not the Promise


def filled(words: Promise, **values: object) -> Promise:
    """Fixed words with `{names}` filled in; a value may itself be fixed words, a date is written 02.12.2026."""

    def text() -> str:
        plain = {name: numeric(value) if isinstance(value, date) else str(value) for name, value in values.items()}
        return str(words).format_map(plain)

    return late(text)


def working_days(count: int) -> Promise:
    """“5 working days”"""
    return late(lambda: ngettext("{n} working day", "{n} working days", count).format(n=count))


def calendar_days(count: int) -> Promise:
    """“10 calendar days”"""
    return late(lambda: ngettext("{n} calendar day", "{n} calendar days", count).format(n=count))


def counted(length: Promise, start: str, on: date | None = None) -> Promise:
    """“5 working days · from: the hire, 25.08.2026”: the length of a deadline and the event that it runs from."""
    if on is None:
        return filled(_("{length}, counted from: {event}"), length=length, event=STARTS[start])
    return filled(_("{length}, counted from: {event}, {date}"), length=length, event=STARTS[start], date=on)


def before_meeting(count: int) -> Promise:
    """“5 working days before the meeting”"""
    return late(
        lambda: ngettext("{n} working day before the meeting", "{n} working days before the meeting", count).format(
            n=count
        )
    )


def service(years: int) -> Promise:
    """“19 years of service”"""
    return late(lambda: ngettext("{n} year of service", "{n} years of service", years).format(n=years))


def hired(on: date) -> Promise:
    """“hired on 25.08.2026”"""
    return filled(_("hired on {date}"), date=on)


def lent(school: str) -> Promise:
    """“mentor from another school: …”"""
    return filled(_("mentor from another school: {school}"), school=school)


def hours_and_minutes(minutes: int) -> Promise:
    """“29 h 15”, as the figures on page 1 tell time; never broken at a line's end."""
    hours, rest = divmod(minutes, 60)

    def text() -> str:
        if rest:
            words = gettext("{hours} h {minutes}").format(hours=hours, minutes=f"{rest:02d}")
        else:
            words = gettext("{hours} h").format(hours=hours)
        return words.replace(" ", "\u00a0")

    return late(text)


def clock(minutes: int | None) -> str:
    """1:15 in tables, a dash where nothing was entered."""
    return "–" if minutes is None else f"{minutes // 60}:{minutes % 60:02d}"
