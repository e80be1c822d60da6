"""Bounds beside those of a case: meetings ahead, versions of a school's rules, categories, papers; one list in pages."""

from datetime import date

import pytest
from django.urls import reverse

from common import clock as clocks
from common.errors import DomainError
from mentoring.casework import views
from mentoring.council import rules as council
from mentoring.council import services as meetings
from mentoring.council.models import Meeting
from mentoring.mentorships.models import NotProposed
from mentoring.regulations import history
from mentoring.regulations import services as regulations
from mentoring.regulations.models import RuleSet
from reports.rendering import services as papers
from reports.rendering.models import Paper
from schools.people.models import CategoryLevel, Qualification
from schools.people.teachers import evidence
from tests.factories import EmploymentFactory, SchoolFactory, actor, deputy_of, give, ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 12, 3)


def refused(add) -> None:
    with pytest.raises(DomainError) as error:
        add()
    assert error.value.code == "full"


def test_meetings_still_to_come(client, monkeypatch):
    """One more is refused at the form, with what was typed; those that are over do not count."""
    monkeypatch.setattr(council, "MOST_AHEAD", 1)
    school = SchoolFactory()
    secretary = give(EmploymentFactory(school=school).user, school, "secretary")
    meetings.plan_meeting(
        school_id=school.pk, on=date(2026, 12, 10), by=actor(secretary, "secretary"), now=clocks.now()
    )
    client.force_login(secretary)
    page = client.post(reverse("meeting_new"), {"on": "2026-12-17", "at": "15:00", "place": "Мәжіліс залы"})
    assert page.status_code == 422
    body = page.content.decode()
    assert "There are 1 entries here already" in body
    assert "Мәжіліс залы" in body
    assert Meeting.objects.filter(school=school).count() == 1
    Meeting.objects.filter(school=school).update(date=date(2026, 12, 2))
    assert client.post(reverse("meeting_new"), {"on": "2026-12-17", "at": "15:00", "place": ""}).status_code == 302


def test_versions_of_a_school(monkeypatch):
    monkeypatch.setattr(history, "MOST_VERSIONS", 1)
    school = SchoolFactory()
    by = actor(deputy_of(school), "deputy")

    def version(number, days):
        value = {"value": {"days": days, "unit": "working"}, "source": "school", "confidence": "decision"}
        return regulations.new_school_version(
            school_id=school.pk,
            values={"d4b_length": value},
            in_force_from=TODAY,
            based_on=number,
            note="",
            by=by,
            now=clocks.now(),
        )

    version(0, 3)
    refused(lambda: version(1, 4))
    assert RuleSet.objects.filter(school=school).count() == 1


def test_categories_of_a_teacher_can_be_corrected_when_no_more_fit(monkeypatch):
    monkeypatch.setattr(evidence, "MOST_RECORDS", 1)
    stay = EmploymentFactory()
    level = CategoryLevel.objects.get(code="expert")

    def add(granted_on, until=None):
        values = {"granted_on": granted_on, "valid_until": until, "level": level}
        by = actor(deputy_of(stay.school), "deputy")
        return evidence.add_qualification(employment_id=stay.pk, values=values, by=by, now=clocks.now())

    add(date(2024, 6, 12))
    refused(lambda: add(date(2025, 6, 12)))
    add(date(2024, 6, 12), date(2029, 6, 12))
    assert Qualification.objects.get(employment=stay).valid_until == date(2029, 6, 12)


def test_papers_of_a_case(client, monkeypatch):
    monkeypatch.setattr(papers, "MOST_PAPERS", 1)
    mentorship = ready("main")
    deputy = deputy_of(mentorship.school)

    def ask(language="kk"):
        by = actor(deputy, "deputy")
        return papers.ask(mentorship=mentorship, kind="order", language=language, by=by, now=clocks.now())

    assert ask().pk == ask().pk  # in work: the same one, though no other fits
    refused(lambda: ask("ru"))
    client.force_login(deputy)
    page = client.post(reverse("case_papers", args=[mentorship.pk]), {"kind": "order", "language": "ru"})
    assert "There are 1 entries here already" in page.content.decode()
    assert Paper.objects.count() == 1


def test_those_taken_off_the_list_stand_in_pages(client, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    school = SchoolFactory()
    deputy = deputy_of(school)
    for _number in range(3):
        stay = EmploymentFactory(school=school, novice=True, hired_on=date(2026, 11, 23))
        NotProposed.objects.create(employment=stay, reason="Тәжірибесі бар", by=deputy, made_at=clocks.now())
    client.force_login(deputy)
    first, second = (client.get(reverse("mentorship_proposals"), {"page": n}).content.decode() for n in (1, 2))
    assert (first.count("Put back on the list"), second.count("Put back on the list")) == (2, 1)
    assert 'rel="next"' in first
