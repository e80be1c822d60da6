"""From the need of a mentor to the order: a candidate, the council, the head, the announcement."""

from datetime import date, datetime, time

from common.actor import Actor
from demonstration.days import full_year
from demonstration.history.case import Case
from demonstration.meetings import Matter
from mentoring.appointment import services as appointment
from mentoring.appointment.models import Candidate
from mentoring.appointment.rules import Answer
from mentoring.council import services as council
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.services import open_mentorship
from schools.people.models import Employment


def open_case(case: Case, *, basis: str = Mentorship.Basis.FIRST_TIME) -> None:
    """The deputy records the need on the day of hire."""

    def act(now: datetime) -> None:
        opened = open_mentorship(
            novice=case.novice,
            by=case.by("deputy"),
            now=now,
            basis=basis,
            full_year=full_year(case.hired) and basis == Mentorship.Basis.FIRST_TIME,
        )
        case.key = opened.pk

    case.note(case.hired, time(10, 0), act)


def propose(case: Case, on: date, *, accepted: bool = True) -> None:
    """The deputy proposes the mentor, who agrees the same day."""

    def act(now: datetime) -> None:
        assert case.mentor is not None
        made = appointment.propose(mentorship_id=case.key, mentor_id=case.mentor.pk, by=case.by("deputy"), now=now)
        case.candidate = made.pk

    case.note(on, time(9, 30), act)
    if accepted:
        case.note(
            on, time(10, 30), lambda now: appointment.accept(candidate_id=case.candidate, by=case.by_mentor, now=now)
        )


def decline_first(case: Case, other: Employment, on: date) -> None:
    """Somebody else was asked first and declined."""

    def act(now: datetime) -> None:
        by_other = Actor(user=other.user, capacity="mentor")
        made = appointment.propose(mentorship_id=case.key, mentor_id=other.pk, by=case.by("deputy"), now=now)
        appointment.decline(candidate_id=made.pk, reason=case.texts.declined, by=by_other, now=now)

    case.note(on, time(9, 0), act)


def recommend(case: Case, on: date, *, put_on: date | None = None) -> None:
    """The candidate stands on the agenda of the meeting of that day, which recommends, if the day has come."""

    def put(meeting: int, now: datetime) -> None:
        appointment.put_on_agenda(candidate_id=case.candidate, meeting_id=meeting, by=case.by("deputy"), now=now)

    def decide(present: int, now: datetime) -> None:
        candidate = Candidate.objects.get(pk=case.candidate)
        assert candidate.agenda_item_id is not None
        council.record_decision(
            item_id=candidate.agenda_item_id,
            votes_for=max(1, present - 3),
            votes_against=0,
            votes_abstained=0,
            outcome="in_favour",
            heard=case.texts.candidate_heard,
            decision=case.texts.candidate_decision,
            reason="" if candidate.verdict == Answer.PASS else case.texts.council_reason,
            by=case.by("secretary"),
            now=now,
        )

    case.place.meetings.bring(on, Matter(put_on or case.days.after(on, -1), put, decide))


def order(case: Case, on: date) -> None:
    """The head signs the order, with a reason where a rule fails for the mentor."""

    def sign(now: datetime) -> None:
        appointment.issue_order(
            mentorship_id=case.key,
            number=case.place.next_order(on),
            signed_on=on,
            controller=case.by("deputy").user,
            exception_reason=case.texts.exception,  # kept where a rule fails, else nobody reads it
            late_reason=case.late(on, "D1", because=case.texts.late_order),
            by=case.by("head"),
            now=now,
        )

    case.note(on, time(11, 0), sign)


def announce(case: Case, on: date) -> None:
    """The deputy presents the new teacher."""
    case.note(
        on,
        time(13, 0),
        lambda now: appointment.announce(
            mentorship_id=case.key, happened_on=on, occasion=case.texts.occasion, by=case.by("deputy"), now=now
        ),
    )


def begin(case: Case, *, late: int = 0) -> date:
    """All of it, so many working days late; the day of the order."""
    open_case(case)
    propose(case, case.day(1))
    recommend(case, case.day(3 + late))
    ordered = case.day(4 + late)
    order(case, ordered)
    announce(case, case.days.after(ordered, 1))
    return ordered
