"""Who may do what in the main stage: the rows "activity log", "feedback", "interim assessment" of domain, section 11."""

from typing import Any

from django.core.exceptions import PermissionDenied

from common import clock
from mentoring.main_stage.models import FeedbackNote, LogEntry, LogLine
from mentoring.mentorships import policies as cases
from mentoring.mentorships import readers
from mentoring.mentorships.models import Mentorship, Pairing
from schools.people.access import access_of

# The report goes to the council with the outcomes as they stand; after that they stay.
OUTCOME_STATES = (Mentorship.State.MAIN, Mentorship.State.REPORT)


def require(allowed: bool) -> None:
    """Raises PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied


def mentors_anybody(user: Any) -> bool:
    """Whether the person is a mentor, the last day too, so that there is somebody to log an activity with."""
    return Pairing.objects.not_over(clock.today()).filter(mentor__user=user).exists()


def can_view_log(user: Any, mentorship: Mentorship) -> bool:
    """Whom the table of readers names; the council reads the log in the report."""
    return readers.may_read(user, mentorship, readers.Text.LOG)


def can_log(user: Any, mentorship: Mentorship) -> bool:
    """The mentor, to the last day of the pairing; a plan that is being changed stops nothing."""
    mine = (pairing for pairing in mentorship.pairings.all() if pairing.mentor.user_id == user.pk)
    return not mentorship.is_over and any(cases.is_not_over(pairing) for pairing in mine)


def can_edit(user: Any, entry: LogEntry) -> bool:
    """The mentor who logged it. Whether it is confirmed already is the service's question."""
    return entry.mentor.user_id == user.pk


def can_confirm(user: Any, line: LogLine) -> bool:
    """The novice, for one's own line, while the case runs. The same for an objection."""
    return not line.mentorship.is_over and cases.is_novice(user, line.mentorship)


def can_set_outcome(user: Any, mentorship: Mentorship) -> bool:
    """The mentor, until the report is submitted."""
    return mentorship.state in OUTCOME_STATES and cases.is_mentor(user, mentorship)


def can_list_feedback(user: Any, mentorship: Mentorship) -> bool:
    """Novice and mentor; the deputy finds dates and a count there. The head and the council: never."""
    return (
        cases.is_novice(user, mentorship) or cases.is_mentor(user, mentorship) or can_count_feedback(user, mentorship)
    )


def can_count_feedback(user: Any, mentorship: Mentorship) -> bool:
    """The deputy sees when feedback was given and how often, not a word of it."""
    return cases.is_deputy(user, mentorship)


def can_write_feedback(user: Any, mentorship: Mentorship) -> bool:
    """The mentor of the open pairing; a draft is private, so not while private records are shut."""
    return not mentorship.is_over and cases.is_mentor(user, mentorship) and access_of(user).reads_private


def can_view_feedback(user: Any, note: FeedbackNote) -> bool:
    """The same as `FeedbackNote.objects.visible_to`, for one note: its writer, and the novice once it was sent."""
    who = readers.READERS[readers.Text.FEEDBACK]
    if who.is_private and not access_of(user).reads_private:
        return False
    if readers.Part.MENTOR in who.parts and note.mentor.user_id == user.pk:
        return True
    is_sent = note.sent_at is not None
    return readers.Part.NOVICE in who.parts and is_sent and cases.is_novice(user, note.mentorship)


def can_change_feedback(user: Any, note: FeedbackNote) -> bool:
    """Its writer, while it is a draft and the pairing is open."""
    return note.sent_at is None and note.mentor.user_id == user.pk and can_write_feedback(user, note.mentorship)


def can_answer_feedback(user: Any, note: FeedbackNote) -> bool:
    """The novice to whom it was sent."""
    return can_view_feedback(user, note) and cases.is_novice(user, note.mentorship)


def can_view_interim(user: Any, mentorship: Mentorship) -> bool:
    """Novice, mentor, deputy and head; the council at its meeting."""
    return readers.may_read(user, mentorship, readers.Text.INTERIM_COMMENT)


def can_record_interim(user: Any, mentorship: Mentorship) -> bool:
    """The mentor, in the main stage."""
    return mentorship.state == Mentorship.State.MAIN and cases.is_mentor(user, mentorship)


def can_comment_interim(user: Any, mentorship: Mentorship) -> bool:
    """The novice, while the case runs."""
    return not mentorship.is_over and cases.is_novice(user, mentorship)
