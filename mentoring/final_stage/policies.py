"""Who may do what with the year-end report (domain, section 11: report, council's item)."""

from typing import Any

from django.core.exceptions import PermissionDenied

from common import clock
from mentoring.council import selectors as council
from mentoring.council.rules import Reading
from mentoring.final_stage.models import FinalReport
from mentoring.mentorships import policies as cases
from mentoring.mentorships.models import Mentorship
from schools.people.access import Role, access_of

HEARS = (Role.CHAIR, Role.SECRETARY)
CLOSES = (Role.DEPUTY, Role.SECRETARY)
# From the mentor's sending of the report to the extract.
WITH_COUNCIL = (Mentorship.State.HEARING, Mentorship.State.CLOSING)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied


def can_write(user: Any, mentorship: Mentorship) -> bool:
    """The mentor of the open pairing opens the final stage, writes the report and sends it."""
    return cases.is_mentor(user, mentorship)


def can_speak(user: Any, mentorship: Mentorship) -> bool:
    """The novice adds one's own words."""
    return cases.is_novice(user, mentorship)


def can_put_on_agenda(user: Any, mentorship: Mentorship) -> bool:
    """The deputy head, or the council's secretary; one on themselves, or on their own work as the mentor, the other
    one puts there while there is one who can sign in."""
    return cases.leads_in_others_matter(user, mentorship, *CLOSES, passes_to=CLOSES, counts_mentors=True)


def can_record_hearing(user: Any, mentorship: Mentorship) -> bool:
    """The chair or the secretary of the council, in a matter of their own only where nobody else can."""
    return access_of(user).has(mentorship.school_id, *HEARS) and cases.free_or_alone(user, mentorship, *HEARS)


def can_issue_extract(user: Any, mentorship: Mentorship) -> bool:
    """The deputy head or the secretary, for the extract is signed; in a matter of their own as for the hearing."""
    return can_put_on_agenda(user, mentorship) and cases.free_or_alone(user, mentorship, *CLOSES)


def can_read_report(user: Any, mentorship: Mentorship, report: FinalReport | None) -> bool:
    """Whoever may open the case; the chair and the secretary who are listed for the meeting that hears it, once the
    mentor has sent it and while its item is open.
    """
    return cases.can_view(user, mentorship) or council_reads(user, report) >= Reading.FILE


def can_view_hearing(user: Any, mentorship: Mentorship, report: FinalReport | None) -> bool:
    """Deputy and head, and those of the council who are listed for the meeting, while the report is before it.

    Chair and secretary find the page also without being listed as long as they have to act on it: put the report on an
    agenda, record the hearing, until the minutes are signed. No text of the report stands on it for them then.
    """
    if cases.leads(user, mentorship) or council_reads(user, report) >= Reading.SUMMARY:
        return True
    return awaits_officer(user, mentorship, report)


def can_read_summary(user: Any, mentorship: Mentorship, report: FinalReport | None) -> bool:
    """The one-page summary on the page of the hearing: deputy, head, and the council while it is before it."""
    return cases.leads(user, mentorship) or council_reads(user, report) >= Reading.SUMMARY


def council_reads(user: Any, report: FinalReport | None) -> Reading:
    """How much of a report somebody reads as a matter of its meeting (`council.selectors.reading_of`): nothing before it
    is sent, nor when it was sent back.
    """
    if report is None or report.agenda_item is None or report.state not in FinalReport.BEFORE_COUNCIL:
        return Reading.NOTHING
    return council.reading_of(user, report.agenda_item.meeting, clock.today())


def awaits_officer(user: Any, mentorship: Mentorship, report: FinalReport | None) -> bool:
    """Whether the page of the hearing waits for this chair or secretary; the same as in `selectors.reachable`."""
    item = report.agenda_item if report is not None else None
    if mentorship.state in WITH_COUNCIL and item is not None and item.meeting.minutes_signed_on is None:
        return can_record_hearing(user, mentorship)
    return (
        mentorship.state == Mentorship.State.HEARING
        and access_of(user).has(mentorship.school_id, Role.SECRETARY)
        and council.needs_meeting(item)
    )
