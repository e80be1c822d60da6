"""The page of a meeting, and what home tells the council's people."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import files
from common.models import AuditEntry
from mentoring.casework import home
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.council.todo import tasks_for
from mentoring.final_stage.models import FinalReport
from mentoring.mentorships.desk import Desk
from reports.papers.year_end_report import YearEndReport
from reports.rendering.models import Paper
from schools.calendar.selectors import work_calendar
from tests.factories import MOMENT, SchoolFactory, UserFactory, deputy_of, give
from tests.factories.whole_year import told_case
from tests.mentoring.appointment.situations import Situation
from tests.mentoring.council.situations import Council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


class Hearing:
    """A report on the agenda of a meeting that is being held, with chair, secretary and a member."""

    def __init__(self, state: str = "held") -> None:
        self.case = told_case()
        self.school = self.case.school
        self.meeting = Meeting.objects.create(
            school=self.school, date=TODAY, state=state, agenda_sent_at=MOMENT, made_at=MOMENT
        )
        self.item = self.add(self.case)
        self.chair, self.secretary, self.member = (self.list_one(role) for role in ("chair", "secretary", "member"))

    def add(self, case) -> AgendaItem:
        position = self.meeting.items.count() + 1
        item = AgendaItem.objects.create(meeting=self.meeting, position=position, kind="report", mentorship=case)
        FinalReport.objects.filter(mentorship=case).update(agenda_item=item)
        return item

    def list_one(self, role: str):
        user = give(UserFactory(), self.school, role)
        Attendee.objects.create(meeting=self.meeting, user=user, role=role, present=True)
        return user

    @property
    def url(self) -> str:
        return reverse("meeting", args=[self.meeting.pk])


def test_a_candidate_is_shown_with_its_rules_and_the_votes_are_recorded_there(client):
    place = Situation()
    candidate = place.before_council(place.borderline_mentor())
    client.force_login(place.members[0])
    url = reverse("meeting", args=[candidate.agenda_item.meeting_id])
    page = text(client.get(url))
    assert "68 of 104 pupils" in page
    assert "Order No\xa0160" in page
    assert "Record the decision" not in page
    client.force_login(place.chair)
    assert "Record the decision" in text(client.get(url))
    decide = reverse("agenda_item_decide", args=[candidate.agenda_item_id])
    assert 'name="reason"' in text(client.get(decide))
    data = {"votes_for": 4, "votes_against": 0, "votes_abstained": 0, "outcome": "in_favour"}
    assert client.post(decide, data).status_code == 422
    client.post(decide, data | {"reason": "The only teacher of the subject"})
    page = text(client.get(url))
    assert "The only teacher of the subject" in page
    assert "Correct the record" in page


def test_a_candidate_who_agreed_is_not_shown_as_one_who_has_not_answered(client):
    place = Situation()
    candidate = place.before_council()
    client.force_login(place.chair)
    page = text(client.get(reverse("meeting", args=[candidate.agenda_item.meeting_id])))
    assert "Preparation as a mentor" in page
    assert "Has not answered yet" not in page


def test_who_keeps_the_minutes_is_told_why_a_decision_is_not_theirs_to_record(client):
    hearing = Hearing()
    own = "This is your own matter. Another officer of the council records the decision."
    gone = "The report was sent back or stands on another agenda. No decision is recorded here."
    mentor = hearing.case.pairings.get().mentor.user
    give(mentor, hearing.school, "secretary")
    seen = {}
    for user in (hearing.chair, mentor, hearing.member):
        client.force_login(user)
        page = text(client.get(hearing.url))
        seen[user] = ("Record the hearing" in page, own in page, gone in page)
    assert list(seen.values()) == [(True, False, False), (False, True, False), (False, False, False)]
    FinalReport.objects.update(agenda_item=None)
    client.force_login(hearing.chair)
    page = text(client.get(hearing.url))
    assert ("Record the hearing" in page, own in page, gone in page) == (False, False, True)


def test_a_clear_candidate_is_asked_for_a_reason_only_when_the_council_declines(client):
    place = Situation()
    candidate = place.before_council()
    client.force_login(place.chair)
    decide = reverse("agenda_item_decide", args=[candidate.agenda_item_id])
    assert 'name="reason"' not in text(client.get(decide))
    data = {"votes_for": 0, "votes_against": 4, "votes_abstained": 0, "outcome": "against"}
    answer = client.post(decide, data)
    assert answer.status_code == 422
    assert 'name="reason"' in answer.content.decode()
    assert client.post(decide, data | {"reason": "Already mentors two"}).status_code == 302


def test_members_read_the_summary_chair_and_secretary_the_file(client):
    hearing = Hearing()
    for user, whole in ((hearing.member, False), (hearing.chair, True), (hearing.secretary, True)):
        client.force_login(user)
        page = text(client.get(hearing.url))
        assert "Екі қажеттілік анықталды." in page
        assert (reverse("report", args=[hearing.case.pk]) in page) is whole
        assert ("Year-end report (PDF)" in page, "One-page summary (PDF)" in page) == (whole, not whole)


def test_a_report_that_was_not_sent_yet_is_no_reading(client):
    hearing = Hearing()
    FinalReport.objects.update(state="draft")
    client.force_login(hearing.member)
    page = text(client.get(hearing.url))
    assert "Екі қажеттілік анықталды." not in page
    assert "(PDF)" not in page


def test_the_decision_on_a_report_is_recorded_once_and_stands_on_both_pages(client):
    hearing = Hearing()
    client.force_login(hearing.secretary)
    way = client.get(reverse("agenda_item_decide", args=[hearing.item.pk]))
    assert way.url == reverse("hearing", args=[hearing.case.pk])
    data = {
        "votes_for": 3,
        "votes_against": 0,
        "votes_abstained": 0,
        "novice_decision": "ready",
        "evaluation": "effective",
        "evaluation_text": "The plan was carried out",
        "proposals": "To thank the mentor",
        "questions": "How many lessons were visited?",
    }
    late = client.post(way.url, data)  # the steps of this case were never counted: its dates are long past
    assert 'name="late_reason"' in text(late)
    assert client.post(way.url, data | {"late_reason": "The hall was closed"}).url == hearing.url
    page = text(client.get(hearing.url))
    for words in ("Ready for independent work", "Effective", "To thank the mentor", "How many lessons were visited?"):
        assert words in page
    assert "Sign the minutes" in page


def test_the_paper_is_asked_for_and_downloaded_from_the_meeting_and_each_opening_is_logged(
    client, published, django_capture_on_commit_callbacks
):
    hearing = Hearing()
    client.force_login(hearing.secretary)
    assert "Not made yet." in text(client.get(hearing.url))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("case_papers", args=[hearing.case.pk]), {"kind": "report", "language": "kk-ru"})
    paper = Paper.objects.get()
    assert ("papers.make", paper.pk) in published
    assert reverse("paper", args=[paper.pk]) in text(client.get(hearing.url))
    made = {"made_at": MOMENT, "sha256": files.put(b"%PDF-1.7"), "size": 8, "pages": 1}
    Paper.objects.update(state="ready", records=list(YearEndReport.records), **made)
    download = reverse("paper_file", args=[paper.pk])
    assert download in text(client.get(hearing.url))
    assert b"%PDF" in client.get(download).content
    assert AuditEntry.objects.filter(action="paper.opened").count() == 1
    client.force_login(hearing.member)
    assert client.get(download).status_code == 403


def test_a_paper_made_before_the_decision_is_offered_anew(client):
    hearing = Hearing()
    Paper.objects.create(
        kind="report", language="kk", school=hearing.school, mentorship=hearing.case, code="7K4Q92XDM5",
        asked_by=hearing.chair, asked_at=MOMENT, state="ready", made_at=MOMENT, sha256="0" * 64,
        records=list(YearEndReport.records),
    )  # fmt: skip
    client.force_login(hearing.chair)
    assert "Make it again" not in text(client.get(hearing.url))
    later = MOMENT.replace(hour=12)
    AgendaItem.objects.update(votes_for=3, votes_against=0, votes_abstained=0, decided_at=later)
    assert "Make it again" in text(client.get(hearing.url))


def test_for_another_school_the_meeting_does_not_exist(client):
    hearing = Hearing()
    client.force_login(deputy_of(SchoolFactory()))
    assert client.get(hearing.url).status_code == 404


def test_the_page_asks_no_more_for_ten_reports(client):
    hearing = Hearing()
    client.force_login(hearing.secretary)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            text(client.get(hearing.url))
        return len(queries)

    one = asked()
    for _ in range(9):
        hearing.add(told_case(school=hearing.school))
    assert asked() == one <= 25


# What home says: the state of the meeting → (secretary, chair, member)
TOLD = {
    "planned": (["Send the agenda of the council"], [], []),
    "sent": (
        ["Mark who is present at the council"],
        ["Read the agenda of the council"],
        ["Read the agenda of the council"],
    ),
    "held": (["Record the decisions of the council"], [], []),
    "decided": (["Sign the minutes of the council"], ["Sign the minutes of the council"], []),
    "signed": ([], [], []),
}


@pytest.mark.parametrize("state", TOLD)
def test_each_of_the_council_is_told_what_waits(state):
    council = Council()
    if state == "planned":
        council.other_item(council.plan())
    elif state == "sent":
        council.held()
        Meeting.objects.update(state="sent")
    else:
        meeting, item = council.held()
        if state != "held":
            council.vote(item)
        if state == "signed":
            council.sign(meeting)
    people = (council.secretary, council.chair, council.members[0])
    assert tuple([str(todo.title) for todo in tasks_for(Desk(who, TODAY))] for who in people) == TOLD[state]
    for who in people:
        for todo in tasks_for(Desk(who, TODAY)):
            assert todo.due == TODAY
            assert todo.url.startswith("/council/")


def test_without_a_secretary_the_chair_does_it_all():
    council = Council()
    council.other_item(council.plan())
    council.secretary.posts.all().delete()
    assert [str(todo.title) for todo in tasks_for(Desk(council.chair, TODAY))] == ["Send the agenda of the council"]


def test_home_shows_the_task_of_the_council_with_its_day():
    council = Council()
    council.held()
    groups = home.tasks(Desk(council.secretary, TODAY), council.school, work_calendar(council.school))
    assert [(task.title, task.state) for group in groups for task in group.tasks] == [
        ("Record the decisions of the council", "today")
    ]
