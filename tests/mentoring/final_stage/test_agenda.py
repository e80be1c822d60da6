"""The report on the agenda: when it may be put there, where it moves, what its meeting does to D7 and D8."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from common import clock as clocks
from common.errors import DomainError
from common.models import AuditEntry
from mentoring.council.services import sign_minutes
from mentoring.deadlines.services import refresh
from mentoring.final_stage.models import FinalReport
from tests.factories import SchoolFactory, actor, case
from tests.mentoring.final_stage.council import TODAY, put
from tests.mentoring.final_stage.situations import (
    chair_of,
    meeting,
    on_agenda,
    secretary_of,
    signed,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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


def test_minutes_without_a_decision_on_the_report_move_its_dates_at_once():
    mentorship = case("hearing")
    meeting = on_agenda(mentorship).agenda_item.meeting
    with transaction.atomic():
        refresh(mentorship)
    assert mentorship.deadlines.get(code="D8").due_on == meeting.date
    chair = chair_of(mentorship)
    sign_minutes(meeting_id=meeting.pk, number="5", signed_on=TODAY, by=actor(chair), now=clocks.now())
    assert mentorship.deadlines.get(code="D8").due_on > meeting.date
