"""Write feedback, send it, answer it. The audit trail keeps names of fields, never a word (domain, section 11)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit, clock, dates
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import AlreadyDone, DomainError
from mentoring.main_stage import policies, rules, words
from mentoring.main_stage.models import FeedbackNote
from mentoring.mentorships.models import Pairing
from mentoring.mentorships.services import locked


@transaction.atomic
def save_draft(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    situation: str,
    attitude: str = "",
    suggestion: str = "",
    note_id: int | None = None,
) -> FeedbackNote:
    """Keep a new draft, or the changed one of `note_id`; only its writer sees it.

    Raises PermissionDenied; ValidationError for a date in the future or before the pairing and for no situation at
    all; DomainError("not_draft") when it was sent already.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_write_feedback(by.user, mentorship))
    pairing = Pairing.objects.open().select_related("mentor").get(mentorship=mentorship)
    if happened_on > clock.today(now):
        raise ValidationError({"happened_on": words.FUTURE})
    if happened_on < pairing.starts_on:
        raise ValidationError({"happened_on": words.BEFORE_PAIRING % {"day": dates.with_weekday(pairing.starts_on)}})
    if not situation.strip():
        raise ValidationError({"situation": words.SAY_SITUATION})
    if note_id is None:
        refuse_beyond(FeedbackNote.objects.filter(mentorship=mentorship), rules.MOST_NOTES)
        note = FeedbackNote(mentorship=mentorship, mentor=pairing.mentor)
    else:
        note = _locked_note(note_id)
        policies.require(note.mentorship_id == mentorship.pk and note.mentor.user_id == by.user_id)
        if note.sent_at is not None:
            raise DomainError("not_draft", words.NOT_DRAFT)
    note.happened_on, note.saved_at = happened_on, now
    note.situation, note.attitude, note.suggestion = situation.strip(), attitude.strip(), suggestion.strip()
    note.save()
    _record(note, "feedback.saved", by, now, "happened_on", "situation", "attitude", "suggestion")
    return note


@transaction.atomic
def send(*, note_id: int, by: Actor, now: datetime) -> FeedbackNote:
    """Send a draft to the novice; it cannot be changed after that. Nothing the checker says stops it.

    Raises PermissionDenied; DomainError("not_draft") when it was sent already.
    """
    note = _locked_note(note_id)
    policies.require(policies.can_view_feedback(by.user, note) and note.mentor.user_id == by.user_id)
    if note.sent_at is not None:
        raise DomainError("not_draft", words.NOT_DRAFT)
    policies.require(policies.can_change_feedback(by.user, note))
    note.sent_at = now
    note.save(update_fields=["sent_at"])
    _record(note, "feedback.sent", by, now, "sent_at")
    return note


@transaction.atomic
def write_and_send(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    situation: str,
    attitude: str = "",
    suggestion: str = "",
    note_id: int | None = None,
) -> FeedbackNote:
    """Keep and send in one step: both, or neither. Raises as `save_draft` and `send`."""
    note = save_draft(
        mentorship_id=mentorship_id,
        by=by,
        now=now,
        happened_on=happened_on,
        situation=situation,
        attitude=attitude,
        suggestion=suggestion,
        note_id=note_id,
    )
    return send(note_id=note.pk, by=by, now=now)


@transaction.atomic
def answer(*, note_id: int, by: Actor, now: datetime, text: str) -> FeedbackNote:
    """The novice answers, once; the mentor reads it.

    Raises PermissionDenied; ValidationError without a text; AlreadyDone when it is answered.
    """
    note = _locked_note(note_id)
    policies.require(policies.can_answer_feedback(by.user, note))
    if not text.strip():
        raise ValidationError({"answer": words.WRITE_ANSWER})
    if note.answered_at is not None:
        raise AlreadyDone("already_answered", words.ANSWERED, who=by.user, when=note.answered_at)
    note.answer, note.answered_at = text.strip(), now
    note.save(update_fields=["answer", "answered_at"])
    _record(note, "feedback.answered", by, now, "answer")
    return note


def _locked_note(note_id: int) -> FeedbackNote:
    return (
        FeedbackNote.objects.select_for_update(of=("self",))
        .select_related("mentor", "mentorship__school", "mentorship__novice")
        .get(pk=note_id)
    )


def _record(note: FeedbackNote, action: str, by: Actor, now: datetime, *fields: str) -> None:
    audit.record(
        by=by,
        now=now,
        action=action,
        subject=note,
        school_id=note.mentorship.school_id,
        changes=dict.fromkeys(fields),
        private=True,
    )
