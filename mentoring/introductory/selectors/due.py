"""Due dates of the steps of stage 1, as the rows of the deadlines hold them."""

from datetime import date

from mentoring.mentorships.models import Mentorship


def due_of(mentorship: Mentorship, code: str) -> date | None:
    """The last day of the running round of this deadline; None where nothing is counted, or it is off or met."""
    rows = [row for row in mentorship.deadlines.all() if row.code == code]
    if not rows:
        return None
    last = max(rows, key=lambda row: row.round)
    open_now = last.met_on is None and last.waived_at is None and not last.dropped
    return last.due_on if open_now else None
