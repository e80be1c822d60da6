"""The data of a paper, from its rows: every figure is what the rows say, and what is private stays out."""

from dataclasses import asdict
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from common import clock
from mentoring.appointment.models import Appointment, Candidate
from mentoring.deadlines.services import refresh
from mentoring.introductory.models import Activity
from mentoring.main_stage.models import LogEntry, LogLine
from reports.sources.order import assignment_order
from reports.sources.reasons import OWN_MATTER
from reports.sources.report import year_end_report, year_end_summary
from tests.factories import MOMENT, head_of, mentor_of
from tests.factories.whole_year import told_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def mentorship():
    mentorship = told_case()
    with transaction.atomic():
        refresh(mentorship)
    return mentorship


def test_the_report_tells_who_and_by_what_order(mentorship):
    report = year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)
    assert report.novice.person.full == mentorship.novice.user.full_name
    assert report.mentor.person.full == mentor_of(mentorship).user.full_name
    assert report.order_date == date(2026, 10, 29)
    assert report.academic_year == "2026/2027"


def test_its_figures_are_sums_of_the_rows(mentorship):
    report = year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)
    assert (report.criteria_reached.count, report.criteria_reached.total) == (13, 14)
    assert (report.needs_grown.count, report.needs_grown.total) == (2, 2)
    assert (report.activities_held.count, report.activities_held.total) == (1, 2)
    assert [row.code for row in report.deadlines][:3] == ["D1", "D2", "D3"]
    assert report.deadlines[0].state == "met"


def test_what_shows_the_end_of_a_need_is_the_proof_of_what_was_held(mentorship):
    Activity.objects.filter(plan__mentorship=mentorship).update(evidence="Екі сабақтың жоспары")
    report = year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)
    held = {key for row in report.activities if row.held for key in row.needs}
    assert {need.key: need.proof.text for need in report.needs if need.criterion} == {
        need.key: "Екі сабақтың жоспары" if need.key in held else "" for need in report.needs if need.criterion
    }
    assert held


def test_nothing_private_goes_in(mentorship):
    text = str(asdict(year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)))
    assert "D10" not in text
    assert "құпия" not in text


def test_the_summary_is_the_same_without_evidence(mentorship):
    summary = year_end_summary(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)
    assert summary.with_evidence is False
    assert summary.criteria_reached.count == 13


def test_the_order_names_its_duties(mentorship):
    order = assignment_order(mentorship.orders.get().pk, code="7K4Q92XDM5", made_at=MOMENT)
    assert order.level_due == date(2026, 11, 9)
    assert order.number == str(mentorship.orders.get().number)
    assert order.control.by_signer, "no deputy is known on that day, and the order was signed here"


def test_the_questions_asked_do_not_grow_with_the_rows(mentorship, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)


def test_reasons_that_have_to_be_printed_are_in_the_report_and_the_order(mentorship):
    head = head_of(mentorship.school)
    mentorship.steps.filter(kind="level").update(delay_reason="Интернет болмады.")
    mentorship.steps.filter(kind="plan_approved").update(no_other_official="Директордың орынбасары жоқ.", by=head)
    mentorship.orders.update(no_other_official="Басқа директор жоқ.")
    Candidate.objects.create(
        appointment=Appointment.objects.create(mentorship=mentorship, state="ordered", opened_on=date(2026, 10, 22)),
        mentor=mentor_of(mentorship),
        state="ordered",
        eligibility=[],
        verdict="borderline",
        council_reason="Үшінші жылы нәтиже өсті.",
        proposed_by=head,
        proposed_at=MOMENT,
    )
    entry = LogEntry.objects.create(
        token=uuid4(), mentor=mentor_of(mentorship), happened_on=date(2026, 11, 20), minutes=45, form="talk",
        what="Әңгімелестік.", recorded_at=MOMENT, delay_reason="Қағазға жазылған.",
    )  # fmt: skip
    LogLine.objects.create(entry=entry, mentorship=mentorship)
    report = year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)
    told = {row.reason.text: (str(row.heading), row.by.full if row.by else "") for row in report.exemptions}
    assert told == {
        "Үшінші жылы нәтиже өсті.": ("Borderline case, recommended by the council", ""),
        "Басқа директор жоқ.": (str(OWN_MATTER), mentorship.orders.get().signed_by.full_name),
        "Директордың орынбасары жоқ.": (str(OWN_MATTER), head.full_name),
    }
    level = mentorship.steps.get(kind="level")
    later = {row.reason.text: (row.happened_on, row.recorded_on) for row in report.entered_later}
    assert later["Интернет болмады."] == (level.happened_on, clock.today(level.recorded_at))
    assert later["Қағазға жазылған."] == (entry.happened_on, clock.today(entry.recorded_at))
    assert next(row.recorded_on for row in report.deadlines if row.code == "D2") == clock.today(level.recorded_at)
    order = assignment_order(mentorship.orders.get().pk, code="7K4Q92XDM5", made_at=MOMENT)
    assert {row.reason.text for row in order.exemptions} == {"Үшінші жылы нәтиже өсті.", "Басқа директор жоқ."}
