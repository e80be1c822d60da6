"""From the need to the council: proposing, answering, objecting, the agenda."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common import clock
from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.appointment import services
from mentoring.appointment.models import Appointment, Candidate, Objection
from mentoring.appointment.todo import tasks_for
from mentoring.council.models import AgendaItem
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Pairing, Step
from schools.people.models import EthicsRecord, User
from tests.factories import MOMENT, actor, deputy_of, eligible_mentor
from tests.mentoring.appointment.situations import TODAY, Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def appointment(place: Situation) -> Appointment:
    return Appointment.objects.get(mentorship=place.mentorship)


def test_a_case_begins_with_a_need_of_a_mentor(place):
    need = appointment(place)
    assert (need.round, need.state, need.opened_on) == (1, "open", date(2026, 12, 1))


def test_the_whole_way(place):
    candidate = place.recommended()
    order = place.order(controller=place.deputy)
    services.announce(
        mentorship_id=place.mentorship.pk, happened_on=TODAY, occasion="Meeting", by=actor(place.deputy), now=MOMENT
    )
    case = place.fresh()
    pairing = Pairing.objects.get(mentorship=case)
    assert case.state == "level"
    assert case.order_rules is not None
    assert (pairing.mentor_id, pairing.order, pairing.starts_on) == (candidate.mentor_id, order, TODAY)
    assert (order.council_number, order.council_date, order.kind) == ("4", TODAY, "assign")
    assert appointment(place).state == "ordered"
    assert list(case.steps.order_by("pk").values_list("kind", flat=True)) == [
        "opened", "proposed", "accepted", "recommended", "ordered", "announced",
    ]  # fmt: skip
    assert case.deadlines.get(code="D1").met_on == TODAY
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"candidate.proposed", "candidate.accepted", "order.issued", "order.announced"} <= actions


def test_eligibility_is_stored_as_it_was(place):
    candidate = place.propose()
    EthicsRecord.objects.filter(employment=place.mentor).delete()
    candidate.refresh_from_db()
    assert candidate.verdict == "pass"
    assert [rule["code"] for rule in candidate.eligibility["rules"][:4]] == ["E1", "E2", "E3", "E4"]


def test_the_second_deputy_learns_who_proposed_first(place):
    place.propose()
    with pytest.raises(AlreadyDone) as refused:
        place.propose(eligible_mentor(place.school), by=deputy_of(place.school))
    assert refused.value.who == place.deputy
    assert refused.value.when == clock.now()
    assert Candidate.objects.count() == 1


def test_only_the_deputy_proposes_and_nobody_mentors_oneself(place):
    with pytest.raises(PermissionDenied):
        place.propose(by=place.head)
    with pytest.raises(DomainError) as refused:
        place.propose(place.mentorship.novice)
    assert refused.value.code == "oneself"
    with pytest.raises(DomainError) as refused:
        place.propose(eligible_mentor(Situation().school))
    assert refused.value.code == "not_here"


def test_a_candidate_answers_once_and_for_oneself(place):
    candidate = place.propose()
    with pytest.raises(PermissionDenied):
        services.accept(candidate_id=candidate.pk, by=actor(place.deputy), now=MOMENT)
    by = actor(place.mentor.user)
    services.accept(candidate_id=candidate.pk, by=by, now=MOMENT)
    with pytest.raises(AlreadyDone):
        services.accept(candidate_id=candidate.pk, by=by, now=MOMENT)
    with pytest.raises(AlreadyDone):
        services.decline(candidate_id=candidate.pk, reason="Too much to do", by=by, now=MOMENT)


@pytest.mark.parametrize("state", ["declined", "withdrawn", "not_recommended", "refused"])
def test_a_closed_candidate_leaves_the_need_open_again(place, state):
    if state == "declined":
        candidate = place.propose()
        services.decline(candidate_id=candidate.pk, reason="Why", by=actor(place.mentor.user), now=MOMENT)
    elif state == "withdrawn":
        candidate = place.accepted()
        services.withdraw(candidate_id=candidate.pk, reason="Why", by=actor(place.deputy), now=MOMENT)
    elif state == "not_recommended":
        candidate = place.before_council()
        place.vote(candidate, "against", reason="Why")
        place.sign_minutes(candidate)
    else:
        candidate = place.recommended()
        services.refuse(candidate_id=candidate.pk, reason="Why", by=actor(place.head), now=MOMENT)
    candidate.refresh_from_db()
    assert (candidate.state, candidate.close_reason, candidate.closed_at) == (state, "Why", MOMENT)
    assert appointment(place).state == "open"
    assert Step.objects.filter(mentorship=place.mentorship, kind="declined").count() == 1
    place.propose(eligible_mentor(place.school))


def test_closing_needs_a_reason_and_changes_nothing_without(place):
    candidate = place.propose()
    with pytest.raises(ValidationError):
        services.withdraw(candidate_id=candidate.pk, reason=" ", by=actor(place.deputy), now=MOMENT)
    candidate.refresh_from_db()
    assert candidate.state == "proposed"


def test_the_novice_objects_once_and_the_audit_keeps_no_word(place):
    candidate = place.propose()
    by = actor(place.novice)
    services.object_to(candidate_id=candidate.pk, text="We share a flat", by=by, now=MOMENT)
    with pytest.raises(AlreadyDone):
        services.object_to(candidate_id=candidate.pk, text="Again", by=by, now=MOMENT)
    with pytest.raises(PermissionDenied):
        services.object_to(candidate_id=candidate.pk, text="Me too", by=actor(place.mentor.user), now=MOMENT)
    assert Objection.objects.get().text == "We share a flat"
    assert AuditEntry.objects.get(action="candidate.objected").changes == {"text": None}


def test_a_candidate_is_put_on_one_agenda_after_having_agreed(place):
    candidate = place.propose()
    meeting = place.meeting()
    put = {"candidate_id": candidate.pk, "meeting_id": meeting.pk, "by": actor(place.deputy), "now": MOMENT}
    with pytest.raises(DomainError):
        services.put_on_agenda(**put)
    services.accept(candidate_id=candidate.pk, by=actor(place.mentor.user), now=MOMENT)
    services.put_on_agenda(**put)
    with pytest.raises(AlreadyDone):
        services.put_on_agenda(**put)


def test_a_candidate_put_off_by_signed_minutes_goes_to_the_next_meeting(place, client):
    candidate = place.before_council()

    def asked() -> list[str]:
        return [str(todo.title) for todo in tasks_for(Desk(User.objects.get(pk=place.deputy.pk), TODAY))]

    def page() -> str:
        client.force_login(place.deputy)
        return client.get(reverse("candidate", args=[candidate.pk])).content.decode()

    way = reverse("candidate_agenda", args=[candidate.pk])
    assert asked() == []
    assert way not in page()
    place.sign_minutes(candidate)
    assert asked() == ["The candidate was put off"]
    assert way in page()
    client.post(way, {"meeting": place.meeting().pk})
    assert asked() == []
    assert AgendaItem.objects.count() == 2


def test_a_borderline_candidate_needs_the_councils_reason(place):
    candidate = place.before_council(place.borderline_mentor())
    with pytest.raises(ValidationError) as refused:
        place.vote(candidate)
    assert "reason" in refused.value.error_dict
    candidate.agenda_item.refresh_from_db()
    assert candidate.agenda_item.decided_at is None
    place.vote(candidate, reason="Knows the subject like nobody else")
    place.sign_minutes(candidate)
    candidate.refresh_from_db()
    assert (candidate.state, candidate.council_reason) == ("recommended", "Knows the subject like nobody else")
