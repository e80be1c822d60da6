"""The extract from the minutes: it completes the case."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common import clock as clocks
from common.errors import DomainError
from common.models import AuditEntry
from mentoring.appointment.models import Appointment, Candidate
from mentoring.deadlines.models import Deadline
from mentoring.final_stage import services
from mentoring.mentorships.models import Mentorship, Suspension
from schools.people.models import Post
from tests.factories import MOMENT, actor, case, deputy_of, eligible_mentor, give, mentor_of
from tests.mentoring.final_stage.council import TODAY, extract, fresh, heard
from tests.mentoring.final_stage.situations import (
    chair_of,
    secretary_of,
    signed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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


def test_the_page_asks_for_the_reason_of_a_date_that_is_counted_as_missed_only_now(client):
    """The level was determined three days late, and its date was not counted as met then."""
    mentorship = case("closing")
    secretary = secretary_of(mentorship)
    signed(heard(mentorship), secretary)
    mentorship.steps.filter(kind="level").update(happened_on=date(2026, 11, 12))
    Deadline.objects.filter(mentorship=mentorship, code="D2").update(met_on=None)
    client.force_login(secretary)
    url = reverse("extract_issue", args=[mentorship.pk])
    page = client.get(url).content.decode()
    assert "late_reason" not in page
    answer = client.post(url, {"happened_on": "2026-12-03"})
    page = answer.content.decode()
    assert (answer.status_code, fresh(mentorship).state) == (200, "closing")
    assert '<textarea name="late_reason"' in page
    client.post(url, {"happened_on": "2026-12-03", "late_reason": "Тәлімгер іссапарда болды."})
    assert fresh(mentorship).state == "completed"
    assert Deadline.objects.get(mentorship=mentorship, code="D2").late_reason == "Тәлімгер іссапарда болды."
