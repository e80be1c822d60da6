"""The hearing: votes, decision and evaluation, by whom and until when."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common import clock as clocks
from common.errors import DomainError
from common.models import AuditEntry
from schools.people.models import Post
from tests.factories import case, eligible_mentor, give, mentor_of
from tests.mentoring.final_stage.council import TODAY, fresh, hear, send_back
from tests.mentoring.final_stage.situations import (
    chair_of,
    listed,
    on_agenda,
    secretary_of,
    signed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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


def test_without_a_meeting_nothing_is_heard():
    mentorship = case("hearing")
    with pytest.raises(DomainError) as refused:
        hear(mentorship)
    assert refused.value.code == "not_on_agenda"
