"""The table of domain.md section 11, page by page: each record's marker shows where the table allows, and nowhere else."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import models, transaction
from django.urls import reverse

from common.models import AuditEntry, OutboxMail
from mentoring.appointment import services as appointment
from mentoring.appointment.models import Candidate, Objection
from mentoring.final_stage import services as final_stage
from mentoring.introductory import services as introductory
from mentoring.library.criteria import CODES
from mentoring.main_stage import services as main_stage
from mentoring.main_stage.models import FeedbackNote, InterimAssessment
from mentoring.mentorships.models import Mentorship
from reports.papers.html import page_of
from reports.rendering import policies as papers
from reports.rendering.models import Paper
from reports.sources.order import assignment_order
from reports.sources.report import year_end_report, year_end_summary
from schools.people.models import User
from tests.conftest import TODAY_NOON
from tests.factories import MOMENT, actor, eligible_mentor, mentor_of
from tests.factories.world import World, rated
from tests.guards.access_table import TABLE
from tests.guards.who_sees_what import PERSONS, RECORDS, Record

# The cases that carry the markers: running, heard by the council; a candidate asked and one agreed; a handover.
MARKED = ("main", "over", "candidate proposed", "candidate accepted", "replaced")
LAST_DAYS = timedelta(days=20)
pytestmark = [pytest.mark.once, pytest.mark.usefixtures("bare_refusals")]


@pytest.fixture
def marked(here: World) -> World:
    """The world with the markers in its rows."""
    _fill(here)
    marked_cases = {here.places[name].case.pk for name in MARKED}
    for record in RECORDS:
        if not record.marker:
            _mark(record, marked_cases)
    return here


def _fill(world: World) -> None:
    """Rows that the world has no need of otherwise: both ratings, a draft of feedback, a closed candidate."""
    about = world.places["main"].case
    FeedbackNote.objects.create(
        mentorship=about, mentor=mentor_of(about), happened_on=MOMENT.date(), situation="жоба", saved_at=MOMENT
    )
    asked = Candidate.objects.get(pk=world.places["candidate proposed"].kwargs["pk"])
    Candidate.objects.create(
        appointment=asked.appointment,
        mentor=eligible_mentor(world.school),
        state="declined",
        eligibility=asked.eligibility,
        verdict="pass",
        proposed_by=asked.proposed_by,
        proposed_at=MOMENT,
        closed_at=MOMENT,
    )
    heard = world.places["over"].case
    heard.sheets.all().delete()
    rated(heard, signed=True)
    rated(heard, "end")
    for sheet in apps.get_model("mentoring.DiagnosticSheet").objects.filter(mentorship=about):
        sheet.ratings.all().delete()
        sheet.delete()
    rated(about, signed=True)
    ratings = apps.get_model("mentoring.Rating").objects
    ratings.filter(rater="self", criterion__in=("D07", "D10")).update(level=4)
    InterimAssessment.objects.update(comment="пікір")


def _mark(record: Record, cases: set[int]) -> None:
    model = apps.get_model("mentoring", record.model)
    rows: Any = model.objects.filter(**dict(record.only)).filter(**{f"{_way_to_case(model)}__in": cases})
    if record.model == "LogLine" and record.field == "objection":
        rows = rows.exclude(objection="")
    if record.model == "FeedbackNote" and not record.only:
        rows = rows.filter(sent_at__isnull=False)
    assert rows.update(**{record.field: record.text()}), f"{record.name} marks nothing"


def _way_to_case(model: type[models.Model]) -> str:
    """The path of foreign keys that leads to the case."""
    known = {
        "Candidate": "appointment__mentorship",
        "Objection": "candidate__appointment__mentorship",
        "Rating": "sheet__mentorship",
        "Activity": "plan__mentorship",
        "PlanRemark": "plan__mentorship",
        "LogEntry": "lines__mentorship",
        "InterimMark": "assessment__mentorship",
        "Conclusion": "report__mentorship",
        "Handover": "pairing__mentorship",
    }
    return known.get(model.__name__, "mentorship")


def readable(world: World, person: str) -> Iterator[tuple[str, str]]:
    """(address, text) of everything that the person can open about the marked cases, files and papers too."""
    seen: set[tuple[int, str]] = set()
    for place in MARKED:
        client, user = world.client(person, place), world.who(person, place)
        for url in _addresses(world, place):
            if (user.pk, url) in seen:
                continue
            seen.add((user.pk, url))
            with transaction.atomic():
                answer = client.get(url)
                transaction.set_rollback(True)
            if answer.status_code == 200:
                yield url, _text(answer)
        yield from _papers(world, place, user)


def _addresses(world: World, place: str) -> list[str]:
    """All addresses that take this case, and all those that take another row or none."""
    about = world.places[place].case
    found = []
    for name, row in TABLE.items():
        if not row.get or row.public:
            continue
        if row.at in world.cases:
            found.append(reverse(name, args=[about.pk]))
        elif row.at.startswith("candidate"):
            found += [reverse(name, args=[one.pk]) for one in Candidate.objects.filter(appointment__mentorship=about)]
        elif row.at.startswith("feedback"):
            found += [reverse(name, args=[note.pk]) for note in about.feedback_notes.all()]
        elif row.at.startswith("log"):
            lines = about.log_lines.all()
            found += [reverse(name, args=[one.entry_id if name == "log_edit" else one.pk]) for one in lines]
        elif row.at == "interim":
            found += [reverse(name, args=[one.pk]) for one in about.interims.all()]
        elif row.at == "outcome":
            found += [reverse(name, args=[about.pk, outcome.line]) for outcome in about.outcomes.all()]
        elif row.at.startswith(("meeting", "item", "paper")):
            same = [other for other in world.places if other.startswith(row.at.split()[0]) and "code" not in other]
            found += [reverse(name, kwargs=world.places[other].kwargs) for other in same]
        else:
            found.append(reverse(name, kwargs=world.places[row.at].kwargs))
    searched = [f"{reverse(name)}?q={about.novice.user.surname}" for name in ("mentorship_list", "teacher_list")]
    versions = [f"{reverse('plan', args=[about.pk])}?version={plan.number}" for plan in about.plans.all()]
    return [*found, *searched, *versions]


def _text(answer: Any) -> str:
    if answer["Content-Type"].startswith("text/"):
        return answer.content.decode()
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return " ".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return answer.content.decode(errors="replace")


def _papers(world: World, place: str, user: User) -> Iterator[tuple[str, str]]:
    """The data of each paper that the person may have made: what the sheet will say."""
    mentorship = Mentorship.objects.select_related("school", "novice__user").get(pk=world.places[place].case.pk)
    made: dict[str, Any] = {"code": "7K4Q92XDM5", "made_at": MOMENT}
    for kind in Paper.Kind.values:
        if not papers.can_ask(user, mentorship, kind) or not mentorship.orders.exists():
            continue
        if kind == Paper.Kind.ORDER:
            paper: Any = assignment_order(mentorship.orders.latest("pk").pk, **made)
        elif hasattr(mentorship, "final_report"):
            paper = (year_end_summary if kind == Paper.Kind.SUMMARY else year_end_report)(mentorship.pk, **made)
        else:
            continue
        yield f"paper {kind} of {place}", page_of(paper, "en").html


@pytest.mark.parametrize("person", PERSONS)
def test_each_marker_shows_where_the_table_allows_and_nowhere_else(marked: World, person: str):
    pages = list(readable(marked, person))
    leaks, missing = [], []
    for record in RECORDS:
        marker = record.text()
        # Words of the product itself stand in the legend of a paper, too.
        found = [
            url
            for url, text in pages
            if marker.lower() in text.lower() and not (record.marker and url.startswith("paper"))
        ]
        if found and person not in (*record.must, *record.may):
            leaks.append((record.name, found))
        if not found and person in record.must:
            missing.append(record.name)
    assert leaks == [], "read by somebody who must not"
    assert missing == [], "not found by somebody who may"
    assert pages, "nothing was read"


@pytest.mark.parametrize("person", ["chair", "secretary", "member"])
def test_the_council_reads_no_longer_than_its_window(marked: World, person: str):
    """14 days after the minutes are signed the item closes again."""
    with time_machine.travel(TODAY_NOON + LAST_DAYS, tick=True):
        read = " ".join(text for _url, text in readable(marked, person))
    assert marked.who(person).short_name in read, "nothing was read"
    assert [record.name for record in RECORDS if record.text() in read] == []


def test_audit_entries_and_mails_of_private_kinds_tell_nothing(here: World):
    """Names of fields, never values; and no mail carries what was written."""
    secret = "Құпиясөзсіз айтылған сөз"
    about = here.places["main"].case
    novice, mentor = actor(about.novice.user), actor(mentor_of(about).user)
    before = AuditEntry.objects.count()
    note = main_stage.write_and_send(
        mentorship_id=about.pk,
        note_id=None,
        happened_on=MOMENT.date(),
        situation=secret,
        attitude=secret,
        suggestion=secret,
        by=mentor,
        now=MOMENT,
    )
    main_stage.answer(note_id=note.pk, text=secret, by=novice, now=MOMENT)
    proposed = here.places["candidate proposed"]
    appointment.object_to(
        candidate_id=proposed.kwargs["pk"], text=secret, by=actor(proposed.case.novice.user), now=MOMENT
    )
    apart = here.places["diagnostics"].case
    introductory.finish_self_rating(
        mentorship_id=apart.pk, levels=dict.fromkeys(CODES, 4), by=actor(apart.novice.user), now=MOMENT
    )
    introductory.finish_mentor_rating(
        mentorship_id=apart.pk,
        levels={code: 2 for code in CODES if code != "D10"},
        comments={"D01": secret},
        by=actor(mentor_of(apart).user),
        now=MOMENT,
    )
    writing = here.places["report"].case
    final_stage.add_novice_voice(mentorship_id=writing.pk, text=secret, by=actor(writing.novice.user), now=MOMENT)
    entries = AuditEntry.objects.order_by("pk")[before:]
    assert len(entries) >= 6
    assert [entry.action for entry in entries if secret in json.dumps(entry.changes, ensure_ascii=False)] == []
    assert [entry.action for entry in entries if entry.private and any(entry.changes.values())] == []
    assert not OutboxMail.objects.filter(text__contains=secret).exists()
    assert Objection.objects.filter(text=secret).exists()
