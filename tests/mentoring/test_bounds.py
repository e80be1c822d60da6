"""What a page shows as a whole has a bound: one row more is refused in plain words, and nothing typed is lost."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from common import clock as clocks
from common.errors import DomainError
from mentoring.appointment.rules import bounds
from mentoring.appointment.services import candidates
from mentoring.changes import rules as changes
from mentoring.changes import services as suspensions
from mentoring.council import rules as council
from mentoring.council import services as meetings
from mentoring.introductory import rules as introductory
from mentoring.introductory import services as plans
from mentoring.introductory.models import NoviceRequest
from mentoring.main_stage import rules as main_stage
from mentoring.main_stage import services as main
from mentoring.main_stage.models import FeedbackNote
from mentoring.main_stage.services import Part
from mentoring.mentorships import rules as mentorships
from mentoring.mentorships.models import Mentorship
from schools.calendar import checks
from schools.calendar.services import own
from schools.people.teachers import evidence as teachers
from tests.factories import EmploymentFactory, SchoolFactory, actor, case, deputy_of, give, mentor_of, ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 12, 3)


def full(add) -> None:
    """The first is taken, the second refused."""
    add(1)
    with pytest.raises(DomainError) as refused:
        add(2)
    assert refused.value.code == "full"
    assert "1" in str(refused.value)


def by(role, mentorship):
    user = {
        "deputy": lambda: deputy_of(mentorship.school),
        "mentor": lambda: mentor_of(mentorship).user,
        "novice": lambda: mentorship.novice.user,
    }[role]()
    return actor(user, role)


def test_requests_keep_what_was_typed(client, monkeypatch):
    monkeypatch.setattr(introductory, "MOST_REQUESTS", 1)
    mentorship = ready("diagnostics")
    full(
        lambda n: plans.add_request(
            mentorship_id=mentorship.pk, by=by("novice", mentorship), now=clocks.now(), text=f"Сабақ {n}"
        )
    )
    client.force_login(mentorship.novice.user)
    page = client.post(reverse("requests", args=[mentorship.pk]), {"text": "Сынып жетекшілігі туралы"})
    assert page.status_code == 200
    body = page.content.decode()
    assert "Сынып жетекшілігі туралы" in body
    assert "There are 1 entries here already" in body
    assert NoviceRequest.objects.count() == 1


def test_points_of_the_adaptation_plan(monkeypatch):
    monkeypatch.setattr(introductory, "MOST_ADAPTATION_ITEMS", 1)
    mentorship = ready("planning")
    item = {"section": "workplace", "due_on": TODAY, "responsible": "Завуч"}
    full(
        lambda n: plans.add_adaptation_item(
            mentorship_id=mentorship.pk, by=by("mentor", mentorship), now=clocks.now(), text=f"Кабинет {n}", **item
        )
    )


def test_lines_of_a_plan(monkeypatch):
    monkeypatch.setattr(introductory, "MOST_ACTIVITIES", 1)
    mentorship = ready("planning")
    plan = plans.new_version(mentorship_id=mentorship.pk, by=by("mentor", mentorship), now=clocks.now())
    line = {"stage": 2, "planned_on": TODAY, "minutes": 45, "form": "together", "expected": "Қорытынды"}
    full(
        lambda n: plans.add_activity(
            plan_id=plan.pk, by=by("mentor", mentorship), now=clocks.now(), title=f"Сабақ {n}", **line
        )
    )


def test_the_log(monkeypatch):
    monkeypatch.setattr(main_stage, "MOST_LOG_LINES", 1)
    mentorship = ready("main")
    typed = {"happened_on": TODAY, "minutes": 45, "form": "together"}
    full(
        lambda n: main.log_activity(
            parts=[Part(mentorship.pk)],
            token=uuid4(),
            by=by("mentor", mentorship),
            now=clocks.now(),
            what=f"Сабақ {n}",
            **typed,
        )
    )


def test_feedback(monkeypatch):
    monkeypatch.setattr(main_stage, "MOST_NOTES", 1)
    mentorship = ready("main")
    full(
        lambda n: main.save_draft(
            mentorship_id=mentorship.pk,
            by=by("mentor", mentorship),
            now=clocks.now(),
            happened_on=TODAY,
            situation=f"Сабақ {n}",
        )
    )
    note = FeedbackNote.objects.get(mentorship=mentorship)  # what is there can still be changed
    main.save_draft(
        mentorship_id=mentorship.pk,
        by=by("mentor", mentorship),
        now=clocks.now(),
        happened_on=TODAY,
        situation="Өзгертілді",
        note_id=note.pk,
    )


def test_interim_assessments(monkeypatch):
    monkeypatch.setattr(main_stage, "MOST_INTERIMS", 1)
    mentorship = ready("main")
    typed = {
        "format": "open_lesson",
        "happened_on": TODAY,
        "marks": [("Уақыт", 3)],
        "result": "Жақсы",
        "next_steps": "Жалғастыру",
    }
    full(
        lambda n: main.record_interim(
            mentorship_id=mentorship.pk, by=by("mentor", mentorship), now=clocks.now(), title=f"Сабақ {n}", **typed
        )
    )


def test_suspensions(monkeypatch):
    monkeypatch.setattr(changes, "MOST_SUSPENSIONS", 1)
    mentorship = ready("main")
    full(
        lambda n: suspensions.suspend(
            mentorship_id=mentorship.pk,
            by=by("deputy", mentorship),
            now=clocks.now(),
            reason="novice_leave",
            starts_on=date(2027, n, 11),
            ends_on=date(2027, n, 12),
            order_text="№ 51",
        )
    )


def test_candidates(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_CANDIDATES", 1)
    mentorship = case("awaiting_mentor")
    candidates.open_appointment(mentorship=mentorship, opened_on=mentorship.starts_on)
    mentor = EmploymentFactory(school=mentorship.school)

    def propose(n):
        row = candidates.propose(
            mentorship_id=mentorship.pk, mentor_id=mentor.pk, by=by("deputy", mentorship), now=clocks.now()
        )
        candidates.withdraw(candidate_id=row.pk, reason="Қате", by=by("deputy", mentorship), now=clocks.now())

    full(propose)


def test_own_days_of_a_school(monkeypatch):
    monkeypatch.setattr(checks, "MOST_OWN_DAYS", 1)
    school = SchoolFactory()
    deputy = deputy_of(school)
    full(
        lambda n: own.add_own_day(
            school_id=school.pk,
            on=date(2026, 12, 7 + n),
            working=False,
            reason="Су тасқыны",
            by=actor(deputy, "deputy"),
            now=clocks.now(),
        )
    )


def test_records_of_a_teacher(monkeypatch):
    monkeypatch.setattr(teachers, "MOST_RECORDS", 1)
    stay = EmploymentFactory()
    deputy = actor(deputy_of(stay.school), "deputy")
    course = {"title": "Тәлімгер мектебі", "hours": 36, "done_on": TODAY}
    values = {"follows": True, "recorded_on": TODAY, "reference": ""}
    full(lambda n: teachers.attest_ethics(employment_id=stay.pk, values=values, by=deputy, now=clocks.now()))
    full(lambda n: teachers.add_preparation(employment_id=stay.pk, values=course, by=deputy, now=clocks.now()))


def test_matters_of_one_agenda(monkeypatch):
    monkeypatch.setattr(council, "MOST_ITEMS", 1)
    school = SchoolFactory()
    secretary = actor(give(EmploymentFactory(school=school).user, school, "secretary"), "secretary")
    meeting = meetings.plan_meeting(
        school_id=school.pk, on=date(2026, 12, 10), at=None, place="", by=secretary, now=clocks.now()
    )
    full(
        lambda n: meetings.add_item(
            meeting_id=meeting.pk, kind="other", title=f"Сұрақ {n}", by=secretary, now=clocks.now()
        )
    )


def test_mentorships_opened_at_once(client, monkeypatch):
    monkeypatch.setattr("mentoring.casework.proposals.MOST_SHOWN", 50)
    monkeypatch.setattr(mentorships, "MOST_OPENED", 2)
    school = SchoolFactory()
    deputy = deputy_of(school)
    hires = [EmploymentFactory(school=school, novice=True, hired_on=date(2026, 11, 23)) for _number in range(3)]
    client.force_login(deputy)
    page = client.post(reverse("mentorship_proposals"), {"novice": [hire.pk for hire in hires]})
    body = page.content.decode()
    assert "At most 2 mentorships are opened at once" in body
    assert body.count(" checked") == 3
    assert not Mentorship.objects.exists()
    client.post(reverse("mentorship_proposals"), {"novice": [hire.pk for hire in hires[:2]]})
    assert Mentorship.objects.count() == 2
