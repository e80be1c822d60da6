"""Level, ratings, signing: who, when, and what stays unseen."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import DomainError
from common.models import AuditEntry
from mentoring.introductory import services
from mentoring.introductory.models import DiagnosticSheet, LevelAssessment, Rating
from mentoring.introductory.selectors.ratings import levels_of, needs_of
from mentoring.library.criteria import BY_MENTOR, CODES
from mentoring.mentorships.models import Step
from tests.factories import MOMENT
from tests.mentoring.introductory.conftest import people_of, sheet_with

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 2)
LATE = {"late_reason": "The lesson visit was moved twice."}


def level(people, role="mentor", **changes):
    values = {"methods": ["interview"], "level": "sufficient", "happened_on": ON, **LATE}
    return services.record_level(
        mentorship_id=people.mentorship.pk, by=people.actor(role), now=MOMENT, **values | changes
    )


def sign(people, role="mentor", **changes):
    return services.sign_sheet(
        mentorship_id=people.mentorship.pk,
        by=people.actor(role),
        now=MOMENT,
        **{"happened_on": ON, **LATE} | changes,
    )


def test_the_level_opens_the_diagnostics():
    people = people_of("level")
    level(people, methods=["interview", "visit"])
    assert people.fresh().state == "diagnostics"
    step = Step.objects.get(mentorship=people.mentorship, kind="level")
    assert (step.happened_on, step.late_reason, step.capacity) == (ON, LATE["late_reason"], "mentor")
    entry = AuditEntry.objects.get(action="level.recorded")
    assert entry.changes == {"level": "sufficient", "methods": ["interview", "visit"], "happened_on": "2026-12-02"}
    assert entry.school_id == people.mentorship.school_id


@pytest.mark.parametrize("role", ["novice", "deputy", "head", "stranger"])
def test_only_the_mentor_determines_the_level(role):
    people = people_of("level")
    with pytest.raises(PermissionDenied):
        level(people, role)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"methods": []}, "methods"),
        ({"methods": ["guess"]}, "methods"),
        ({"level": "best"}, "level"),
        ({"happened_on": date(2026, 12, 4)}, "happened_on"),
        ({"happened_on": date(2026, 10, 1)}, "happened_on"),
        ({"happened_on": date(2026, 11, 10)}, "delay_reason"),
        ({"late_reason": " "}, "late_reason"),
    ],
)
def test_a_level_that_cannot_be_is_refused_whole(changes, field):
    people = people_of("level")
    with pytest.raises(ValidationError) as error:
        level(people, **changes)
    assert field in error.value.error_dict
    assert not LevelAssessment.objects.exists()
    assert people.fresh().state == "level"


def test_a_level_is_recorded_once():
    people = people_of("level")
    level(people)
    with pytest.raises(DomainError) as error:
        level(people)
    assert error.value.code == "wrong_state"


def test_both_rate_apart_and_the_trail_keeps_no_level():
    people = people_of("diagnostics")
    pk = people.mentorship.pk
    services.save_self_rating(mentorship_id=pk, by=people.actor("novice"), now=MOMENT, levels={"D01": 2})
    services.save_self_rating(mentorship_id=pk, by=people.actor("novice"), now=MOMENT, levels={"D01": 3, "D10": 1})
    services.save_mentor_rating(
        mentorship_id=pk, by=people.actor("mentor"), now=MOMENT, levels={"D01": 1}, comments={"D01": "8A, lesson 3"}
    )
    sheet = DiagnosticSheet.objects.get(mentorship=pk)
    assert levels_of(sheet) == ({"D01": 3, "D10": 1}, {"D01": 1})
    assert Rating.objects.get(rater="mentor").comment == "8A, lesson 3"
    entries = AuditEntry.objects.filter(action__startswith="rating.")
    assert entries.count() == 3
    assert all(entry.private and set(entry.changes.values()) == {None} for entry in entries)


def test_a_rating_is_finished_when_whole_and_then_fixed():
    people = people_of("diagnostics")
    pk = people.mentorship.pk
    with pytest.raises(ValidationError) as error:
        services.finish_self_rating(mentorship_id=pk, by=people.actor("novice"), now=MOMENT, levels={"D01": 2})
    assert set(error.value.error_dict) == set(BY_MENTOR) - {"D01"}
    assert not Rating.objects.exists()
    services.finish_self_rating(
        mentorship_id=pk, by=people.actor("novice"), now=MOMENT, levels=dict.fromkeys(CODES, 2)
    )
    with pytest.raises(DomainError) as fixed:
        services.save_self_rating(mentorship_id=pk, by=people.actor("novice"), now=MOMENT, levels={"D01": 0})
    assert fixed.value.code == "rating_done"


def test_the_mentor_never_rates_the_strain():
    people = people_of("diagnostics")
    with pytest.raises(ValidationError) as error:
        services.save_mentor_rating(
            mentorship_id=people.mentorship.pk, by=people.actor("mentor"), now=MOMENT, levels={"D10": 2}
        )
    assert "D10" in error.value.error_dict
    services.finish_mentor_rating(
        mentorship_id=people.mentorship.pk,
        by=people.actor("mentor"),
        now=MOMENT,
        levels=dict.fromkeys(BY_MENTOR, 2),
    )
    assert DiagnosticSheet.objects.get().mentor_done_at == MOMENT


@pytest.mark.parametrize("level", [-1, 5])
def test_levels_go_from_0_to_4(level):
    people = people_of("diagnostics")
    with pytest.raises(ValidationError):
        services.save_self_rating(
            mentorship_id=people.mentorship.pk, by=people.actor("novice"), now=MOMENT, levels={"D01": level}
        )


@pytest.mark.parametrize("role", ["mentor", "deputy", "head"])
def test_nobody_rates_for_the_novice(role):
    people = people_of("diagnostics")
    with pytest.raises(PermissionDenied):
        services.save_self_rating(mentorship_id=people.mentorship.pk, by=people.actor(role), now=MOMENT, levels={})


@pytest.mark.parametrize("role", ["novice", "deputy", "head"])
def test_nobody_rates_for_the_mentor(role):
    people = people_of("diagnostics")
    with pytest.raises(PermissionDenied):
        services.save_mentor_rating(mentorship_id=people.mentorship.pk, by=people.actor(role), now=MOMENT, levels={})


def test_signing_opens_the_planning_and_gives_the_needs():
    people = people_of("diagnostics")
    sheet_with(
        people.mentorship,
        by_mentor={"D01": 1, "D14": 0},
        by_novice={"D01": 1, "D14": 1},
        self_done=True,
        mentor_done=True,
    )
    assert needs_of(people.mentorship) == ()
    sheet = sign(people)
    assert (sheet.signed_on, sheet.signed_by) == (ON, people["mentor"])
    assert people.fresh().state == "planning"
    assert needs_of(people.mentorship) == ("D01", "D14")


def test_ratings_far_apart_are_discussed_first():
    people = people_of("diagnostics")
    sheet_with(people.mentorship, by_mentor={"D01": 1}, self_done=True, mentor_done=True)
    with pytest.raises(ValidationError) as error:
        sign(people)
    assert "discussed_note" in error.value.error_dict
    sheet = sign(people, discussed_note="Minutes are counted from the bell.")
    assert sheet.discussed_note == "Minutes are counted from the bell."
    assert AuditEntry.objects.get(action="sheet.signed").changes["discussed_note"] is None


@pytest.mark.parametrize("done", [{}, {"self_done": True}, {"mentor_done": True}])
def test_no_signature_before_both_are_done(done):
    people = people_of("diagnostics")
    sheet_with(people.mentorship, **done)
    with pytest.raises(DomainError) as error:
        sign(people)
    assert error.value.code == "not_both_done"


def test_a_sheet_is_signed_once_and_by_the_mentor():
    people = people_of("diagnostics")
    sheet_with(people.mentorship, self_done=True, mentor_done=True)
    with pytest.raises(PermissionDenied):
        sign(people, "deputy")
    sign(people)
    with pytest.raises(DomainError) as error:
        sign(people)
    assert error.value.code == "sheet_signed"


def test_the_sheet_at_the_end_moves_nothing():
    people = people_of("main")
    pk = people.mentorship.pk
    services.finish_self_rating(
        mentorship_id=pk, by=people.actor("novice"), now=MOMENT, levels=dict.fromkeys(CODES, 3), occasion="end"
    )
    services.finish_mentor_rating(
        mentorship_id=pk, by=people.actor("mentor"), now=MOMENT, levels=dict.fromkeys(BY_MENTOR, 3), occasion="end"
    )
    sign(people, occasion="end")
    assert people.fresh().state == "main"
    assert not Step.objects.filter(mentorship=pk, kind="diagnosed", happened_on=ON).exists()


def test_ratings_wait_for_their_time():
    people = people_of("level")
    with pytest.raises(DomainError) as error:
        services.save_self_rating(
            mentorship_id=people.mentorship.pk, by=people.actor("novice"), now=MOMENT, levels={}
        )
    assert error.value.code == "wrong_state"
