"""A report that the council sends back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from common import clock as clocks
from common.errors import AlreadyDone
from common.models import AuditEntry
from mentoring.final_stage import services
from tests.factories import actor, case
from tests.mentoring.final_stage.council import TODAY, fresh, put, send_back
from tests.mentoring.final_stage.situations import (
    chair_of,
    meeting,
    on_agenda,
    signed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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
