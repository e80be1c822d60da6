"""From the planned meeting to its signed minutes, and who may read its items meanwhile."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.council import services
from mentoring.council.models import Attendee, Meeting
from mentoring.council.selectors import council_on, next_order_number, open_item_ids
from tests.factories import MOMENT, SchoolFactory, UserFactory, actor, case, give, order_for
from tests.mentoring.council.situations import TODAY, Council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_council_of_the_day_is_listed(council):
    meeting = council.plan()
    assert dict(meeting.attendees.values_list("user_id", "role")) == {
        council.chair.pk: "chair",
        council.secretary.pk: "secretary",
        council.members[0].pk: "member",
        council.members[1].pk: "member",
    }


def test_the_acting_chair_takes_the_chair(council):
    acting = give(
        UserFactory(),
        council.school,
        "chair",
        is_acting=True,
        ends_on=date(2026, 12, 31),
        order_text="No 7, 01.12.2026",
    )
    roles = dict(council_on(council.school.pk, TODAY))
    assert (roles[acting.pk], roles[council.chair.pk]) == ("chair", "member")


def test_a_meeting_is_planned_for_today_or_later_and_for_a_council(council):
    with pytest.raises(ValidationError):
        council.plan(TODAY - timedelta(days=1))
    empty = SchoolFactory()
    secretary = give(UserFactory(), empty, "deputy")
    with pytest.raises(ValidationError):
        services.plan_meeting(school_id=empty.pk, on=TODAY, by=actor(secretary), now=MOMENT)


def test_a_member_plans_nothing(council):
    with pytest.raises(PermissionDenied):
        services.plan_meeting(school_id=council.school.pk, on=TODAY, by=actor(council.members[0]), now=MOMENT)


def test_an_empty_agenda_is_not_sent_and_none_is_sent_twice(council):
    meeting = council.plan()
    with pytest.raises(DomainError) as refused:
        services.send_agenda(meeting_id=meeting.pk, by=actor(council.chair), now=MOMENT)
    assert refused.value.code == "empty_agenda"
    council.other_item(meeting)
    services.send_agenda(meeting_id=meeting.pk, by=actor(council.chair), now=MOMENT)
    with pytest.raises(AlreadyDone):
        services.send_agenda(meeting_id=meeting.pk, by=actor(council.secretary), now=MOMENT)


def test_from_vote_to_signed_minutes(council):
    meeting, item = council.held()
    council.vote(item, decision="Agreed", heard="The deputy head")
    signed = council.sign(meeting)
    item.refresh_from_db()
    assert (item.votes_for, item.votes_against, item.votes_abstained, item.outcome) == (3, 0, 1, "in_favour")
    assert (signed.state, signed.minutes_number, signed.minutes_signed_by) == ("signed", "5", council.chair)
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"meeting.planned", "meeting.agenda_sent", "meeting.held", "agenda.decided", "minutes.signed"} <= actions


def test_no_more_votes_than_people_present(council):
    _, item = council.held()
    with pytest.raises(ValidationError) as refused:
        council.vote(item, (4, 0, 1))
    assert "votes_for" in refused.value.error_dict
    with pytest.raises(ValidationError):
        council.vote(item, (0, 0, 0))


def test_minutes_are_signed_once_and_the_second_learns_by_whom(council):
    meeting, _ = council.held()
    council.sign(meeting)
    with pytest.raises(AlreadyDone) as refused:
        council.sign(meeting, by=council.secretary)
    assert refused.value.who == council.chair
    assert refused.value.when == date(2026, 12, 3)


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_minutes_are_signed_between_the_meeting_and_today(council, day):
    meeting, _ = council.held()
    with pytest.raises(ValidationError):
        council.sign(meeting, on=day)


def test_a_meeting_of_tomorrow_is_not_held_today(council):
    meeting = council.plan(TODAY + timedelta(days=1))
    council.other_item(meeting)
    services.send_agenda(meeting_id=meeting.pk, by=actor(council.chair), now=MOMENT)
    with pytest.raises(DomainError):
        services.hold_meeting(meeting_id=meeting.pk, present=[council.chair.pk], by=actor(council.chair), now=MOMENT)


def test_a_signed_meeting_takes_no_more_matters(council):
    meeting, _ = council.held()
    council.sign(meeting)
    with pytest.raises(DomainError):
        council.other_item(meeting)


def test_the_council_opens_items_from_the_agenda_until_two_weeks_after_the_minutes(council):
    meeting, item = council.held()
    listed = (council.members[0], council.chair, council.secretary)
    assert [list(open_item_ids(person)) for person in listed] == [[item.pk]] * 3
    council.sign(meeting)
    assert [list(open_item_ids(person, TODAY + timedelta(days=14))) for person in listed] == [[item.pk]] * 3
    assert [list(open_item_ids(person, TODAY + timedelta(days=15))) for person in listed] == [[]] * 3


def test_before_the_agenda_is_sent_and_for_guests_and_strangers_nothing_is_open(council):
    meeting = council.plan()
    council.other_item(meeting)
    guest = UserFactory()
    Attendee.objects.create(meeting=meeting, user=guest, role="guest")
    assert list(open_item_ids(council.members[0])) == []
    assert list(open_item_ids(council.chair)) == []
    services.send_agenda(meeting_id=meeting.pk, by=actor(council.chair), now=MOMENT)
    assert list(open_item_ids(guest)) == []
    assert list(open_item_ids(give(UserFactory(), council.school, "member"))) == []


def test_the_next_order_number_is_suggested_by_year_and_series(council):
    mentorship = case(school=council.school)
    order_for(mentorship, number=41)
    assert next_order_number(council.school.pk, "", 2026) == 42
    assert next_order_number(council.school.pk, "", 2027) == 1
    assert next_order_number(council.school.pk, "n", 2026) == 1


def test_a_report_is_decided_with_its_hearing(council):
    meeting = council.plan()
    item = services.add_item(
        meeting_id=meeting.pk,
        kind="report",
        mentorship=case("hearing", school=council.school),
        by=actor(council.chair),
        now=MOMENT,
    )
    with pytest.raises(DomainError) as refused:
        council.vote(item)
    assert refused.value.code == "heard_elsewhere"


def test_a_number_stands_once_in_a_school_year(council):
    first, item = council.held()
    council.vote(item)
    council.sign(first)
    second, item = council.held()
    council.vote(item)
    with pytest.raises(ValidationError) as refused:
        council.sign(second)
    assert "03.12.2026" in refused.value.message_dict["number"][0]
    Meeting.objects.filter(pk=first.pk).update(date=date(2026, 8, 31))
    assert council.sign(second).minutes_number == "5", "each school year counts anew"


def test_another_school_numbers_for_itself(council):
    for one in (council, Council()):
        meeting, item = one.held()
        one.vote(item)
        assert one.sign(meeting).minutes_number == "5"
