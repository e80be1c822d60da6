"""The interim assessment: the step that meets D6, and the guard of the final stage."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common.errors import DomainError
from common.models import AuditEntry
from mentoring.deadlines.models import Deadline
from mentoring.main_stage import selectors, services
from mentoring.main_stage.models import InterimAssessment
from mentoring.mentorships.models import Step
from tests.factories import MOMENT, actor, case, deputy_of
from tests.mentoring.main_stage.situations import TODAY, interim, mentor_user, with_plan

pytestmark = pytest.mark.django_db
FEBRUARY = datetime(2027, 2, 3, 10, 0, tzinfo=UTC)


def test_it_is_recorded_with_points_step_and_deadline():
    mentorship = case("main")
    assessment = interim(mentorship)
    assert list(assessment.marks.values_list("position", "text", "points")) == [
        (1, "Pace of the lesson", 3),
        (2, "Summing-up", 2),
    ]
    assert Step.objects.get(kind="interim").happened_on == TODAY
    assert Deadline.objects.get(mentorship=mentorship, code="D6").met_on == TODAY
    assert AuditEntry.objects.filter(action="interim.recorded", school_id=mentorship.school_id).count() == 1


def test_a_late_one_asks_for_its_reason():
    mentorship = case("main")
    late = {"now": FEBRUARY, "happened_on": date(2027, 2, 3)}
    with pytest.raises(ValidationError) as caught:
        interim(mentorship, **late)
    assert "late_reason" in caught.value.error_dict
    assert not InterimAssessment.objects.exists()
    interim(mentorship, **late, late_reason="Quarantine in January.")
    assert Deadline.objects.get(mentorship=mentorship, code="D6").late_reason == "Quarantine in January."


def test_entered_much_later_asks_why():
    with pytest.raises(ValidationError) as caught:
        interim(case("main"), happened_on=date(2026, 11, 26))
    assert "delay_reason" in caught.value.error_dict


@pytest.mark.parametrize("marks", [[], [("Pace", 5)], [(" ", 3)]])
def test_points_are_sane(marks):
    with pytest.raises(ValidationError):
        interim(case("main"), marks=marks)


def test_one_of_the_four_formats():
    with pytest.raises(ValidationError):
        interim(case("main"), format="dance")


def test_only_in_the_main_stage():
    with pytest.raises(DomainError, match="belongs to the main stage"):
        interim(case("planning"))


def test_only_the_mentor():
    mentorship = case("main")
    for user in (mentorship.novice.user, deputy_of(mentorship.school)):
        with pytest.raises(PermissionDenied):
            interim(mentorship, by=actor(user))


def test_the_novice_comments():
    mentorship = case("main")
    assessment = interim(mentorship)
    values = {"assessment_id": assessment.pk, "now": MOMENT, "text": "The project showed it better."}
    services.comment_interim(by=actor(mentorship.novice.user), **values)
    assert InterimAssessment.objects.get().comment == "The project showed it better."
    with pytest.raises(PermissionDenied):
        services.comment_interim(by=actor(mentor_user(mentorship)), **values)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_reads_the_same_number_of_queries(rows, django_assert_num_queries):
    mentorship = case("main")
    for _row in range(rows):
        interim(mentorship)
    with django_assert_num_queries(2):
        assert sum(len(row.marks.all()) for row in selectors.interims(mentorship)) == rows * 2


@pytest.mark.usefixtures("clock")
def test_reasons_are_asked_for_when_they_are_needed(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    url = reverse("interim", args=[mentorship.pk])
    assert not {"late_reason", "delay_reason"} & set(client.get(url).context["form"].fields)
    typed = {
        "format": "open_lesson", "title": "Timer", "happened_on": "2026-11-24", "result": "Well", "next_steps": "More",
        "criterion_1": "Time", "points_1": "3",
    }  # fmt: skip
    page = client.post(url, typed)
    assert "delay_reason" in page.context["form"].fields
    assert client.post(url, typed | {"delay_reason": "The register was closed."}).status_code == 302
