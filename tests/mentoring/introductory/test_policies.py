"""Role by situation, as the rows of domain section 11 say."""

import pytest

from mentoring.introductory import policies
from mentoring.introductory.models import DiagnosticSheet, PlanVersion
from mentoring.mentorships.policies import can_view
from schools.people.models import User
from tests.factories import case, deputy_of, give, mentor_of
from tests.mentoring.introductory.conftest import ROLES, people_of

pytestmark = pytest.mark.django_db


def allowed(people, policy, *args) -> set[str]:
    return {role for role in people.roles if policy(people[role], people.fresh(), *args)}


def test_who_reads_a_case():
    assert allowed(people_of("diagnostics"), can_view) == {"novice", "mentor", "deputy", "head"}


@pytest.mark.parametrize(
    ("policy", "who"),
    [
        (policies.can_record_level, {"mentor"}),
        (policies.can_rate, {"mentor"}),
        (policies.can_sign_sheet, {"mentor"}),
        (policies.can_rate_self, {"novice"}),
        (policies.can_request, {"novice"}),
        (policies.sees_strain, {"novice"}),
        (policies.can_write_adaptation, {"mentor", "deputy"}),
        (policies.can_write_plan, {"mentor", "deputy"}),
        (policies.can_submit_plan, {"mentor"}),
        (policies.can_agree_plan, {"deputy"}),
        (policies.can_approve_plan, {"head"}),
    ],
)
def test_who_writes(policy, who):
    people = people_of("planning")
    assert set(ROLES) == set(people.roles)
    assert allowed(people, policy) == who


@pytest.mark.parametrize(
    ("self_done", "mentor_done", "see_self", "see_mentor"),
    [
        (False, False, {"novice"}, {"mentor"}),
        (True, False, {"novice"}, {"mentor"}),
        (False, True, {"novice"}, {"mentor", "deputy", "head"}),
        (True, True, {"novice", "mentor", "deputy"}, {"novice", "mentor", "deputy", "head"}),
    ],
)
def test_ratings_are_unseen_by_each_other_until_both_are_done(self_done, mentor_done, see_self, see_mentor):
    people = people_of("diagnostics")
    moment = people.mentorship.opened_at
    sheet = DiagnosticSheet(
        self_done_at=moment if self_done else None, mentor_done_at=moment if mentor_done else None
    )
    assert allowed(people, policies.sees_self_rating, sheet) == see_self
    assert allowed(people, policies.sees_mentor_rating, sheet) == see_mentor


@pytest.mark.parametrize("state", ["awaiting_mentor", "level", "diagnostics", "hearing", "completed"])
def test_no_plan_is_written_outside_its_time(state):
    people = people_of(state)
    assert allowed(people, policies.can_write_plan) == set()


@pytest.mark.parametrize(
    ("state", "who"), [("draft", set()), ("submitted", {"deputy"}), ("agreed", {"head"}), ("approved", set())]
)
def test_who_sends_a_plan_back(state, who):
    people = people_of("planning")
    assert allowed(people, policies.can_send_back_plan, PlanVersion(state=state)) == who


def test_nothing_is_written_in_a_case_that_is_over():
    people = people_of("terminated")
    for policy in (policies.can_request, policies.can_write_adaptation, policies.can_write_plan):
        assert allowed(people, policy) == set()


def test_a_deputy_who_is_the_mentor_passes_it_to_another_deputy():
    mentorship = case("planning")
    own = give(mentor_of(mentorship).user, mentorship.school, "deputy")
    assert policies.can_agree_plan(own, mentorship)  # nobody else holds the post
    other = deputy_of(mentorship.school)
    assert not policies.can_agree_plan(User.objects.get(pk=own.pk), mentorship)
    assert policies.can_agree_plan(other, mentorship)


def test_a_head_who_is_the_mentor_passes_it_to_the_acting_head():
    mentorship = case("planning")
    # the head who signed the order stands beside the mentor here
    own = give(mentor_of(mentorship).user, mentorship.school, "head")
    assert not policies.can_approve_plan(own, mentorship)
