"""Deadlines follow the steps of a case, in the same transaction."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common import clock as clocks
from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.council.models import AgendaItem, Meeting
from mentoring.deadlines import services
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.selectors import timetable
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.services import locked, open_mentorship, record_step
from tests.factories import EmploymentFactory, SchoolFactory, actor, case, deputy_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def opened(hired: date = date(2026, 11, 27), **school) -> tuple[Mentorship, object]:
    school = SchoolFactory(**school)
    deputy = actor(deputy_of(school), "deputy")
    novice = EmploymentFactory(school=school, hired_on=hired, first_time=True)
    return open_mentorship(novice=novice, by=deputy, now=clocks.now()), deputy


def due(mentorship: Mentorship, code: str) -> Deadline:
    return Deadline.objects.get(mentorship=mentorship, code=code)


def take(mentorship: Mentorship, kind: str, on: date, by, **reasons) -> Step:
    with transaction.atomic():
        return record_step(
            mentorship=locked(mentorship.pk), kind=kind, happened_on=on, by=by, now=clocks.now(), **reasons
        )


def test_opening_a_case_writes_all_ten_deadlines_and_an_audit_entry():
    mentorship, _ = opened()
    codes = list(mentorship.deadlines.order_by("code").values_list("code", flat=True))
    assert codes == ["D1", "D2", "D3", "D4a", "D4b", "D4c", "D5", "D6", "D7", "D8"]
    assert due(mentorship, "D1").due_on == date(2026, 12, 4)
    assert due(mentorship, "D1").projected is False
    assert due(mentorship, "D2").projected is True
    assert AuditEntry.objects.filter(action="mentorship.opened", subject_id=mentorship.pk).count() == 1


def test_the_order_meets_d1_and_starts_d2():
    mentorship, deputy = opened()
    take(mentorship, Step.Kind.ORDERED, date(2026, 12, 2), deputy)
    assert due(mentorship, "D1").met_on == date(2026, 12, 2)
    level = due(mentorship, "D2")
    assert (level.starts_on, level.due_on, level.projected) == (date(2026, 12, 2), date(2026, 12, 14), False)
    assert Mentorship.objects.get(pk=mentorship.pk).state == "level"


def test_a_late_step_without_a_reason_is_refused_and_nothing_is_kept():
    mentorship, deputy = opened(date(2026, 11, 20))
    with pytest.raises(ValidationError) as refused:
        take(mentorship, Step.Kind.ORDERED, date(2026, 12, 2), deputy)
    assert "late_reason" in refused.value.error_dict
    assert due(mentorship, "D1").met_on is None
    assert not mentorship.steps.filter(kind="ordered").exists()


def test_a_late_step_keeps_its_reason():
    mentorship, deputy = opened(date(2026, 11, 20))
    take(mentorship, Step.Kind.ORDERED, date(2026, 12, 2), deputy, late_reason="Кеңес отырысы кейінге қалды.")
    assert due(mentorship, "D1").late_reason == "Кеңес отырысы кейінге қалды."


def test_a_step_entered_long_after_it_happened_needs_a_reason():
    mentorship, deputy = opened(date(2026, 11, 20))
    with pytest.raises(ValidationError) as refused:
        take(mentorship, Step.Kind.ORDERED, date(2026, 11, 25), deputy)
    assert "delay_reason" in refused.value.error_dict
    take(mentorship, Step.Kind.ORDERED, date(2026, 11, 25), deputy, delay_reason="Интернет болмады.")
    assert due(mentorship, "D1").met_on == date(2026, 11, 25)


@pytest.mark.parametrize("on", [date(2026, 12, 4), date(2026, 11, 26)])
def test_a_step_is_neither_in_the_future_nor_before_the_last(on):
    mentorship, deputy = opened()
    with pytest.raises(ValidationError) as refused:
        take(mentorship, Step.Kind.ORDERED, on, deputy)
    assert "happened_on" in refused.value.error_dict


def test_the_table_forbids_a_step_out_of_turn():
    mentorship, deputy = opened()
    with pytest.raises(DomainError) as refused:
        take(mentorship, Step.Kind.REPORT_SENT, date(2026, 12, 3), deputy)
    assert refused.value.code == "wrong_state"


def test_the_end_of_a_case_drops_what_is_open():
    mentorship, deputy = opened()
    take(mentorship, Step.Kind.CANCELLED, date(2026, 12, 3), deputy, note="қате енгізілді")
    assert not Deadline.objects.open().filter(mentorship=mentorship).exists()


def test_waiving_needs_a_reason_and_the_right():
    mentorship, deputy = opened()
    deadline = due(mentorship, "D6")
    with pytest.raises(ValidationError):
        services.waive(deadline_id=deadline.pk, by=deputy, now=clocks.now(), reason=" ")
    with pytest.raises(PermissionDenied):
        services.waive(deadline_id=deadline.pk, by=actor(mentorship.novice.user), now=clocks.now(), reason="a")
    services.waive(deadline_id=deadline.pk, by=deputy, now=clocks.now(), reason="Мектеп тоқсан бойы жабық.")
    assert due(mentorship, "D6").waived_by_id == deputy.user_id
    other = actor(deputy_of(mentorship.school), "deputy")
    with pytest.raises(AlreadyDone) as lost:
        services.waive(deadline_id=deadline.pk, by=other, now=clocks.now() + timedelta(hours=1), reason="a")
    assert (lost.value.who, lost.value.when) == (deputy.user, clocks.now())


def test_what_is_met_cannot_be_taken_off_any_more():
    mentorship, deputy = opened()
    take(mentorship, Step.Kind.ORDERED, date(2026, 12, 2), deputy)
    with pytest.raises(DomainError) as refused:
        services.waive(deadline_id=due(mentorship, "D1").pk, by=deputy, now=clocks.now(), reason="a")
    assert refused.value.code == "not_open"


def test_a_gap_without_a_mentor_starts_a_new_clock_and_keeps_the_old_row():
    mentorship = case("main")
    with transaction.atomic():
        services.refresh(mentorship)
    pairing = mentorship.pairings.get()
    pairing.ended_on = date(2026, 12, 1)
    pairing.save()
    with transaction.atomic():
        services.refresh(mentorship)
    rounds = Deadline.objects.filter(mentorship=mentorship, code="D1").order_by("round")
    assert [(row.round, row.met_on) for row in rounds] == [(1, date(2026, 10, 29)), (2, None)]
    assert rounds[1].due_on == date(2026, 12, 9)  # the first uncovered day, 02.12, is day 0


def test_the_timetable_tells_the_working(django_assert_max_num_queries):
    mentorship, _ = opened()
    with django_assert_max_num_queries(16):
        shown = timetable(mentorship, date(2026, 12, 3))
    first = shown[0]
    assert (first.code, first.state, first.days) == ("D1", "soon", 1)
    assert "Order No\u00a0160" in first.source
    assert [line.kind for line in first.lines][:2] == ["start", "skip"]


def test_a_report_sent_before_it_was_on_an_agenda_keeps_the_date_and_the_working_it_was_counted_with():
    mentorship = case("hearing")
    with transaction.atomic():
        services.refresh(mentorship)
    meeting = Meeting.objects.create(
        school=mentorship.school, date=date(2026, 12, 10), made_by=mentorship.novice.user, made_at=clocks.now()
    )
    AgendaItem.objects.create(meeting=meeting, position=1, kind="report", mentorship=mentorship)
    with transaction.atomic():
        services.refresh(mentorship)
    report = next(item for item in timetable(mentorship, date(2026, 12, 3)) if item.code == "D7")
    assert report.due == report.working.due_on == date(2027, 5, 25)
    assert report.working.start == "teaching_end"


@pytest.mark.parametrize(
    ("state", "sent", "returned", "met"),
    [("planning", "plan_sent", "plan_returned", "D4a"), ("report", "report_sent", "report_returned", "D7")],
)
def test_what_was_sent_back_is_sent_again_no_earlier(state, sent, returned, met):
    mentorship = case(state)
    deputy = actor(deputy_of(mentorship.school), "deputy")
    take(mentorship, sent, date(2026, 12, 1), deputy, late_reason="A course.")
    if state == "report":
        Mentorship.objects.filter(pk=mentorship.pk).update(state="hearing")
    take(mentorship, returned, date(2026, 12, 3), deputy)
    with pytest.raises(ValidationError) as caught:
        take(mentorship, sent, date(2026, 12, 2), deputy, late_reason="A course.")
    assert "happened_on" in caught.value.error_dict
    take(mentorship, sent, date(2026, 12, 3), deputy, late_reason="A course.")
    assert due(mentorship, met).met_on == date(2026, 12, 3)
