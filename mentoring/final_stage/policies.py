"""Who may do what with the year-end report (domain, section 11: report, council's item)."""

from typing import Any

from django.core.exceptions import PermissionDenied

from common import clock
from mentoring.council import selectors as council
from mentoring.council.models import Attendee
from mentoring.final_stage.models import FinalReport
from mentoring.mentorships import policies as cases
from mentoring.mentorships.models import Mentorship
from schools.people.access import OF_COUNCIL, Role, access_of


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
    """The deputy head, or the council's secretary."""
    return access_of(user).has(mentorship.school_id, Role.DEPUTY, Role.SECRETARY)


HEARS = (Role.CHAIR, Role.SECRETARY)
CLOSES = (Role.DEPUTY, Role.SECRETARY)


def can_record_hearing(user: Any, mentorship: Mentorship) -> bool:
    """The chair or the secretary of the council, in a matter of their own only where nobody else can."""
    return access_of(user).has(mentorship.school_id, *HEARS) and cases.free_or_alone(user, mentorship, *HEARS)


def can_issue_extract(user: Any, mentorship: Mentorship) -> bool:
    """The deputy head or the secretary, for the extract is signed; in a matter of their own as for the hearing."""
    return can_put_on_agenda(user, mentorship) and cases.free_or_alone(user, mentorship, *CLOSES)


def can_read_report(user: Any, mentorship: Mentorship, report: FinalReport | None) -> bool:
    """Whoever may open the case; the chair and the secretary of the meeting that hears it, once the mentor has sent
    it and while its item is open.
    """
    if cases.can_view(user, mentorship):
        return True
    role = _role_at_meeting(user, report)
    return role in (Attendee.Role.CHAIR, Attendee.Role.SECRETARY) and _is_before_council(report)


def can_view_hearing(user: Any, mentorship: Mentorship, report: FinalReport | None) -> bool:
    """Deputy and head, and those of the council who are listed for the meeting, while the report is before it.

    Chair and secretary of the school find the page earlier, since one of them records the hearing; no text of the
    report stands on it before report and agenda are sent.
    """
    if cases.leads(user, mentorship) or can_record_hearing(user, mentorship):
        return True
    role = _role_at_meeting(user, report)
    return role not in (None, Attendee.Role.GUEST) and _is_before_council(report)


def can_read_summary(user: Any, mentorship: Mentorship, report: FinalReport | None) -> bool:
    """The one-page summary on the page of the hearing: deputy, head, and the council while it is before it."""
    if cases.leads(user, mentorship):
        return True
    return can_view_hearing(user, mentorship, report) and _is_before_council(report)


def _role_at_meeting(user: Any, report: FinalReport | None) -> str | None:
    """None also for one who has left the school: a list of long ago gives no right."""
    if report is None or report.agenda_item is None:
        return None
    if not access_of(user).has(report.agenda_item.meeting.school_id, *OF_COUNCIL):
        return None
    return report.agenda_item.meeting.attendees.filter(user=user).values_list("role", flat=True).first()


def _is_before_council(report: FinalReport | None) -> bool:
    """Sent by the mentor and not sent back, and its item is open: a draft on an agenda stays the mentor's."""
    if report is None or report.agenda_item is None or report.state not in FinalReport.BEFORE_COUNCIL:
        return False
    return council.is_open(report.agenda_item.meeting, clock.today())
