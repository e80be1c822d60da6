"""Feedback: three fields, for two people; the trail holds no word of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.main_stage import advice, selectors, services
from mentoring.main_stage.checker import CHECKS, check
from mentoring.main_stage.models import FeedbackNote
from mentoring.mentorships.models import Pairing
from tests.factories import MOMENT, actor, case, deputy_of
from tests.mentoring.main_stage.situations import feedback, mentor_user

pytestmark = pytest.mark.django_db


def draft(mentorship, **fields):
    values = {"by": actor(mentor_user(mentorship)), "now": MOMENT, "happened_on": date(2026, 12, 1)}
    return services.save_draft(mentorship_id=mentorship.pk, **values | {"situation": "You did wrong."} | fields)


def test_a_draft_is_its_writers_alone():
    mentorship = case("main")
    note = draft(mentorship)
    assert list(selectors.notes(mentor_user(mentorship))) == [note]
    assert not selectors.notes(mentorship.novice.user).exists()
    assert selectors.feedback_count(mentorship).count == 0


def test_the_checker_never_stops_a_note():
    mentorship = case("main")
    note = draft(mentorship, attitude="You always do so because you don't care.")
    assert services.send(note_id=note.pk, by=actor(mentor_user(mentorship)), now=MOMENT).sent_at == MOMENT


def test_the_deputy_gets_days_and_a_count():
    mentorship = case("main")
    feedback(mentorship)
    feedback(mentorship, sent=False)
    assert selectors.feedback_count(mentorship).days == (date(2026, 12, 1),)
    assert not selectors.notes(deputy_of(mentorship.school)).exists()


def test_the_trail_holds_names_of_fields_only():
    mentorship = case("main")
    note = feedback(mentorship)
    services.answer(note_id=note.pk, by=actor(mentorship.novice.user), now=MOMENT, text="I will try the timer.")
    entries = AuditEntry.objects.filter(subject_kind="mentoring.feedbacknote")
    assert entries.count() == 3
    assert all(entry.private and set(entry.changes.values()) == {None} for entry in entries)


def test_a_sent_note_stays():
    mentorship = case("main")
    note = feedback(mentorship)
    with pytest.raises(DomainError, match="sent already"):
        services.send(note_id=note.pk, by=actor(mentor_user(mentorship)), now=MOMENT)
    with pytest.raises(DomainError, match="sent already"):
        draft(mentorship, note_id=note.pk)


def test_a_draft_can_be_changed_by_its_writer():
    mentorship = case("main")
    note = draft(mentorship)
    draft(mentorship, note_id=note.pk, situation="At minute 17 of lesson 3.")
    assert FeedbackNote.objects.get().situation == "At minute 17 of lesson 3."


def test_nobody_writes_sends_or_answers_for_another():
    mentorship, other = case("main"), case("main")
    note, own_draft = feedback(mentorship), draft(mentorship)
    for user in (mentorship.novice.user, deputy_of(mentorship.school), mentor_user(other)):
        with pytest.raises(PermissionDenied):
            draft(mentorship, by=actor(user))
        with pytest.raises(PermissionDenied):
            services.send(note_id=own_draft.pk, by=actor(user), now=MOMENT)
    for user in (mentor_user(mentorship), other.novice.user):
        with pytest.raises(PermissionDenied):
            services.answer(note_id=note.pk, by=actor(user), now=MOMENT, text="Thank you.")
    with pytest.raises(PermissionDenied):
        draft(other, note_id=own_draft.pk)


def test_a_mentor_who_has_gone_sends_no_more():
    mentorship = case("main")
    note, by = draft(mentorship), actor(mentor_user(mentorship))
    Pairing.objects.filter(mentorship=mentorship).update(ended_on=date(2026, 12, 2))
    with pytest.raises(PermissionDenied):
        services.send(note_id=note.pk, by=by, now=MOMENT)


@pytest.mark.parametrize("day", [date(2026, 12, 4), date(2026, 10, 28)])
def test_the_day_lies_in_the_pairing(day):
    with pytest.raises(ValidationError) as caught:
        draft(case("main"), happened_on=day)
    assert "happened_on" in caught.value.error_dict


def test_something_must_be_said():
    mentorship = case("main")
    with pytest.raises(ValidationError):
        draft(mentorship, situation=" ")
    note = feedback(mentorship)
    with pytest.raises(ValidationError):
        services.answer(note_id=note.pk, by=actor(mentorship.novice.user), now=MOMENT, text="")


def test_one_answer():
    mentorship = case("main")
    note, by = feedback(mentorship), actor(mentorship.novice.user)
    services.answer(note_id=note.pk, by=by, now=MOMENT, text="Thank you.")
    with pytest.raises(AlreadyDone):
        services.answer(note_id=note.pk, by=by, now=MOMENT, text="And one thing more.")


def test_every_advice_has_its_words():
    result = check("Noise.", "You always shout because you don't care. Bad.", "")
    titles = [
        str(item.title) for name in ("situation", "attitude", "suggestion") for item in advice.shown(result, name)
    ]
    assert {item.code for item in result.advice} >= {"fact", "positive", "generalising", "motive", "label", "empty"}
    assert "“You always” is hard to answer." in titles
    assert len(advice.checks(result)) == len(CHECKS) + 3
    assert [item.mark for item in advice.checks(check("", "", ""))] == ["soon"] * len(CHECKS)
