"""The order: what it needs, who signs it, its number and dates, the announcement."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common.errors import AlreadyDone, DomainError
from mentoring.appointment import services
from mentoring.appointment.models import Appointment, Candidate
from mentoring.changes.services import end_pairing
from mentoring.council.models import AgendaItem, Order
from mentoring.mentorships.models import Pairing, Step
from reports.sources.order import assignment_order
from reports.sources.people import person
from schools.people.models import EthicsRecord
from tests.factories import MOMENT, actor, eligible_mentor, give, head_of
from tests.mentoring.appointment.situations import TODAY, Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_no_order_without_the_council(place):
    place.accepted()
    with pytest.raises(DomainError) as refused:
        place.order()
    assert refused.value.code == "moved_on"
    assert not Order.objects.exists()


def test_the_second_order_learns_who_signed_first(place):
    place.recommended()
    place.order()
    with pytest.raises(AlreadyDone) as refused:
        place.order(43, by=head_of(place.school))
    assert refused.value.who == place.head
    assert Pairing.objects.count() == 1


def test_a_number_is_given_once(place):
    place.recommended()
    place.order(42)
    other = Situation()
    other.school, other.head, other.deputy, other.chair = place.school, place.head, place.deputy, place.chair
    Candidate.objects.update(state="recommended")
    Appointment.objects.update(state="recommended")
    Order.objects.filter(number=42).update(mentorship=other.mentorship)
    with pytest.raises(AlreadyDone) as refused:
        place.order(42)
    assert refused.value.code == "number_taken"
    assert refused.value.who == place.head


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_the_order_is_dated_between_the_council_and_today(place, day):
    place.recommended()
    with pytest.raises(ValidationError) as refused:
        place.order(signed_on=day)
    assert "signed_on" in refused.value.error_dict


def test_a_head_does_not_sign_in_ones_own_matter(place):
    mentor = eligible_mentor(place.school)
    head = give(mentor.user, place.school, "head")
    place.recommended(mentor)
    with pytest.raises(DomainError) as refused:
        place.order(by=head)
    assert refused.value.code == "own_matter"
    place.head.posts.update(ends_on=TODAY - timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        place.order(by=head)
    assert "no_other_official" in refused.value.error_dict
    order = place.order(by=head, no_other_official="The school has no other head")
    assert order.no_other_official == "The school has no other head"


def test_a_rule_that_fails_on_the_day_of_the_order_needs_the_heads_reason(place):
    candidate = place.recommended()
    EthicsRecord.objects.create(
        employment=place.mentor, follows=False, recorded_on=date(2026, 12, 2), by=place.deputy
    )
    with pytest.raises(ValidationError) as refused:
        place.order()
    assert "exception_reason" in refused.value.error_dict
    place.order(exception_reason="Nobody else teaches the subject")
    candidate.refresh_from_db()
    assert (candidate.exception_by, candidate.exception_reason) == (place.head, "Nobody else teaches the subject")


def test_a_late_order_asks_for_the_reason_and_changes_nothing_without():
    place = Situation(hired_on=date(2026, 11, 10))
    place.recommended()
    with pytest.raises(ValidationError) as refused:
        place.order()
    assert "late_reason" in refused.value.error_dict
    assert not Order.objects.exists()
    assert not Pairing.objects.exists()
    place.order(late_reason="The council met late")
    assert Step.objects.get(kind="ordered").late_reason == "The council met late"


def test_only_the_head_signs_and_only_the_deputy_announces(place):
    place.recommended()
    with pytest.raises(PermissionDenied):
        place.order(by=place.deputy)
    place.order()
    tell = {"mentorship_id": place.mentorship.pk, "happened_on": TODAY, "occasion": "Meeting", "now": MOMENT}
    with pytest.raises(PermissionDenied):
        services.announce(by=actor(place.head), **tell)
    services.announce(by=actor(place.deputy), **tell)
    with pytest.raises(AlreadyDone) as refused:
        services.announce(by=actor(place.deputy), **tell)
    assert refused.value.who == place.deputy


def test_nothing_is_announced_before_the_order(place):
    tell = {"mentorship_id": place.mentorship.pk, "occasion": "Meeting", "by": actor(place.deputy), "now": MOMENT}
    with pytest.raises(DomainError):
        services.announce(happened_on=TODAY, **tell)
    place.recommended()
    place.order()
    with pytest.raises(ValidationError):
        services.announce(happened_on=TODAY - timedelta(days=1), **tell)


def replacing(place: Situation, *, last_day: date) -> Candidate:
    """The mentor appointed today has gone; another stands before the order."""
    place.recommended()
    place.order()
    end_pairing(
        mentorship_id=place.mentorship.pk,
        by=actor(place.deputy),
        now=MOMENT,
        ended_on=TODAY,
        reason="Зейнетке шықты.",
    )
    Pairing.objects.update(ended_on=last_day)
    candidate = place.accepted(eligible_mentor(place.school))
    item = AgendaItem.objects.get(mentorship=place.mentorship)
    Candidate.objects.filter(agenda_item=item).update(agenda_item=None)
    Candidate.objects.filter(pk=candidate.pk).update(state="recommended", agenda_item=item)
    Appointment.objects.filter(pk=candidate.appointment_id).update(state="recommended")
    return candidate


def test_an_order_of_the_last_day_of_the_mentor_before_pairs_from_the_day_after(place):
    candidate = replacing(place, last_day=TODAY)
    order = place.order(43)
    first, second = Pairing.objects.order_by("starts_on")
    assert (first.ended_on, order.kind, order.signed_on) == (TODAY, "replace", TODAY)
    assert (second.mentor_id, second.starts_on) == (candidate.mentor_id, TODAY + timedelta(days=1))


def test_an_order_after_the_last_day_of_the_mentor_before_pairs_at_once(place):
    replacing(place, last_day=TODAY)
    Pairing.objects.update(starts_on=TODAY - timedelta(days=2), ended_on=TODAY - timedelta(days=1))
    place.order(43)
    assert Pairing.objects.open().get().starts_on == TODAY


def test_an_order_before_the_last_day_of_the_mentor_before_is_refused_at_its_date(place):
    replacing(place, last_day=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        place.order(43)
    assert "04.12.2026" in str(refused.value.error_dict["signed_on"])
    assert (Order.objects.count(), Pairing.objects.count()) == (1, 1)


def test_a_head_does_not_refuse_in_a_matter_of_their_own(place):
    """The candidate who is a head leaves the refusal to the other one, as the order."""
    own = give(place.mentor.user, place.school, "head")
    candidate = place.recommended()
    asked = {"candidate_id": candidate.pk, "reason": "Two shifts", "now": MOMENT}
    with pytest.raises(DomainError) as refused:
        services.refuse(by=actor(own), **asked)
    assert refused.value.code == "own_matter"
    assert services.refuse(by=actor(place.head), **asked).state == "refused"


@pytest.mark.parametrize("who", ["mentor", "novice"])
def test_neither_the_mentor_nor_the_new_teacher_controls_the_order(place, client, who):
    own = give(place.mentor.user if who == "mentor" else place.novice, place.school, "deputy")
    place.recommended()
    with pytest.raises(ValidationError) as refused:
        place.order(controller=own)
    assert "controller" in refused.value.message_dict
    client.force_login(place.head)
    page = client.get(reverse("order_new", args=[place.mentorship.pk])).content.decode()
    assert f'<option value="{own.pk}"' not in page
    assert f'<option value="{place.deputy.pk}"' in page


def test_the_paper_names_no_mentor_as_the_one_who_controls(place):
    """No controller was chosen, and the mentor is the deputy who held the post first: another deputy is printed."""
    give(place.mentor.user, place.school, "deputy", starts_on=date(2015, 8, 25))
    place.recommended()
    order = place.order()
    printed = assignment_order(order.pk, code="7K4Q92XDM5", made_at=MOMENT)
    assert printed.control.person == person(place.deputy)
