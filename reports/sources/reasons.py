"""The reasons that have to be printed (domain, sections 1, 2a and 5): exceptions, matters of one's own, late entries."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from common import clock
from mentoring.appointment.models import Candidate
from mentoring.appointment.rules import Answer
from mentoring.council.models import AgendaItem, Order
from mentoring.main_stage.models import LogEntry
from mentoring.mentorships.models import Mentorship, Step
from reports.papers import words
from reports.papers.base import NOTHING, Exemption, Typed, Words
from reports.papers.year_end_report.rows import EnteredLater
from reports.sources import people

REQUIREMENTS = _("Requirements for a mentor")
OWN_MATTER = _("In a matter of one’s own, since there was no other official")


def of_order(candidate: Candidate | None, order: Order) -> Iterator[Exemption]:
    """What the council or the head accepted in the candidate, and an order signed in a matter of one's own."""
    language = order.school.language
    if candidate is not None and candidate.council_reason:
        on = order.council_date or order.signed_on
        borderline = candidate.verdict in (Answer.BORDERLINE, Answer.UNKNOWN)
        heading = _("Borderline case, recommended by the council") if borderline else _("Reason of the council")
        yield Exemption(heading, REQUIREMENTS, on, Typed(candidate.council_reason, language))
    if candidate is not None and candidate.exception_by is not None:
        heading, by = _("Exception by the head"), people.person(candidate.exception_by)
        yield Exemption(heading, REQUIREMENTS, order.signed_on, Typed(candidate.exception_reason, language), by)
    if order.no_other_official:
        by = people.person(order.signed_by)
        reason = Typed(order.no_other_official, language)
        yield Exemption(OWN_MATTER, _("Order signed"), order.signed_on, reason, by)


def of_case(mentorship: Mentorship, item: AgendaItem | None) -> Iterator[Exemption]:
    """The plan, the minutes and the extract, where somebody signed in a matter of one's own."""
    language = mentorship.school.language
    for step in mentorship.steps.exclude(no_other_official="").select_related("by"):
        by = people.person(step.by) if step.by else None
        yield Exemption(OWN_MATTER, _name(step), step.happened_on, Typed(step.no_other_official, language), by)
    meeting = item.meeting if item else None
    if meeting is not None and meeting.no_other_official and meeting.minutes_signed_on and meeting.minutes_signed_by:
        by = people.person(meeting.minutes_signed_by)
        reason = Typed(meeting.no_other_official, language)
        yield Exemption(OWN_MATTER, _("Minutes signed"), meeting.minutes_signed_on, reason, by)


def entered_later(mentorship: Mentorship) -> tuple[EnteredLater, ...]:
    """Steps and log entries recorded more than a few days after they happened, in the order in which they happened."""
    language = mentorship.school.language
    told = [
        EnteredLater(
            _name(step), NOTHING, step.happened_on, clock.today(step.recorded_at), Typed(step.delay_reason, language)
        )
        for step in mentorship.steps.exclude(delay_reason="")
    ]
    entries = LogEntry.objects.filter(lines__mentorship=mentorship).exclude(delay_reason="")
    told += [
        EnteredLater(
            _("Activity"),
            Typed(entry.what, language),
            entry.happened_on,
            clock.today(entry.recorded_at),
            Typed(entry.delay_reason, language),
        )
        for entry in entries
    ]
    return tuple(sorted(told, key=lambda row: row.happened_on))


def _name(step: Step) -> Words:
    return words.late(lambda: str(Step.Kind(step.kind).label))
