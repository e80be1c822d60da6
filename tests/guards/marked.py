"""The world with a marker in each kind of record (`who_sees_what`), and everything that a person can read of it."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.urls import reverse

from mentoring.appointment.models import Candidate
from mentoring.introductory.models import DiagnosticSheet, Rating
from mentoring.main_stage.models import FeedbackNote, InterimAssessment
from mentoring.mentorships.models import Mentorship
from reports.papers.html import page_of
from reports.papers.year_end_report.self_sums import groups
from reports.rendering import policies as papers
from reports.rendering.models import Paper
from reports.sources.order import assignment_order
from reports.sources.report import year_end_report, year_end_summary
from schools.people.models import User
from tests.factories import MOMENT, eligible_mentor, mentor_of
from tests.factories.world import World, rated
from tests.guards.access_table import TABLE
from tests.guards.who_sees_what import Record

# The cases that carry the markers: running, heard by the council; a candidate asked and one agreed; a handover.
MARKED = ("main", "over", "candidate proposed", "candidate accepted", "replaced")
# What differs each time a page is opened.
NOISE = re.compile(r'nonce-[^"]+|nonce="[^"]*"|name="(csrfmiddlewaretoken|token|now_so|mark)" value="[^"]*"')


def fill(world: World) -> None:
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
    for sheet in DiagnosticSheet.objects.filter(mentorship=about):
        sheet.ratings.all().delete()
        sheet.delete()
    rated(about, signed=True)
    ratings = Rating.objects
    ratings.filter(rater="self", criterion__in=("D07", "D10")).update(level=4)
    InterimAssessment.objects.update(comment="пікір")


def mark(record: Record, cases: set[int]) -> None:
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
            names = [name for name in book.namelist() if not name.startswith("docProps")]  # when it was made
            return " ".join(book.read(name).decode(errors="replace") for name in names)
    return answer.content.decode(errors="replace")


PRINTED: dict[tuple[str, str], dict[str, str]] = {}
"""Each paper of the marked cases in each form: the same for every reader, so it is printed once."""


def _papers(world: World, place: str, user: User) -> Iterator[tuple[str, str]]:
    """Each paper that the person may have made, in every form: what the sheet will say."""
    mentorship = Mentorship.objects.select_related("school", "novice__user").get(pk=world.places[place].case.pk)
    for kind in sorted(papers.kinds_for(user, mentorship)):
        if (place, kind) not in PRINTED:
            PRINTED[place, kind] = printed(mentorship, kind)
        for form, html in PRINTED[place, kind].items():
            yield f"paper {kind} of {place} in {form}", html


def printed(mentorship: Mentorship, kind: str, forms: Sequence[str] = Paper.Language.values) -> dict[str, str]:
    """The paper in these forms; none where there is nothing to print yet."""
    order = mentorship.orders.order_by("-pk").first()
    if order is None or (kind != Paper.Kind.ORDER and not hasattr(mentorship, "final_report")):
        return {}
    made: dict[str, Any] = {"code": "7K4Q92XDM5", "made_at": MOMENT}
    if kind == Paper.Kind.ORDER:
        paper: Any = assignment_order(order.pk, **made)
    else:
        paper = (year_end_summary if kind == Paper.Kind.SUMMARY else year_end_report)(mentorship.pk, **made)
    return {form: page_of(paper, form).html for form in forms}


def turn_self_ratings(world: World) -> None:
    """Other self-ratings with the same sums: those of each group change places; and another emotional strain."""
    rows = Rating.objects.filter(rater="self")
    for sheet in DiagnosticSheet.objects.filter(mentorship__in=cases_of(world)):
        levels = dict(rows.filter(sheet=sheet).values_list("criterion", "level"))
        for _components, codes in groups():
            known = [code for code in codes if code in levels]
            for code, other in zip(known, [*known[1:], *known[:1]], strict=True):
                rows.filter(sheet=sheet, criterion=code).update(level=levels[other])
        rows.filter(sheet=sheet, criterion="D10").update(level=0, comment="жаңа сөз")


def cases_of(world: World) -> set[int]:
    return {world.places[name].case.pk for name in MARKED}
