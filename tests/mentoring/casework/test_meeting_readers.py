"""Who reads a meeting of the council, and how long (domain, section 11, "item"): each person × each state of the meeting,
on its pages, in its papers and exports.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from common import files
from mentoring.council import services as council
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.council.rules import Reading
from mentoring.council.selectors import open_item_ids, reading_of
from mentoring.deadlines.services import refresh
from mentoring.final_stage.models import FinalReport
from mentoring.mentorships.models import Mentorship
from reports.papers.kinds import KINDS
from reports.rendering.models import Paper
from schools.people.models import Post, User
from tests.factories import MOMENT, UserFactory, actor, deputy_of, eligible_mentor, give, head_of
from tests.factories.whole_year import told_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)
NOTHING, SUBJECT, SUMMARY, FILE = Reading
GONE = None  # the meeting does not exist for this person

STATES = ("planned", "sent", "held", "signed today", "13 days", "14 days", "15 days")
OPEN = STATES[1:6]


def council_from(sent: Reading, *, planned: Reading | None = GONE, after: Reading | None = NOTHING) -> dict[str, Any]:
    return {"planned": planned, **dict.fromkeys(OPEN, sent), "15 days": after}


UNLISTED = {**dict.fromkeys(STATES[:3], SUBJECT), **dict.fromkeys(STATES[3:], NOTHING)}
READS: dict[str, dict[str, Any]] = {
    "deputy": dict.fromkeys(STATES, FILE),
    "head": dict.fromkeys(STATES, FILE),
    "chair": council_from(FILE, planned=SUBJECT),
    "secretary": council_from(FILE, planned=SUBJECT),
    "acting secretary": council_from(FILE, planned=SUBJECT),
    "secretary, listed as member": council_from(FILE, planned=SUBJECT),
    "member": council_from(SUMMARY),
    "chair until yesterday, a teacher here": council_from(SUMMARY),
    "guest": council_from(NOTHING),
    "new chair, not listed": UNLISTED,
    "new secretary, not listed": UNLISTED,
    "secretary who has left": dict.fromkeys(STATES, GONE),
    "colleague": dict.fromkeys(STATES, GONE),
    "chair of another school": dict.fromkeys(STATES, GONE),
}
TEXTS = {"subject": "Қарлығашева", "summary": "ҚысқашаЕсеп", "minutes": "ХаттамаСөзі", "file": "ТолықЕсеп"}


class Heard:
    """A report and another matter at one meeting, in one state, before one person."""

    def __init__(self, state: str) -> None:
        self.state = state
        self.case = told_case("closing" if state in STATES[3:] else "hearing")
        self.school = self.case.school
        User.objects.filter(pk=self.case.novice.user_id).update(surname=TEXTS["subject"])
        days = {"13 days": 13, "14 days": 14, "15 days": 15}.get(state, 0)
        self.meeting = Meeting.objects.create(school=self.school, date=TODAY - timedelta(days=days), made_at=MOMENT)
        self.item = AgendaItem.objects.create(
            meeting=self.meeting, position=1, kind="report", mentorship=self.case, heard=TEXTS["minutes"]
        )
        self.other = AgendaItem.objects.create(
            meeting=self.meeting, position=2, kind="other", title="Тақырып", heard=TEXTS["minutes"]
        )
        FinalReport.objects.filter(mentorship=self.case).update(
            agenda_item=self.item, needed=TEXTS["summary"], mentor_voice=TEXTS["file"]
        )

    def come_to(self, state: str, signer: User) -> None:
        if state != "planned":
            Meeting.objects.update(state="sent", agenda_sent_at=MOMENT)
        if state in STATES[2:]:
            Meeting.objects.update(state="held")
        if state in STATES[3:]:
            Meeting.objects.update(
                state="signed", minutes_number="5", minutes_signed_on=self.meeting.date, minutes_signed_by=signer
            )
            AgendaItem.objects.update(votes_for=3, votes_against=0, votes_abstained=0, decided_at=MOMENT)
            FinalReport.objects.update(
                state="heard", novice_decision="ready", evaluation="effective", decided_on=self.meeting.date
            )

    def person(self, name: str) -> User:
        return _PEOPLE[name](self)

    def listed(self, user: User, role: str) -> User:
        Attendee.objects.create(meeting=self.meeting, user=user, role=role)
        return user

    def paper(self, kind: str) -> Paper:
        made = {"state": "ready", "made_at": MOMENT, "sha256": files.put(b"%PDF-1.7")}
        return Paper.objects.create(
            kind=kind, language="kk", school=self.school, mentorship=self.case, code=f"7K2M9Q{kind[:6].upper()}",
            asked_by=self.case.novice.user, asked_at=MOMENT, records=list(KINDS[kind].records), **made,
        )  # fmt: skip


def _teacher(heard: Heard) -> User:
    return eligible_mentor(heard.school).user


def _until_yesterday(heard: Heard, user: User, kind: str) -> User:
    yesterday = TODAY - timedelta(days=1)
    return give(user, heard.school, kind, starts_on=date(2026, 9, 1), ends_on=yesterday)


_PEOPLE: dict[str, Any] = {
    "deputy": lambda h: deputy_of(h.school),
    "head": lambda h: head_of(h.school),
    "chair": lambda h: h.listed(give(UserFactory(), h.school, "chair"), "chair"),
    "secretary": lambda h: h.listed(give(UserFactory(), h.school, "secretary"), "secretary"),
    "acting secretary": lambda h: h.listed(
        give(UserFactory(), h.school, "secretary", is_acting=True, ends_on=TODAY, order_text="No 12"), "secretary"
    ),
    "secretary, listed as member": lambda h: h.listed(give(_teacher(h), h.school, "secretary"), "member"),
    "member": lambda h: h.listed(_teacher(h), "member"),
    "chair until yesterday, a teacher here": lambda h: h.listed(_until_yesterday(h, _teacher(h), "chair"), "chair"),
    "guest": lambda h: h.listed(_teacher(h), "guest"),
    "new chair, not listed": lambda h: give(_teacher(h), h.school, "chair"),
    "new secretary, not listed": lambda h: give(_teacher(h), h.school, "secretary"),
    "secretary who has left": lambda h: h.listed(_until_yesterday(h, UserFactory(), "secretary"), "secretary"),
    "colleague": _teacher,
    "chair of another school": lambda h: give(UserFactory(), told_case().school, "chair"),
}


def page(client: Client, name: str, *args: int) -> tuple[int, str]:
    answer = client.get(reverse(name, args=args))
    return answer.status_code, answer.content.decode() if answer.status_code == 200 else ""


def read_by(client: Client, heard: Heard) -> dict[str, bool]:
    """What the pages of the meeting and of its report show."""
    pages = [
        page(client, "meeting", heard.meeting.pk)[1],
        page(client, "hearing", heard.case.pk)[1],
        page(client, "report", heard.case.pk)[1],
        page(client, "meeting_list")[1],
        page(client, "agenda_item_decide", heard.other.pk)[1],
        page(client, "case_papers", heard.case.pk)[1],
        page(client, "home")[1],
        page(client, "notices")[1],
        page(client, "mentorship_list")[1],
    ]
    return {name: any(text in found for found in pages) for name, text in TEXTS.items()}


@pytest.mark.parametrize("state", STATES)
def test_each_person_reads_the_meeting_as_long_as_the_table_says(state):
    """The year is filled once for a state; what one person's turn writes is rolled back before the next one's."""
    heard = Heard(state)
    wrong = {}
    for name in READS:
        with transaction.atomic():
            try:
                check(Client(), heard, name, state)
            except AssertionError as error:
                wrong[name] = str(error)
            transaction.set_rollback(True)
    assert wrong == {}


def check(client: Client, heard: Heard, name: str, state: str) -> None:
    user = heard.person(name)
    heard.come_to(state, deputy_of(heard.school))
    user = User.objects.get(pk=user.pk)
    expected = READS[name][state]
    meeting = Meeting.objects.get(pk=heard.meeting.pk)
    reading = expected or NOTHING
    assert Meeting.objects.visible_to(user).filter(pk=meeting.pk).exists() is (expected is not GONE)
    assert reading_of(user, meeting, TODAY) == reading
    if name not in ("deputy", "head"):
        assert open_item_ids(user).exists() is (reading >= SUMMARY)
    papers = {kind: heard.paper(kind) for kind in ("summary", "report", "order")}

    client.force_login(user)
    assert page(client, "meeting", meeting.pk)[0] == (404 if expected is GONE else 200)
    keeps = state == "held" and Post.objects.filter(user=user, kind__in=("chair", "secretary"), school=heard.school)
    writes = bool(keeps) and name not in ("chair until yesterday, a teacher here", "secretary who has left")
    extract = state in STATES[3:] and "secretary" in name and name != "secretary who has left"
    assert read_by(client, heard) == {
        "subject": reading >= SUBJECT or extract,
        "summary": reading >= SUMMARY,
        "minutes": reading >= SUMMARY or writes,
        "file": reading >= FILE,
    }
    opened = {
        kind: client.get(reverse("paper_file", args=[row.pk])).status_code == 200 for kind, row in papers.items()
    }
    leads = name in ("deputy", "head")
    assert opened == {"summary": reading >= SUMMARY, "report": reading >= FILE, "order": leads}
    book = client.get(reverse("mentorship_export"))
    assert (Mentorship.objects.visible_to(user).filter(pk=heard.case.pk).exists(), book.status_code) == (leads, 200)


@pytest.mark.parametrize(
    ("moment", "reads"),
    [
        (datetime(2026, 12, 15, 18, 59, tzinfo=UTC), True),  # 15.12., 23:59 in Almaty
        (datetime(2026, 12, 15, 19, 0, tzinfo=UTC), False),  # 16.12., 0:00
    ],
)
def test_the_last_day_ends_at_midnight_in_almaty(client, moment, reads):
    """Signed on the 1st: 14 days are read to the end of the 15th."""
    heard = Heard("signed today")
    secretary = heard.person("secretary")
    heard.come_to("signed today", secretary)
    Meeting.objects.update(date=date(2026, 12, 1), minutes_signed_on=date(2026, 12, 1))
    with time_machine.travel(moment, tick=False):
        client.force_login(secretary)
        shown = read_by(client, heard)
        assert (shown["summary"], shown["file"], shown["minutes"]) == (reads, reads, reads)


def test_after_its_time_the_meeting_stays_in_the_list_with_its_day_and_the_number_of_its_minutes(client):
    heard = Heard("15 days")
    secretary = heard.person("secretary")
    heard.come_to("15 days", secretary)
    client.force_login(secretary)
    listed = page(client, "meeting_list")[1]
    assert reverse("meeting", args=[heard.meeting.pk]) in listed
    shown = page(client, "meeting", heard.meeting.pk)[1]
    assert "The last day was:" in shown
    assert "02.12.2026" in shown


def test_a_report_put_off_is_read_at_the_meeting_that_hears_it(client):
    """The item that the signed minutes put off opens no file any more; the secretary puts it on an agenda by its subject."""
    heard = Heard("signed today")
    secretary = heard.person("secretary")
    heard.come_to("signed today", secretary)
    Mentorship.objects.filter(pk=heard.case.pk).update(state="hearing")
    AgendaItem.objects.update(votes_for=None, votes_against=None, votes_abstained=None, decided_at=None)
    FinalReport.objects.update(state="submitted", novice_decision="", evaluation="", decided_on=None)
    with time_machine.travel(datetime(2026, 12, 30, 9, tzinfo=UTC), tick=False):
        client.force_login(secretary)
        status, shown = page(client, "hearing", heard.case.pk)
        assert (status, TEXTS["subject"] in shown, TEXTS["summary"] in shown) == (200, True, False)
        assert page(client, "report", heard.case.pk)[0] == 403


def test_the_secretary_issues_the_extract_after_the_time_of_reading(client):
    heard = Heard("15 days")
    secretary = heard.person("secretary")
    heard.come_to("15 days", secretary)
    refresh(Mentorship.objects.get(pk=heard.case.pk))
    client.force_login(secretary)
    url = reverse("extract_issue", args=[heard.case.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"happened_on": "2026-12-03"}, follow=True)
    assert answer.status_code == 200
    assert Mentorship.objects.get(pk=heard.case.pk).state == "completed"


def test_the_decision_of_signed_minutes_is_no_form_to_read_it_in(client):
    heard = Heard("15 days")
    chair = heard.person("chair")
    heard.come_to("15 days", chair)
    client.force_login(chair)
    url = reverse("agenda_item_decide", args=[heard.other.pk])
    assert (client.get(url).status_code, client.post(url, {"heard": "x"}).status_code) == (404, 404)


def test_a_list_made_long_before_is_that_of_the_day_s_council_when_the_agenda_is_sent(client):
    """A secretary who took the post after the planning reads and writes; who gave it up is a member or nobody."""
    heard = Heard("planned")
    old = heard.listed(_until_yesterday(heard, _teacher(heard), "secretary"), "secretary")
    guest = heard.person("guest")
    new = give(_teacher(heard), heard.school, "secretary")
    council.send_agenda(meeting_id=heard.meeting.pk, by=actor(new), now=MOMENT)
    assert dict(heard.meeting.attendees.values_list("user", "role")) == {new.pk: "secretary", guest.pk: "guest"}
    meeting = Meeting.objects.get(pk=heard.meeting.pk)
    assert reading_of(User.objects.get(pk=new.pk), meeting, TODAY) == FILE
    assert reading_of(User.objects.get(pk=old.pk), meeting, TODAY) == NOTHING
