"""A paper is opened by whoever may read every record in it, on the day of the opening (domain, section 11)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from common import files
from mentoring.deadlines.services import refresh
from mentoring.final_stage.models import FinalReport
from mentoring.mentorships.models import Mentorship
from reports.papers.kinds import KINDS
from reports.papers.records import Record
from reports.rendering import policies, services
from reports.rendering.models import Paper
from schools.people.models import Post, User
from tests.factories import MOMENT, UserFactory, actor, deputy_of, eligible_mentor, give, head_of, mentor_of
from tests.factories.whole_year import told_case
from tests.mentoring.final_stage.situations import listed, meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SECRET = b"%PDF-1.7 what was printed"


class Papers:
    """A case whose report is before the council, with everybody who may come to its papers."""

    def __init__(self) -> None:
        case = told_case()
        with transaction.atomic():
            refresh(case)
        self.case = case
        self.meeting = meeting(case)
        report = FinalReport.objects.get(mentorship=case)
        report.agenda_item = self.meeting.items.create(position=1, kind="report", mentorship=case)
        report.save()
        self.people = {
            "novice": case.novice.user,
            "mentor": mentor_of(case).user,
            "deputy": deputy_of(case.school),
            "head": head_of(case.school),
            "chair": listed(report, give(UserFactory(), case.school, Post.Kind.CHAIR), "chair"),
            "secretary": listed(report, give(UserFactory(), case.school, Post.Kind.SECRETARY), "secretary"),
            "member": listed(report, eligible_mentor(case.school).user),
            "colleague": eligible_mentor(case.school).user,
        }

    def made(self, kind: str = "report", records: tuple[Record, ...] | None = None, **fields: Any) -> Paper:
        order = self.case.orders.earliest("pk") if kind == "order" else None
        known = KINDS[kind].records if records is None else records
        code = f"7K2M9QXW4{Paper.objects.count():03d}"
        made = {"made_at": MOMENT, "sha256": files.put(SECRET), "code": code, "records": list(known), "order": order}
        return Paper.objects.create(
            kind=kind, language="kk", school=self.case.school, mentorship=self.case, state="ready",
            asked_by=self.people["deputy"], asked_at=MOMENT, **made | fields,
        )  # fmt: skip

    def who(self, name: str) -> User:
        return User.objects.get(pk=self.people[name].pk)

    def openers(self, paper: Paper) -> set[str]:
        return {name for name in self.people if policies.can_open(self.who(name), Paper.objects.get(pk=paper.pk))}


@pytest.fixture
def papers() -> Papers:
    return Papers()


OPENS = {
    "order": {"novice", "mentor", "deputy", "head"},
    "report": {"novice", "mentor", "deputy", "head", "chair", "secretary"},
    "summary": {"novice", "mentor", "deputy", "head", "chair", "secretary", "member"},
}


@pytest.mark.parametrize("kind", OPENS)
def test_who_may_ask_for_a_paper_opens_what_is_made_for_it(papers, kind):
    asks = {name for name in papers.people if policies.can_ask(papers.who(name), papers.case, kind)}
    assert asks == papers.openers(papers.made(kind)) == OPENS[kind]


@pytest.mark.parametrize("records", [(), (*KINDS["report"].records, Record.SELF_RATING)])
def test_a_report_with_self_ratings_is_opened_by_those_who_may_read_them(papers, records):
    """Those made earlier have no note of what they hold."""
    assert papers.openers(papers.made(records=records)) == {"novice", "mentor", "deputy"}


def test_a_record_that_nobody_can_judge_opens_to_nobody(papers):
    paper = papers.made()
    Paper.objects.update(records=["case", "horoscope"])
    assert papers.openers(paper) == set()


def test_the_page_says_that_a_report_was_made_under_earlier_rules_and_offers_a_new_one(client, papers):
    paper = papers.made(records=())
    page, file = reverse("paper", args=[paper.pk]), reverse("paper_file", args=[paper.pk])
    client.force_login(papers.who("head"))
    shown = client.get(page).content.decode()
    assert "Made under earlier rules" in shown
    assert file not in shown
    assert client.get(file).status_code == 403
    ask = reverse("case_papers", args=[papers.case.pk])
    assert f'action="{ask}"' in shown
    answer = client.post(ask, {"kind": paper.kind, "language": paper.language})
    new = Paper.objects.exclude(pk=paper.pk).get()
    assert answer.url == reverse("paper", args=[new.pk])
    services.make(paper_id=new.pk, now=MOMENT, render=lambda data, form: (SECRET, 4))
    assert client.get(reverse("paper_file", args=[new.pk])).content == SECRET
    assert Paper.objects.filter(pk=paper.pk, sha256=paper.sha256).exists(), "papers are never erased"
    client.force_login(papers.who("deputy"))
    shown = client.get(page).content.decode()
    assert "Made under earlier rules" in shown
    assert file in shown


@pytest.mark.parametrize("officer", ["chair", "secretary"])
def test_the_meeting_offers_no_report_made_under_earlier_rules(client, papers, officer):
    paper = papers.made(records=())
    client.force_login(papers.who(officer))
    shown = client.get(reverse("meeting", args=[papers.meeting.pk])).content.decode()
    assert reverse("paper_file", args=[paper.pk]) not in shown
    assert "Not made yet." in shown
    assert client.get(reverse("paper_file", args=[paper.pk])).status_code == 403


def test_its_code_can_be_checked_as_before(client, papers):
    paper = papers.made(records=())
    answer = client.get(reverse("verify_code", args=[paper.code]))
    assert answer.context["paper"] == paper
    for name in ("novice", "mentor"):
        assert papers.people[name].surname not in answer.content.decode()


def test_what_was_made_of_a_draft_is_no_reading_of_the_council_when_the_report_is_sent(papers):
    draft = papers.made("summary", made_at=MOMENT - timedelta(minutes=1))
    assert papers.openers(draft) == {"novice", "mentor", "deputy", "head"}
    assert "member" in papers.openers(papers.made("summary"))


def test_what_was_made_before_a_report_was_sent_back_is_not_what_the_council_hears_then(papers):
    first = papers.made("report")
    FinalReport.objects.update(state="returned", submitted_at=None, submitted_on=None)
    assert papers.openers(first) == {"novice", "mentor", "deputy", "head"}
    FinalReport.objects.update(
        state="submitted", submitted_at=MOMENT + timedelta(days=2), submitted_on=date(2026, 12, 3)
    )
    assert papers.openers(first) == {"novice", "mentor", "deputy", "head"}


def test_the_order_of_the_mentor_before_and_the_reasons_for_that_choice_are_not_the_next_one_s(papers):
    old_order, old_report = papers.made("order"), papers.made("report")
    old = papers.case.pairings.get()
    old.ended_on = date(2026, 12, 2)
    old.save()
    replaced_by(papers, MOMENT + timedelta(hours=1))
    assert papers.openers(old_order) == papers.openers(old_report) & {"novice", "deputy", "head"}
    order = papers.case.orders.latest("pk")
    new = papers.made("order", order=order, made_at=MOMENT + timedelta(hours=2))
    assert papers.openers(new) == {"novice", "deputy", "head", "mentor"}


def replaced_by(papers: Papers, recorded_at: Any) -> None:
    """Another mentor takes the case over; the old one may open it no more."""
    case = Mentorship.objects.get(pk=papers.case.pk)
    following = eligible_mentor(case.school)
    first = case.orders.get()
    first.pk, first.number, first.kind, first.recorded_at = None, first.number + 1, "replace", recorded_at
    first.save()
    case.pairings.create(mentor=following, order=first, starts_on=date(2026, 12, 3), planned_end=date(2027, 5, 25))
    papers.people["mentor"] = following.user


def test_the_council_s_papers_close_with_its_items(papers):
    paper = papers.made("summary")
    day = date(2026, 12, 3) - timedelta(days=15)
    papers.meeting.__class__.objects.update(
        state="signed", date=day, minutes_number="5", minutes_signed_on=day, minutes_signed_by=papers.people["chair"]
    )
    assert papers.openers(paper) == {"novice", "mentor", "deputy", "head"}


def test_what_a_paper_holds_is_noted_when_it_is_made(papers):
    paper = services.ask(
        mentorship=papers.case, kind="summary", language="kk", by=actor(papers.who("deputy")), now=MOMENT
    )
    assert paper.records == []
    services.make(paper_id=paper.pk, now=MOMENT, render=lambda data, form: (SECRET, 1))
    paper.refresh_from_db()
    assert tuple(paper.records) == KINDS["summary"].records
