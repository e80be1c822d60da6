"""Who leads a school and is the new teacher of a case themselves: the acts on it are another one's (domain, section 1).

Each act in three situations: a deputy who is not concerned; the deputy who is the new teacher beside somebody else who can
sign in; the same one alone, who goes on, and the audit says so (adr/0009).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from common.models import AuditEntry
from mentoring.appointment import policies as appointment
from mentoring.appointment import services as appointments
from mentoring.casework.providers import todos
from mentoring.changes import policies as changes
from mentoring.changes import services as handovers
from mentoring.final_stage import policies as final
from mentoring.final_stage import services as reports
from mentoring.introductory import policies as stage1
from mentoring.introductory import services as plans
from mentoring.introductory.models import AdaptationItem
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.people.models import Post, User
from tests.factories import MOMENT, UserFactory, actor, case, deputy_of, eligible_mentor, give, head_of, mentor_of
from tests.factories.mentoring import order_for
from tests.mentoring.final_stage.situations import on_agenda

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)
POINT = {"section": "rules", "text": "Ішкі тәртіп ережесі", "due_on": date(2026, 12, 10), "responsible": "Орынбасар"}


def _replaced(mentorship: Mentorship) -> None:
    """The mentor follows another one, so that there is something to hand over."""
    pairing = mentorship.pairings.get()
    earlier = eligible_mentor(mentorship.school)
    order = order_for(mentorship, signed_by=earlier.user)
    pairing.pk, pairing.mentor, pairing.order = None, earlier, order
    pairing.starts_on, pairing.ended_on = date(2026, 10, 1), date(2026, 10, 28)
    pairing.save()


def _add_point(mentorship: Mentorship, by: Any) -> None:
    plans.add_adaptation_item(mentorship_id=mentorship.pk, **POINT, by=by, now=MOMENT)


def _tick_point(mentorship: Mentorship, by: Any) -> None:
    item = AdaptationItem.objects.create(mentorship=mentorship, **POINT)
    plans.finish_adaptation_item(item_id=item.pk, done_on=TODAY, by=by, now=MOMENT)


def _draft_plan(mentorship: Mentorship, by: Any) -> None:
    plans.new_version(mentorship_id=mentorship.pk, by=by, now=MOMENT)


def _hand_over(mentorship: Mentorship, by: Any) -> None:
    _replaced(mentorship)
    handovers.write_handover(mentorship_id=mentorship.pk, text="Жоспар бекітілген.", by=by, now=MOMENT)


def _announce(mentorship: Mentorship, by: Any) -> None:
    appointments.announce(mentorship_id=mentorship.pk, happened_on=TODAY, occasion="Жиналыс", by=by, now=MOMENT)


def _to_agenda(mentorship: Mentorship, by: Any) -> None:
    meeting = on_agenda(case("hearing", school=mentorship.school), state="planned").agenda_item.meeting
    reports.put_on_agenda(mentorship_id=mentorship.pk, meeting_id=meeting.pk, by=by, now=MOMENT)


@dataclass(frozen=True)
class Act:
    """state: of the case; policy and do: who may, and the service; other: the post to which it passes."""

    state: str
    policy: Callable[[Any, Mentorship], bool]
    do: Callable[[Mentorship, Any], None]
    action: str
    other: str = Post.Kind.HEAD


ACTS = {
    "adaptation": Act("planning", stage1.can_write_adaptation, _add_point, "adaptation.added"),
    "ticked off": Act("planning", stage1.can_write_adaptation, _tick_point, "adaptation.done"),
    "plan": Act("planning", stage1.can_write_plan, _draft_plan, "plan.made"),
    "handover": Act("main", changes.can_see_handover, _hand_over, "handover.written"),
    "announcement": Act("level", appointment.can_announce, _announce, "order.announced"),
    "agenda": Act("hearing", final.can_put_on_agenda, _to_agenda, "report.put_on_agenda", Post.Kind.SECRETARY),
}


def _novice_who_leads(act: Act) -> tuple[Mentorship, User]:
    """Nobody else leads the school: the head who signed the order has left that post."""
    mentorship = case(act.state)
    Post.objects.filter(school=mentorship.school).delete()
    return mentorship, give(mentorship.novice.user, mentorship.school, Post.Kind.DEPUTY)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_deputy_who_is_not_concerned_acts(act: Act) -> None:
    mentorship = case(act.state)
    deputy = deputy_of(mentorship.school)
    assert act.policy(deputy, mentorship)
    act.do(mentorship, actor(deputy))
    assert "no_other_official" not in AuditEntry.objects.get(action=act.action).changes


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_in_ones_own_matter_it_passes_to_another_one(act: Act) -> None:
    mentorship, own = _novice_who_leads(act)
    give(UserFactory(), mentorship.school, act.other)
    assert not act.policy(own, mentorship)
    with pytest.raises(PermissionDenied):
        act.do(mentorship, actor(own))


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("other", ["nobody", "one who never signed in", "a closed account"])
def test_where_nobody_else_can_sign_in_it_stays_possible_and_the_audit_says_so(act: Act, other: str) -> None:
    mentorship, own = _novice_who_leads(act)
    if other != "nobody":
        person = give(UserFactory(), mentorship.school, act.other)
        change = {"is_active": False} if other == "a closed account" else {"password": "", "last_login": None}
        User.objects.filter(pk=person.pk).update(**change)
    assert act.policy(own, mentorship)
    act.do(mentorship, actor(own))
    assert "no_other_official" in AuditEntry.objects.get(action=act.action).changes


def test_a_mentor_does_not_put_the_report_on_their_own_work_on_an_agenda() -> None:
    mentorship = case("hearing")
    own = give(mentor_of(mentorship).user, mentorship.school, Post.Kind.SECRETARY)
    assert final.can_put_on_agenda(own, mentorship)
    deputy = deputy_of(mentorship.school)
    assert not final.can_put_on_agenda(own, mentorship)
    assert final.can_put_on_agenda(deputy, mentorship)


def test_the_head_announces_where_the_only_deputy_is_the_new_teacher() -> None:
    mentorship = case("level")
    own = give(mentorship.novice.user, mentorship.school, Post.Kind.DEPUTY)
    head = head_of(mentorship.school)
    assert appointment.can_announce(head, mentorship)
    assert not appointment.can_announce(own, mentorship)
    deputy_of(mentorship.school)
    assert not appointment.can_announce(User.objects.get(pk=head.pk), mentorship), "a deputy does it"


@pytest.mark.parametrize("deputies", ["the new teacher", "another one"])
def test_home_asks_whoever_announces(deputies: str) -> None:
    mentorship = case("level")
    appointments_of(mentorship)
    own = give(mentorship.novice.user, mentorship.school, Post.Kind.DEPUTY)
    head = head_of(mentorship.school)
    other = deputy_of(mentorship.school) if deputies == "another one" else None
    asked = {person.pk for person in (own, head, other) if person is not None and "/announce/" in _asked_of(person)}
    assert asked == {other.pk if other is not None else head.pk}


def appointments_of(mentorship: Mentorship) -> None:
    """The need, met by the order."""
    mentorship.appointments.create(opened_on=mentorship.starts_on, state="ordered")


def _asked_of(person: User) -> str:
    desk = Desk(User.objects.get(pk=person.pk), TODAY)
    return " ".join(todo.url for todo in todos(desk))
