"""The council's pages: who opens them, who acts, what stays typed, how many questions they ask."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.council.models import AgendaItem, Meeting
from tests.factories import MOMENT, UserFactory, deputy_of
from tests.mentoring.council.situations import TODAY, Council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def council() -> Council:
    return Council()


def test_from_planning_to_minutes_by_pages(client, council):
    client.force_login(council.secretary)
    client.post(reverse("meeting_new"), {"on": "2026-12-03", "at": "15:00", "place": "Hall"})
    meeting = Meeting.objects.get()
    client.post(reverse("agenda_item_new", args=[meeting.pk]), {"title": "Timetable"})
    client.post(reverse("agenda_send", args=[meeting.pk]))
    client.post(reverse("meeting_present", args=[meeting.pk]), {"present": [council.chair.pk, council.secretary.pk]})
    item = meeting.items.get()
    votes = {"votes_for": 2, "votes_against": 0, "votes_abstained": 0, "outcome": "in_favour"}
    client.post(reverse("agenda_item_decide", args=[item.pk]), votes)
    answer = client.post(
        reverse("minutes_sign", args=[meeting.pk]), {"number": "5", "signed_on": "2026-12-03"}, follow=True
    )
    assert "The minutes are signed." in answer.content.decode()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.minutes_number, meeting.place) == ("signed", "5", "Hall")


def test_a_meeting_is_opened_once_and_then_only_its_list_is_corrected(client, council):
    meeting = council.plan()
    council.other_item(meeting)
    client.force_login(council.secretary)
    client.post(reverse("agenda_send", args=[meeting.pk]))
    present = reverse("meeting_present", args=[meeting.pk])
    said = []
    for verb in ("Open the meeting", "Save who is present"):
        assert f">{verb}</button>" in client.get(present).content.decode()
        answer = client.post(present, {"present": [council.chair.pk, council.secretary.pk]}, follow=True)
        said += [str(message) for message in answer.context["messages"]]
    assert said == ["The meeting is open. Record each decision now.", "The list of those present is corrected."]


def test_what_was_typed_stays_when_it_is_refused(client, council):
    client.force_login(council.secretary)
    answer = client.post(reverse("meeting_new"), {"on": "2026-12-01", "place": "Assembly hall"})
    assert answer.status_code == 422
    assert "Assembly hall" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_too_many_votes_come_back_to_the_form(client, council):
    _, item = council.held()
    client.force_login(council.chair)
    votes = {"votes_for": 9, "votes_against": 0, "votes_abstained": 0, "outcome": "in_favour", "heard": "The deputy"}
    answer = client.post(reverse("agenda_item_decide", args=[item.pk]), votes)
    assert answer.status_code == 422
    assert "The deputy" in answer.content.decode()


def test_a_member_sees_a_meeting_after_its_agenda_was_sent_and_changes_nothing(client, council):
    meeting = council.plan()
    member = council.members[0]
    client.force_login(member)
    assert client.get(reverse("meeting", args=[meeting.pk])).status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(state="sent", agenda_sent_at=MOMENT)
    assert client.get(reverse("meeting", args=[meeting.pk])).status_code == 200
    for name in ("minutes_sign", "meeting_present", "agenda_item_new"):
        assert client.get(reverse(name, args=[meeting.pk])).status_code == 403
    assert client.post(reverse("agenda_send", args=[meeting.pk])).status_code == 403
    assert client.get(reverse("meeting_new")).status_code == 403


@pytest.mark.parametrize("name", ["meeting", "meeting_present", "minutes_sign", "agenda_item_new"])
def test_a_meeting_of_another_school_does_not_exist(client, council, name):
    meeting = council.plan()
    client.force_login(Council().chair)
    assert client.get(reverse(name, args=[meeting.pk])).status_code == 404


def test_one_without_a_post_has_no_council(client):
    client.force_login(UserFactory())
    assert client.get(reverse("meeting_list")).status_code == 403


def test_a_closed_window_shows_the_meeting_without_its_items(client, council):
    meeting, _ = council.held()
    council.sign(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(date=date(2026, 11, 1), minutes_signed_on=date(2026, 11, 2))
    for closed_to in (council.members[0], council.chair, council.secretary):
        client.force_login(closed_to)
        page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
        assert "Timetable" not in page
        assert "16.11.2026" in page, "the page does not say until when it was open"
    client.force_login(deputy_of(council.school))
    assert "Timetable" in client.get(reverse("meeting", args=[meeting.pk])).content.decode()


def questions(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_pages_ask_no_more_with_more_rows(client, council):
    meeting = council.plan(TODAY)
    council.other_item(meeting)
    client.force_login(deputy_of(council.school))
    urls = [reverse("meeting_list"), reverse("meeting", args=[meeting.pk])]
    few = [questions(client, url) for url in urls]
    for _ in range(19):
        council.plan(TODAY)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=number, kind="other", title="Matter") for number in range(2, 31)
    )
    assert [questions(client, url) for url in urls] == few
    assert max(few) <= 25
