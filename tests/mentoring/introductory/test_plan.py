"""The plan: written, sent, agreed, approved, changed by a new version; each move by its own person."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.introductory import services
from mentoring.introductory.models import Activity, PlanRemark
from mentoring.introductory.selectors.plan import plan_page
from mentoring.mentorships.models import Step
from schools.people.models import Post, User
from tests.factories import MOMENT, give
from tests.mentoring.introductory.plans import (
    HEAD,
    LINE,
    add,
    code_of,
    draft,
    move,
    planning,
    to_state,
    to_state_submitted,
)

pytestmark = pytest.mark.django_db


def test_from_draft_to_the_main_stage():
    people = planning()
    plan = to_state(people, "approved")
    assert people.fresh().state == "main"
    kinds = [step.kind for step in Step.objects.filter(mentorship=people.mentorship).order_by("pk")]
    assert kinds[-3:] == ["plan_sent", "plan_agreed", "plan_approved"]
    assert (plan.agreed_by, plan.approved_by) == (people["deputy"], people["head"])
    actions = AuditEntry.objects.filter(action__in=["plan.submitted", "plan.agreed", "plan.approved"])
    assert {entry.school_id for entry in actions} == {people.mentorship.school_id}
    assert {"plan.submitted", "plan.agreed", "plan.approved"} == set(actions.values_list("action", flat=True))


def test_every_need_has_an_activity_before_the_plan_is_sent():
    people = planning(needs=("D01", "D14"))
    plan = draft(people)
    with pytest.raises(DomainError) as empty:
        move(people, plan, services.submit_plan, "mentor")
    assert code_of(empty) == "no_activity"
    add(people, plan, needs=("D01",))
    with pytest.raises(DomainError) as open_need:
        move(people, plan, services.submit_plan, "mentor")
    assert code_of(open_need) == "needs_uncovered"
    assert "Differentiation" in str(open_need.value)
    add(people, plan, needs=("D14",))
    assert move(people, plan, services.submit_plan, "mentor").state == "submitted"


def test_the_head_of_a_plan_is_written_before_it_is_sent():
    people = planning()
    plan = services.new_version(mentorship_id=people.mentorship.pk, by=people.actor("mentor"), now=MOMENT)
    add(people, plan)
    with pytest.raises(DomainError) as error:
        move(people, plan, services.submit_plan, "mentor")
    assert code_of(error) == "plan_head"


@pytest.mark.parametrize("state", ["submitted", "agreed", "approved"])
def test_what_was_sent_stays_as_it_is(state):
    people = planning()
    plan = to_state(people, state)
    activity = plan.activities.get()
    by = people.actor("mentor")
    attempts = [
        lambda: services.save_plan_head(plan_id=plan.pk, by=by, now=MOMENT, **HEAD),
        lambda: add(people, plan),
        lambda: services.edit_activity(activity_id=activity.pk, by=by, now=MOMENT, title="Other"),
        lambda: services.remove_activity(activity_id=activity.pk, by=by, now=MOMENT),
    ]
    for attempt in attempts:
        with pytest.raises(DomainError) as error:
            attempt()
        assert code_of(error) == "plan_fixed"


def test_a_new_version_copies_the_lines_and_supersedes_when_approved():
    people = planning()
    first = to_state(people, "approved")
    second = services.new_version(mentorship_id=people.mentorship.pk, by=people.actor("mentor"), now=MOMENT)
    old, new = first.activities.get(), second.activities.get()
    assert (second.number, new.line, new.title, second.purpose) == (2, old.line, old.title, HEAD["purpose"])
    assert [need.criterion for need in new.needs.all()] == ["D01"]
    with pytest.raises(DomainError) as error:
        services.new_version(mentorship_id=people.mentorship.pk, by=people.actor("mentor"), now=MOMENT)
    assert code_of(error) == "plan_in_work"
    for service, role in (
        (services.submit_plan, "mentor"),
        (services.agree_plan, "deputy"),
        (services.approve_plan, "head"),
    ):
        first.refresh_from_db()
        assert first.state == "approved"
        move(people, second, service, role)
    first.refresh_from_db()
    assert first.state == "superseded"
    assert people.fresh().state == "main"


def test_sent_back_with_remarks_at_the_line_and_sent_again():
    people = planning()
    plan = to_state(people, "agreed")
    line = plan.activities.get().line
    services.send_back_plan(
        plan_id=plan.pk,
        by=people.actor("head"),
        now=MOMENT,
        remark="Too few visits.",
        line_remarks={line: "Which class?"},
    )
    plan.refresh_from_db()
    assert (plan.state, plan.agreed_on, plan.agreed_by) == ("draft", None, None)
    remarks = PlanRemark.objects.filter(plan=plan)
    assert {(remark.line, remark.text) for remark in remarks} == {(None, "Too few visits."), (line, "Which class?")}
    assert Step.objects.filter(mentorship=people.mentorship, kind="plan_returned").count() == 1
    move(people, plan, services.submit_plan, "mentor")
    assert not PlanRemark.objects.filter(plan=plan, resolved=False).exists()


@pytest.mark.parametrize(("state", "role"), [("submitted", "deputy"), ("agreed", "head")])
def test_no_plan_goes_back_without_a_remark(state, role):
    people = planning()
    plan = to_state(people, state)
    with pytest.raises(ValidationError) as error:
        services.send_back_plan(plan_id=plan.pk, by=people.actor(role), now=MOMENT, remark=" ")
    assert "remark" in error.value.error_dict


@pytest.mark.parametrize(
    ("state", "service", "role"),
    [
        ("draft", services.submit_plan, "deputy"),
        ("draft", services.submit_plan, "novice"),
        ("submitted", services.agree_plan, "head"),
        ("submitted", services.agree_plan, "mentor"),
        ("agreed", services.approve_plan, "deputy"),
        ("agreed", services.approve_plan, "mentor"),
    ],
)
def test_each_move_has_its_person(state, service, role):
    people = planning()
    plan = to_state(people, state)
    with pytest.raises(PermissionDenied):
        move(people, plan, service, role)


def test_the_second_deputy_learns_who_was_first():
    people = planning()
    plan = to_state(people, "agreed")
    with pytest.raises(AlreadyDone) as error:
        move(people, plan, services.agree_plan, "deputy")
    assert error.value.who == people["deputy"]


def test_own_matter_needs_the_printed_reason():
    people = planning()
    mentor = people["mentor"]
    people.roles["deputy"].posts.all().delete()
    people.roles["deputy"] = give(mentor, people.mentorship.school, "deputy")
    plan = to_state_submitted(people)
    with pytest.raises(ValidationError) as error:
        move(people, plan, services.agree_plan, "deputy")
    assert "no_other_official" in error.value.error_dict
    move(people, plan, services.agree_plan, "deputy", no_other_official="The school has one deputy head.")
    Post.objects.filter(school=people.mentorship.school, kind="head").delete()
    people.roles["head"] = give(mentor, people.mentorship.school, "head")
    move(people, plan, services.approve_plan, "head", no_other_official="The head is at a course until May.")
    kept = [(step.kind, step.no_other_official) for step in plan_page(people.mentorship).own_matters]
    assert kept == [
        ("plan_agreed", "The school has one deputy head."),
        ("plan_approved", "The head is at a course until May."),
    ]


def test_own_matter_passes_to_the_other_deputy():
    people = planning()
    own = give(people["mentor"], people.mentorship.school, "deputy")
    plan = to_state_submitted(people)
    people.roles["own"] = User.objects.get(pk=own.pk)
    with pytest.raises(PermissionDenied):
        move(people, plan, services.agree_plan, "own", no_other_official="I am here.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"form": "dance"}, "form"),
        ({"stage": 9}, "stage"),
        ({"planned_on": date(2027, 8, 1)}, "planned_on"),
        ({"needs": ("D10",)}, "needs"),
        ({"needs": ("D77",)}, "needs"),
    ],
)
def test_an_activity_that_cannot_be(changes, field):
    people = planning()
    plan = draft(people)
    with pytest.raises(ValidationError) as error:
        add(people, plan, **changes)
    assert field in error.value.error_dict
    assert not Activity.objects.exists()


def test_an_activity_is_changed_and_removed():
    people = planning()
    activity = add(people, draft(people))
    by = people.actor("deputy")
    services.edit_activity(activity_id=activity.pk, by=by, now=MOMENT, needs=["D01", "D03"], **LINE | {"minutes": 60})
    activity.refresh_from_db()
    assert (activity.minutes, [need.criterion for need in activity.needs.all()]) == (60, ["D01", "D03"])
    services.remove_activity(activity_id=activity.pk, by=by, now=MOMENT)
    assert not Activity.objects.exists()
