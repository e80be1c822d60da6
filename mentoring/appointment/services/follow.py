"""What the appointment does when something happened in the case or at the council, in the same transaction."""

from django.core.exceptions import ValidationError

from mentoring.appointment import selectors, words
from mentoring.appointment.models import Appointment, Candidate
from mentoring.appointment.rules import Answer
from mentoring.appointment.services.candidates import close, lock_candidate, open_appointment
from mentoring.council.events import ItemDecided, MinutesSigned
from mentoring.council.models import AgendaItem
from mentoring.mentorships.events import StepTaken
from mentoring.mentorships.models import Step
from mentoring.mentorships.services import record_step

ENDS = (Step.Kind.TERMINATED, Step.Kind.CANCELLED, Step.Kind.TAKEN_OVER)


def on_step(event: StepTaken) -> None:
    """A case begins with a need of a mentor; one that is over, or is taken over from paper, needs none."""
    if event.step.kind == Step.Kind.OPENED and not event.step.from_paper:
        open_appointment(mentorship=event.mentorship, opened_on=event.step.happened_on)
    elif event.step.kind in ENDS and (appointment := selectors.running(event.mentorship)) is not None:
        appointment.candidates.filter(closed_at__isnull=True).update(
            state=Candidate.State.WITHDRAWN, closed_at=event.now, close_reason=event.step.note
        )
        appointment.state = Appointment.State.CLOSED
        appointment.save(update_fields=["state"])


def on_item_decided(event: ItemDecided) -> None:
    """A borderline or unknown rule may be recommended only with the council's reason, which is printed.

    Raises ValidationError for `outcome` or `reason`; the vote is rolled back.
    """
    if event.item.kind != AgendaItem.Kind.CANDIDATE:
        return
    if not event.item.outcome:
        raise ValidationError({"outcome": words.CHOOSE_OUTCOME})
    candidate = Candidate.objects.get(agenda_item=event.item)
    favour = event.item.outcome == AgendaItem.Outcome.IN_FAVOUR
    if not event.reason and (not favour or candidate.verdict in (Answer.BORDERLINE, Answer.UNKNOWN)):
        raise ValidationError({"reason": words.GIVE_COUNCIL_REASON if favour else words.GIVE_REASON})
    candidate.council_reason = event.reason
    candidate.save(update_fields=["council_reason"])


def on_minutes_signed(event: MinutesSigned) -> None:
    """Candidates whom the council recommended go to the head; the others are closed with its reason.

    The day of the step is the day of the meeting. One who was withdrawn meanwhile is left alone.
    """
    waiting = Candidate.objects.filter(
        agenda_item__meeting=event.meeting,
        agenda_item__decided_at__isnull=False,
        state=Candidate.State.ACCEPTED,
        closed_at__isnull=True,
    )
    for pk in waiting.order_by("appointment__mentorship_id").values_list("pk", flat=True):
        candidate = lock_candidate(pk)
        assert candidate.agenda_item is not None  # filtered by the meeting of its item
        if candidate.agenda_item.outcome != AgendaItem.Outcome.IN_FAVOUR:
            close(
                candidate,
                Candidate.State.NOT_RECOMMENDED,
                candidate.council_reason,
                event.by,
                event.now,
                happened_on=event.meeting.date,
            )
            continue
        candidate.state = Candidate.State.RECOMMENDED
        candidate.save(update_fields=["state"])
        candidate.appointment.state = Appointment.State.RECOMMENDED
        candidate.appointment.save(update_fields=["state"])
        record_step(
            mentorship=candidate.appointment.mentorship,
            kind=Step.Kind.RECOMMENDED,
            happened_on=event.meeting.date,
            by=event.by,
            now=event.now,
            note=candidate.council_reason,
            delay_reason=event.delay_reason,
            checks_order=False,
        )
