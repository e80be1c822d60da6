"""Nobody agrees, approves, evaluates, votes or signs in a matter of their own (domain, section 1).

It passes to another holder of the post, to the acting one, or to whom the department names (an acting post, too);
where none exists it needs the printed reason. One row per action; each is tried in four situations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import DomainError
from mentoring.appointment.models import Appointment, Candidate
from mentoring.casework.providers import todos
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.council.services import record_decision, sign_minutes
from mentoring.final_stage import services as final
from mentoring.introductory import services as plans
from mentoring.introductory.models import Activity, PlanVersion
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.people.models import Post, User
from tests.factories import MOMENT, DepartmentFactory, PostFactory, UserFactory, actor, case, give, mentor_of
from tests.mentoring.appointment.situations import Situation
from tests.mentoring.final_stage.situations import on_agenda, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)
REASON = "Мектепте басқа лауазымды тұлға жоқ."
DECISION = {
    "novice_decision": "ready",
    "evaluation": "effective",
    "evaluation_text": "Жоспар орындалды.",
    "votes_for": 5,
    "votes_against": 0,
    "votes_abstained": 0,
}


@dataclass
class Matter:
    """own: the one whose matter it is and who would act. act(user, reason): the action. printed(): the kept reason."""

    school: Any
    own: User
    act: Callable[[User, str], Any]
    printed: Callable[[], str]


def ordering() -> Matter:
    """The head is the candidate."""
    place = Situation()
    own = give(place.mentor.user, place.school, Post.Kind.HEAD)
    Post.objects.filter(user=place.head).delete()
    place.recommended()
    return Matter(
        place.school,
        own,
        lambda user, reason: place.order(by=user, no_other_official=reason),
        lambda: place.mentorship.orders.get().no_other_official,
    )


def _plan(state: str, kind: str, service: Any, taken: str) -> Matter:
    mentorship = case("planning")
    own = give(mentor_of(mentorship).user, mentorship.school, kind)
    Post.objects.filter(school=mentorship.school, kind=kind).exclude(user=own).delete()
    plan = PlanVersion.objects.create(
        mentorship=mentorship, number=1, state=state, made_at=MOMENT, submitted_on=TODAY, purpose="Мақсат"
    )
    Activity.objects.create(
        plan=plan, position=1, title="Сабаққа қатысу", planned_on=TODAY, form="visit", expected="Үлгі"
    )
    return Matter(
        mentorship.school,
        own,
        lambda user, reason: service(
            plan_id=plan.pk,
            by=actor(user),
            now=MOMENT,
            happened_on=TODAY,
            no_other_official=reason,
            late_reason="Бұрын",
        ),
        lambda: mentorship.steps.get(kind=taken).no_other_official,
    )


def agreeing() -> Matter:
    """The deputy is the mentor whose plan it is."""
    return _plan("submitted", Post.Kind.DEPUTY, plans.agree_plan, "plan_agreed")


def approving() -> Matter:
    """The head is the mentor whose plan it is."""
    return _plan("agreed", Post.Kind.HEAD, plans.approve_plan, "plan_approved")


def minuting() -> Matter:
    """The secretary is the mentor whose report was heard."""
    mentorship, own = _hearing(Post.Kind.SECRETARY)
    meeting = Meeting.objects.get()
    meeting.items.update(decided_at=MOMENT, votes_for=5, votes_against=0, votes_abstained=0)
    return Matter(
        mentorship.school,
        own,
        lambda user, reason: sign_minutes(
            meeting_id=meeting.pk, number="5", signed_on=TODAY, by=actor(user), now=MOMENT, no_other_official=reason
        ),
        lambda: Meeting.objects.get().no_other_official,
    )


def extracting() -> Matter:
    """The secretary is the mentor of the case that the extract ends."""
    mentorship = case("closing")
    own = give(mentor_of(mentorship).user, mentorship.school, Post.Kind.SECRETARY)
    signed(on_agenda(mentorship), own)
    return Matter(
        mentorship.school,
        own,
        lambda user, reason: final.issue_extract(
            mentorship_id=mentorship.pk, by=actor(user), now=MOMENT, happened_on=TODAY, no_other_official=reason
        ),
        lambda: mentorship.steps.get(kind="extract").no_other_official,
    )


def _hearing(kind: str) -> tuple[Mentorship, User]:
    mentorship = case("hearing")
    on_agenda(mentorship)
    return mentorship, give(mentor_of(mentorship).user, mentorship.school, kind)


# action → (situation, the post that acts)
ACTIONS: dict[str, tuple[Callable[[], Matter], str]] = {
    "sign the order": (ordering, Post.Kind.HEAD),
    "agree the plan": (agreeing, Post.Kind.DEPUTY),
    "approve the plan": (approving, Post.Kind.HEAD),
    "sign the minutes": (minuting, Post.Kind.SECRETARY),
    "issue the extract": (extracting, Post.Kind.SECRETARY),
}
REFUSED = (PermissionDenied, DomainError)
# What home calls it.
TASKS = {
    "sign the order": "The order waits for your signature",
    "agree the plan": "Agree the mentoring plan",
    "approve the plan": "Approve the mentoring plan",
    "sign the minutes": "Sign the minutes of the council",
    "issue the extract": "Issue the extract from the minutes",
    "record the hearing": "Record the hearing of the report",
}


def asked_of(user: User) -> list[str]:
    user = User.objects.get(pk=user.pk)
    return [str(todo.title) for todo in todos(Desk(user, TODAY))]


@pytest.mark.parametrize("action", ACTIONS)
def test_alone_one_says_why_and_it_is_kept(action):
    make, _kind = ACTIONS[action]
    matter = make()
    with pytest.raises(ValidationError) as refused:
        matter.act(matter.own, " ")
    assert "no_other_official" in refused.value.error_dict
    matter.act(matter.own, REASON)
    assert REASON in matter.printed()


@pytest.mark.parametrize("action", ACTIONS)
def test_with_another_holder_of_the_post_it_passes_to_them(action):
    make, kind = ACTIONS[action]
    matter = make()
    other = give(UserFactory(), matter.school, kind)
    with pytest.raises(REFUSED):
        matter.act(matter.own, REASON)
    matter.act(other, "")
    assert matter.printed() == ""


@pytest.mark.parametrize("action", ACTIONS)
def test_home_asks_the_one_who_may_act_and_nobody_else(action):
    make, kind = ACTIONS[action]
    matter = make()
    assert TASKS[action] in asked_of(matter.own)
    other = give(UserFactory(), matter.school, kind)
    assert TASKS[action] not in asked_of(matter.own)
    assert TASKS[action] in asked_of(other)


@pytest.mark.parametrize("action", ACTIONS)
def test_it_passes_to_the_acting_one_whom_the_department_names(action):
    make, kind = ACTIONS[action]
    matter = make()
    officer = PostFactory(school=None, department=DepartmentFactory(), kind=Post.Kind.DEPARTMENT).user
    acting = give(officer, matter.school, kind, is_acting=True, ends_on=date(2026, 12, 31), order_text="№ 12")
    with pytest.raises(REFUSED):
        matter.act(matter.own, REASON)
    matter.act(acting, "")


@pytest.mark.parametrize("action", ACTIONS)
def test_one_who_has_left_the_post_is_no_other_official(action):
    make, kind = ACTIONS[action]
    matter = make()
    give(UserFactory(), matter.school, kind, ends_on=date(2026, 12, 2))
    matter.act(matter.own, REASON)


@pytest.mark.parametrize("kind", [Post.Kind.CHAIR, Post.Kind.SECRETARY])
def test_home_asks_the_only_officer_to_record_the_hearing_of_an_own_report(kind):
    mentorship, own = _hearing(kind)
    assert TASKS["record the hearing"] in asked_of(own)
    give(UserFactory(), mentorship.school, Post.Kind.CHAIR if kind == "secretary" else Post.Kind.SECRETARY)
    assert TASKS["record the hearing"] not in asked_of(own)


@pytest.mark.parametrize("kind", [Post.Kind.CHAIR, Post.Kind.SECRETARY])
def test_nobody_records_the_hearing_of_ones_own_report_while_another_can(kind):
    mentorship, own = _hearing(kind)
    other = give(UserFactory(), mentorship.school, Post.Kind.CHAIR if kind == "secretary" else Post.Kind.SECRETARY)
    with pytest.raises(PermissionDenied):
        final.record_hearing(mentorship_id=mentorship.pk, by=actor(own), now=MOMENT, **DECISION)
    final.record_hearing(mentorship_id=mentorship.pk, by=actor(other), now=MOMENT, **DECISION)


def test_nobody_votes_in_a_matter_of_ones_own():
    mentorship = case("hearing")
    report = on_agenda(mentorship, came=2)
    secretary = give(UserFactory(), mentorship.school, Post.Kind.SECRETARY)
    for concerned in (mentor_of(mentorship).user, mentorship.novice.user):
        Attendee.objects.create(meeting=report.agenda_item.meeting, user=concerned, present=True)
    with pytest.raises(ValidationError) as refused:
        final.record_hearing(
            mentorship_id=mentorship.pk, by=actor(secretary), now=MOMENT, **DECISION | {"votes_for": 3}
        )
    assert "votes_for" in refused.value.error_dict
    final.record_hearing(mentorship_id=mentorship.pk, by=actor(secretary), now=MOMENT, **DECISION | {"votes_for": 2})


def test_a_candidate_who_sits_in_the_council_does_not_vote_on_oneself():
    place = Situation()
    own = give(place.mentor.user, place.school, Post.Kind.MEMBER)
    candidate = place.before_council()
    Attendee.objects.filter(user=own).update(present=True)
    assert Attendee.objects.filter(present=True).count() == 5
    item = AgendaItem.objects.get()
    votes = {"votes_for": 5, "votes_against": 0, "votes_abstained": 0}
    with pytest.raises(ValidationError):
        record_decision(item_id=item.pk, outcome="in_favour", by=actor(place.chair), now=MOMENT, **votes)
    place.vote(candidate)


def test_the_head_in_an_own_matter_is_told_to_whom_it_passes(client):
    matter = ordering()
    case_id = Appointment.objects.get().mentorship_id
    client.force_login(matter.own)
    page = client.get(f"/mentorships/{case_id}/order/").content.decode()
    assert 'name="no_other_official"' in page
    give(UserFactory(), matter.school, Post.Kind.HEAD)
    page = client.get(f"/mentorships/{case_id}/order/").content.decode()
    assert "This is your own matter." in page
    assert "<textarea" not in page
    assert Candidate.objects.get().state == "recommended"
