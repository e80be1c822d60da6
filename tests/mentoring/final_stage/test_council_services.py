"""The council's part: agenda, sending back, hearing, extract."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common import clock as clocks
from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.appointment.models import Appointment, Candidate
from mentoring.council.services import sign_minutes
from mentoring.deadlines.services import refresh
from mentoring.final_stage import services
from mentoring.final_stage.models import FinalReport
from mentoring.mentorships.models import Mentorship, Suspension
from schools.people.models import Post
from tests.factories import MOMENT, SchoolFactory, actor, case, deputy_of, eligible_mentor, give, mentor_of
from tests.mentoring.final_stage.situations import (
    chair_of,
    listed,
    meeting,
    on_agenda,
    secretary_of,
    signed,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)
DECISION = {
    "novice_decision": "ready",
    "evaluation": "effective",
    "evaluation_text": "Жоспар толық орындалды.",
    "votes_for": 11,
    "votes_against": 0,
    "votes_abstained": 1,
    "heard": "Тәлімгердің есебі",
    "decision": "Есеп қабылдансын.",
}


def put(mentorship, chosen, by=None):
    by = by or deputy_of(mentorship.school)
    return services.put_on_agenda(mentorship_id=mentorship.pk, by=actor(by), now=clocks.now(), meeting_id=chosen.pk)


def hear(mentorship, by=None, **fields):
    by = by or secretary_of(mentorship)
    return services.record_hearing(
        mentorship_id=mentorship.pk, by=actor(by, "secretary"), now=clocks.now(), **DECISION | fields
    )


def send_back(mentorship, by=None, reason="Диагностика қосылсын."):
    by = by or chair_of(mentorship)
    return services.return_report(
        mentorship_id=mentorship.pk, by=actor(by), now=clocks.now(), happened_on=TODAY, reason=reason
    )


def extract(mentorship, by=None, on=TODAY):
    by = by or deputy_of(mentorship.school)
    return services.issue_extract(mentorship_id=mentorship.pk, by=actor(by), now=clocks.now(), happened_on=on)


def fresh(mentorship) -> Mentorship:
    return Mentorship.objects.get(pk=mentorship.pk)


def test_a_meeting_set_before_the_report_is_sent_moves_d7_and_d8():
    mentorship = case("report")
    item = put(mentorship, meeting(mentorship, on=date(2026, 12, 24), state="planned"))
    due = dict(mentorship.deadlines.values_list("code", "due_on"))
    assert (due["D7"], due["D8"]) == (date(2026, 12, 17), date(2026, 12, 24))
    assert FinalReport.objects.get().agenda_item == item
    assert AuditEntry.objects.filter(action="report.put_on_agenda").count() == 1


def test_it_moves_to_another_meeting_and_is_put_there_once():
    mentorship = case("hearing")
    written(mentorship)
    first, second = meeting(mentorship), meeting(mentorship, on=date(2026, 12, 10))
    item = put(mentorship, first)
    assert put(mentorship, first) == item
    put(mentorship, second, by=secretary_of(mentorship))
    assert (first.items.count(), second.items.count()) == (0, 1)


@pytest.mark.parametrize("state", ["held", "signed"])
def test_what_stood_in_minutes_stays_in_them_and_the_report_gets_a_new_item(state):
    mentorship = case("hearing")
    report = on_agenda(mentorship, on=date(2026, 12, 2))
    old = report.agenda_item
    if state == "signed":
        signed(report, chair_of(mentorship))
    new = put(mentorship, meeting(mentorship, on=date(2026, 12, 10)))
    old.refresh_from_db()
    report.refresh_from_db()
    assert new.pk != old.pk
    assert (old.meeting.date, old.position, report.agenda_item) == (date(2026, 12, 2), 1, new)
    assert mentorship.deadlines.get(code="D8").due_on == date(2026, 12, 10)


def test_nothing_is_written_into_signed_minutes_by_sending_back():
    mentorship = case("hearing")
    report = on_agenda(mentorship)
    chair = chair_of(mentorship)
    signed(report, chair)
    with pytest.raises(AlreadyDone) as refused:
        send_back(mentorship, by=chair)
    assert (refused.value.code, refused.value.who) == ("already_signed", chair)
    report.refresh_from_db()
    report.agenda_item.refresh_from_db()
    assert (report.state, report.agenda_item.decision, fresh(mentorship).state) == ("submitted", "", "hearing")


@pytest.mark.parametrize("fields", [{"state": "held"}, {"school": "another"}])
def test_a_meeting_held_or_of_another_school_is_refused(fields):
    mentorship = case("hearing")
    other = case("hearing", school=SchoolFactory()) if "school" in fields else mentorship
    with pytest.raises(ValidationError):
        put(mentorship, meeting(other, **({"state": "held"} if other is mentorship else {})))


def test_it_is_too_early_before_the_main_stage():
    mentorship = case("planning")
    with pytest.raises(DomainError) as refused:
        put(mentorship, meeting(mentorship))
    assert refused.value.code == "not_called"


def test_the_hearing_is_recorded_with_votes_decision_and_evaluation():
    mentorship = case("hearing")
    on_agenda(mentorship)
    report = hear(mentorship, novice_decision="support", support_until=date(2027, 5, 31), proposals="Алғыс білдіру")
    report.refresh_from_db()
    assert (report.state, report.decided_on, report.evaluation) == ("heard", TODAY, "effective")
    item = report.agenda_item
    assert (item.votes_for, item.votes_abstained, item.decision) == (11, 1, "Есеп қабылдансын.")
    assert fresh(mentorship).state == "closing"
    assert mentorship.deadlines.get(code="D8").met_on == TODAY
    assert AuditEntry.objects.get(action="report.heard").changes["votes"] == [11, 0, 1]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"novice_decision": "support"}, "support_until"),
        ({"support_until": date(2027, 5, 31)}, "support_until"),
        ({"votes_for": 0, "votes_abstained": 0}, "votes_for"),
        ({"votes_against": 11}, "votes_for"),
        ({"evaluation_text": " "}, "evaluation_text"),
        ({"evaluation": "splendid"}, "evaluation"),
        ({"novice_decision": ""}, "novice_decision"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(fields, wrong):
    mentorship = case("hearing")
    on_agenda(mentorship)
    with pytest.raises(ValidationError) as refused:
        hear(mentorship, **fields)
    assert wrong in refused.value.error_dict
    assert fresh(mentorship).state == "hearing"


def test_the_mentor_and_the_novice_are_no_voters():
    mentorship = case("hearing")
    report = on_agenda(mentorship, came=0)
    for user in (mentor_of(mentorship).user, mentorship.novice.user):
        listed(report, user)
    listed(report, eligible_mentor(mentorship.school).user)
    listed(report, eligible_mentor(mentorship.school).user, present=False)
    with pytest.raises(ValidationError) as refused:
        hear(mentorship, votes_for=2, votes_abstained=0)
    assert "votes_for" in refused.value.error_dict
    hear(mentorship, votes_for=1, votes_abstained=0)


def test_nobody_records_a_hearing_in_a_matter_of_one_s_own():
    mentorship = case("hearing")
    on_agenda(mentorship)
    own = give(mentor_of(mentorship).user, mentorship.school, Post.Kind.SECRETARY)
    chair_of(mentorship)
    with pytest.raises(PermissionDenied):
        hear(mentorship, by=own)
    with pytest.raises(PermissionDenied):
        send_back(mentorship, by=own)


@pytest.mark.parametrize(
    "fields", [{"state": "planned", "agenda_sent_at": None}, {"state": "sent"}, {"state": "signed"}]
)
def test_it_is_heard_while_the_meeting_is_held(fields):
    mentorship = case("hearing")
    secretary = secretary_of(mentorship)
    if fields["state"] == "signed":
        fields |= {"minutes_number": "5", "minutes_signed_on": TODAY, "minutes_signed_by": secretary}
    on_agenda(mentorship, **fields)
    with pytest.raises(DomainError) as refused:
        hear(mentorship, by=secretary)
    assert refused.value.code == "wrong_state"


def test_a_record_is_corrected_until_the_minutes_are_signed():
    mentorship = case("hearing")
    report = on_agenda(mentorship)
    secretary = secretary_of(mentorship)
    hear(mentorship, by=secretary)
    hear(mentorship, by=secretary, evaluation="partly", votes_for=10)
    report.refresh_from_db()
    assert (report.evaluation, report.agenda_item.votes_for) == ("partly", 10)
    assert mentorship.steps.filter(kind="heard", recorded_at=clocks.now()).count() == 1
    signed(report, secretary)
    with pytest.raises(DomainError) as refused:
        hear(mentorship, by=secretary)
    assert refused.value.code == "wrong_state"


def test_the_only_one_who_can_issues_the_extract_in_a_matter_of_ones_own_and_says_why():
    mentorship = case("closing")
    secretary = give(mentor_of(mentorship).user, mentorship.school, Post.Kind.SECRETARY)
    signed(heard(mentorship), secretary)
    with pytest.raises(ValidationError) as refused:
        extract(mentorship, by=secretary)
    assert "no_other_official" in refused.value.error_dict
    services.issue_extract(
        mentorship_id=mentorship.pk,
        by=actor(secretary),
        now=clocks.now(),
        happened_on=TODAY,
        no_other_official="The deputy head is ill",
    )
    assert mentorship.steps.get(kind="extract").no_other_official == "The deputy head is ill"


def test_without_a_meeting_nothing_is_heard():
    mentorship = case("hearing")
    with pytest.raises(DomainError) as refused:
        hear(mentorship)
    assert refused.value.code == "not_on_agenda"


def test_a_report_sent_back_is_writable_again_and_d7_is_open():
    mentorship = case("hearing")
    item = on_agenda(mentorship).agenda_item
    report = send_back(mentorship)
    assert (report.state, report.return_reason, report.agenda_item) == ("returned", "Диагностика қосылсын.", None)
    item.refresh_from_db()
    assert item.decision == "Диагностика қосылсын."
    assert fresh(mentorship).state == "report"
    assert mentorship.deadlines.get(code="D7").met_on is None
    assert AuditEntry.objects.filter(action="report.returned").count() == 1
    services.add_novice_voice(
        mentorship_id=mentorship.pk, by=actor(mentorship.novice.user), now=clocks.now(), text="Рақмет."
    )


def test_after_sending_back_d7_and_d8_no_longer_hang_on_the_meeting_that_sent_it_back():
    mentorship = case("hearing")
    on_agenda(mentorship)
    assert mentorship.deadlines.get(code="D8").due_on == TODAY
    send_back(mentorship)
    due = dict(mentorship.deadlines.values_list("code", "due_on"))
    assert min(due["D7"], due["D8"]) > date(2027, 5, 1)
    put(mentorship, meeting(mentorship, on=date(2026, 12, 24), state="planned"))
    due = dict(mentorship.deadlines.values_list("code", "due_on"))
    assert (due["D7"], due["D8"]) == (date(2026, 12, 17), date(2026, 12, 24))


def test_sending_back_needs_a_reason():
    mentorship = case("hearing")
    on_agenda(mentorship)
    with pytest.raises(ValidationError) as refused:
        send_back(mentorship, reason=" ")
    assert "reason" in refused.value.error_dict


def heard(mentorship):
    report = on_agenda(mentorship, on=date(2026, 12, 2))
    report.state, report.decided_on = "heard", date(2026, 12, 2)
    report.novice_decision, report.evaluation = "ready", "effective"
    report.save()
    return report


def test_the_extract_waits_for_the_signed_minutes():
    mentorship = case("closing")
    report = heard(mentorship)
    with pytest.raises(DomainError) as refused:
        extract(mentorship)
    assert refused.value.code == "not_signed"
    signed(report, chair_of(mentorship))
    with pytest.raises(ValidationError):
        extract(mentorship, on=date(2026, 12, 2))


def test_the_extract_completes_the_case_and_ends_the_pairing():
    mentorship = case("closing")
    signed(heard(mentorship), chair_of(mentorship))
    appointment = Appointment.objects.create(mentorship=mentorship, state="proposed", opened_on=TODAY)
    candidate = Candidate.objects.create(
        appointment=appointment,
        mentor=eligible_mentor(mentorship.school),
        eligibility=[],
        verdict="pass",
        proposed_by=deputy_of(mentorship.school),
        proposed_at=MOMENT,
    )
    pause = Suspension.objects.create(mentorship=mentorship, reason="school_closed", starts_on=date(2026, 12, 2))
    extract(mentorship, by=secretary_of(mentorship))
    ended = fresh(mentorship)
    assert (ended.state, ended.ended_on, ended.pairings.get().ended_on) == ("completed", TODAY, TODAY)
    for row in (appointment, candidate, pause):
        row.refresh_from_db()
    assert (appointment.state, candidate.state, pause.ends_on) == ("closed", "withdrawn", TODAY)
    assert Mentorship.objects.visible_to(mentor_of(mentorship).user).filter(pk=mentorship.pk).exists()
    assert AuditEntry.objects.filter(action="extract.issued").count() == 1


def test_an_extract_out_of_turn_is_refused():
    with pytest.raises(DomainError) as refused:
        extract(case("hearing"))
    assert refused.value.code == "wrong_state"


def test_minutes_without_a_decision_on_the_report_move_its_dates_at_once():
    mentorship = case("hearing")
    meeting = on_agenda(mentorship).agenda_item.meeting
    with transaction.atomic():
        refresh(mentorship)
    assert mentorship.deadlines.get(code="D8").due_on == meeting.date
    chair = chair_of(mentorship)
    sign_minutes(meeting_id=meeting.pk, number="5", signed_on=TODAY, by=actor(chair), now=clocks.now())
    assert mentorship.deadlines.get(code="D8").due_on > meeting.date
