"""What ends with a case: the pairing, a search for a mentor that still runs, an open suspension."""

from datetime import date, datetime

from mentoring.appointment.models import Appointment, Candidate
from mentoring.mentorships.models import Mentorship


def close_rows(mentorship: Mentorship, *, on: date, now: datetime, reason: str = "") -> None:
    """Close what is open as of this date, inclusive. In the caller's transaction, the case locked.

    A pairing or a suspension that would begin after that date ends on the day it begins: no row ends before it starts.
    """
    for pairing in mentorship.pairings.filter(ended_on__isnull=True):
        pairing.ended_on, pairing.end_reason = max(on, pairing.starts_on), reason[:300]
        pairing.save(update_fields=["ended_on", "end_reason"])
    for suspension in mentorship.suspensions.filter(ends_on__isnull=True):
        suspension.ends_on = max(on, suspension.starts_on)
        suspension.save(update_fields=["ends_on"])
    running = Appointment.objects.filter(mentorship=mentorship).exclude(
        state__in=[Appointment.State.ORDERED, Appointment.State.CLOSED]
    )
    Candidate.objects.filter(appointment__in=running, closed_at__isnull=True).update(
        state=Candidate.State.WITHDRAWN, closed_at=now, close_reason=reason
    )
    running.update(state=Appointment.State.CLOSED)
