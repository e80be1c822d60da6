"""Who may what: the rows "activity log", "feedback", "interim assessment" of domain, section 11."""

from datetime import date

import pytest

from mentoring.main_stage import policies
from mentoring.main_stage.models import FeedbackNote, LogLine
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.mentorships.selectors import visible
from schools.people.models import User
from tests.factories import (
    DepartmentFactory,
    PostFactory,
    UserFactory,
    case,
    deputy_of,
    eligible_mentor,
    give,
    head_of,
)
from tests.mentoring.main_stage.situations import feedback, logged, mentor_user

pytestmark = pytest.mark.django_db
ROLES = ("novice", "mentor", "deputy", "head", "chair", "psychologist", "department", "operator", "stranger")
LEADERS = {"deputy", "head"}
TWO = {"novice", "mentor"}


def person(role: str, mentorship: Mentorship) -> User:
    school = mentorship.school
    if role == "novice":
        return User.objects.get(pk=mentorship.novice.user_id)
    if role == "mentor":
        return User.objects.get(pk=mentor_user(mentorship).pk)
    if role in LEADERS:
        return deputy_of(school) if role == "deputy" else head_of(school)
    if role in ("chair", "psychologist"):
        return give(UserFactory(), school, role)
    if role == "department":
        user = UserFactory()
        PostFactory(user=user, school=None, department=DepartmentFactory(), kind="department")
        return user
    return UserFactory(is_operator=role == "operator")


def fresh(mentorship: Mentorship, user: User) -> Mentorship:
    return Mentorship.objects.prefetch_related("pairings__mentor").select_related("novice").get(pk=mentorship.pk)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("can_view_log", TWO | LEADERS),
        ("can_log", {"mentor"}),
        ("can_set_outcome", {"mentor"}),
        ("can_list_feedback", TWO | {"deputy"}),
        ("can_count_feedback", {"deputy"}),
        ("can_write_feedback", {"mentor"}),
        ("can_view_interim", TWO | LEADERS),
        ("can_record_interim", {"mentor"}),
        ("can_comment_interim", {"novice"}),
    ],
)
def test_the_table_in_the_main_stage(clock, role, policy, allowed):
    mentorship = case("main")
    user = person(role, mentorship)
    assert getattr(policies, policy)(user, fresh(mentorship, user)) is (role in allowed)


@pytest.mark.parametrize("role", ROLES)
def test_lines_are_confirmed_and_seen_as_the_table_says(clock, role):
    mentorship = case("main")
    line = logged(mentorship).lines.get()
    user = person(role, mentorship)
    assert policies.can_confirm(user, line) is (role == "novice")
    assert LogLine.objects.visible_to(user).exists() is (role in TWO | LEADERS)
    assert visible(user).exists() is (role in TWO | LEADERS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("sent", [True, False])
def test_feedback_is_seen_by_its_writer_and_once_sent_by_the_novice(clock, role, sent):
    mentorship = case("main")
    note = feedback(mentorship, sent=sent)
    user = person(role, mentorship)
    seen = role == "mentor" or (role == "novice" and sent)
    assert policies.can_view_feedback(user, note) is seen
    assert FeedbackNote.objects.visible_to(user).exists() is seen
    assert policies.can_change_feedback(user, note) is (role == "mentor" and not sent)
    assert policies.can_answer_feedback(user, note) is (role == "novice" and sent)


@pytest.mark.parametrize(
    ("state", "log", "outcome", "interim"),
    [
        ("level", True, False, False),
        ("diagnostics", True, False, False),
        ("planning", True, False, False),
        ("main", True, True, True),
        ("report", True, True, False),
        ("hearing", True, False, False),
        ("closing", True, False, False),
        ("completed", False, False, False),
        ("terminated", False, False, False),
    ],
)
def test_what_the_mentor_may_in_each_state(clock, state, log, outcome, interim):
    mentorship = case(state)
    user = mentor_user(mentorship)
    mentorship = fresh(mentorship, user)
    assert policies.can_log(user, mentorship) is log
    assert policies.can_write_feedback(user, mentorship) is log
    assert policies.can_set_outcome(user, mentorship) is outcome
    assert policies.can_record_interim(user, mentorship) is interim


def test_the_next_mentor_does_not_read_what_the_first_one_wrote(clock):
    mentorship = case("main")
    note = feedback(mentorship)
    Pairing.objects.filter(mentorship=mentorship).update(ended_on=date(2026, 12, 2))
    follower = eligible_mentor(mentorship.school).user
    assert not policies.can_view_feedback(follower, note)
    assert not policies.mentors_anybody(mentor_user(mentorship))
