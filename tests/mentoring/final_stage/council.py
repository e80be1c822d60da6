"""The council's steps with a report, as its tests take them."""

from datetime import date

from common import clock as clocks
from mentoring.final_stage import services
from mentoring.mentorships.models import Mentorship
from tests.factories import actor, deputy_of
from tests.mentoring.final_stage.situations import (
    chair_of,
    on_agenda,
    secretary_of,
)

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


def heard(mentorship):
    report = on_agenda(mentorship, on=date(2026, 12, 2))
    report.state, report.decided_on = "heard", date(2026, 12, 2)
    report.novice_decision, report.evaluation = "ready", "effective"
    report.save()
    return report
