"""What may befall a case: another mentor, a pause, an early end, a mistaken entry."""

from datetime import date, datetime, time

from demonstration.history.beginning import order, propose, recommend
from demonstration.history.case import Case
from mentoring.changes import services
from schools.people.models import Employment


def replace_mentor(case: Case, successor: Employment, last_day: date) -> None:
    """The mentor leaves after this day; within four working days another is appointed and takes over."""

    def end(now: datetime) -> None:
        services.end_pairing(
            mentorship_id=case.key, ended_on=last_day, reason=case.texts.mentor_left, by=case.by("deputy"), now=now
        )
        case.mentor = successor

    case.note(last_day, time(17, 30), end)
    propose(case, case.days.after(last_day, 1))
    recommend(case, case.days.after(last_day, 3))
    ordered = case.days.after(last_day, 4)
    order(case, ordered)

    def hand_over(now: datetime) -> None:
        services.write_handover(mentorship_id=case.key, text=case.texts.handover, by=case.by("deputy"), now=now)
        services.acknowledge_handover(mentorship_id=case.key, by=case.by_mentor, now=now)

    case.note(case.days.after(ordered, 2), time(14, 0), hand_over)


def suspend(case: Case, first: date, last: date | None, *, reason: str = "novice_leave") -> None:
    """A pause from–to, told on its first day."""
    case.note(
        first,
        time(9, 0),
        lambda now: services.suspend(
            mentorship_id=case.key,
            reason=reason,
            starts_on=first,
            ends_on=last,
            order_text=case.texts.leave_order,
            by=case.by("deputy"),
            now=now,
        ),
    )


def terminate(case: Case, on: date) -> None:
    """The new teacher has left."""
    case.note(
        on,
        time(17, 30),
        lambda now: services.terminate(
            mentorship_id=case.key, happened_on=on, reason=case.texts.terminated, by=case.by("deputy"), now=now
        ),
    )


def cancel(case: Case, on: date) -> None:
    """It was entered in error."""
    case.note(
        on,
        time(11, 0),
        lambda now: services.cancel(
            mentorship_id=case.key, happened_on=on, reason=case.texts.cancelled, by=case.by("deputy"), now=now
        ),
    )
