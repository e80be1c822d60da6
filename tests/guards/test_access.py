"""Every address × who comes × GET and POST: what is not theirs does not exist, and nobody falls over."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from common import files
from mentoring.appointment.models import Appointment, Candidate, Loan
from mentoring.appointment.rules import dump
from mentoring.appointment.selectors import assessment_of
from mentoring.council.models import AgendaItem, Meeting
from schools.people.models import Invitation, Post, User
from schools.roster.models import ImportBatch
from tests.factories import (
    MOMENT,
    DepartmentFactory,
    EmploymentFactory,
    PostFactory,
    SchoolFactory,
    UserFactory,
    deputy_of,
    eligible_mentor,
    give,
)
from tests.factories.whole_year import told_case
from tests.guards.access_table import TABLE, Kind

ROSTER = "Фамилия;Имя;Дата приема\nОмарова;Гүлнара;25.08.2015\n".encode()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


NAMES = sorted({pattern.name for pattern in addresses() if pattern.name})


def test_every_address_has_its_row():
    assert sorted(TABLE) == NAMES


OUTSIDERS: dict[str, Callable[[Any], User]] = {
    "deputy of another school": lambda case: deputy_of(SchoolFactory()),
    "colleague": lambda case: eligible_mentor(case.school).user,
    "psychologist": lambda case: give(UserFactory(), case.school, Post.Kind.PSYCHOLOGIST),
    "member of the council": lambda case: give(UserFactory(), case.school, Post.Kind.MEMBER),
    "department": lambda case: (
        PostFactory(school=None, department=DepartmentFactory(), kind=Post.Kind.DEPARTMENT).user
    ),
    "operator": lambda case: UserFactory(is_operator=True),
}


@pytest.fixture
def mentorship():
    return told_case()


def target(name: str, case: Any) -> str:
    """The address with the ids of this case, or of rows that belong to its school."""
    keys = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    given = {key: _value(name, key, case) for key in keys}
    if name == "account_reset_password_from_key":
        given = {"uidb36": "1", "key": "x-y"}
    return reverse(name, kwargs=given)


def _value(name: str, key: str, case: Any) -> Any:
    if key in ("line",):
        return uuid.uuid4()
    if key == "code":
        return "7K4Q92XDM5"
    if key != "pk":
        return 1
    if TABLE[name] is Kind.CASE:
        return case.pk
    if name.startswith("roster"):
        by = case.novice.user
        return ImportBatch.objects.create(
            school=case.school,
            file_name="a.csv",
            sha256=files.put(ROSTER),
            uploaded_by=by,
            uploaded_at=MOMENT,
            columns={"surname": 0, "given_name": 1, "hired_on": 2},
        ).pk
    if name.startswith("proposal"):
        return EmploymentFactory(school=case.school, novice=True).pk
    if name.startswith("teacher") or name == "take_over":
        return EmploymentFactory(school=case.school).pk
    if name.startswith("loan"):
        return _loan(case).pk
    if name.startswith("candidate"):
        return _candidate(case).pk
    if name == "agenda_item_decide":
        return AgendaItem.objects.create(meeting=_meeting(case), position=1, kind="report", mentorship=case).pk
    if name.startswith(("meeting", "agenda", "minutes")):
        return _meeting(case).pk
    if name == "post_end":
        return PostFactory(school=case.school).pk
    if name == "invitation_revoke":
        return Invitation.objects.create(
            school=case.school, user=UserFactory(), code_hash=uuid.uuid4().hex, made_at=MOMENT, expires_at=MOMENT
        ).pk
    return 1


def _meeting(case: Any) -> Meeting:
    return Meeting.objects.create(school=case.school, date=date(2026, 12, 10), made_at=MOMENT)


def _loan(case: Any) -> Loan:
    need, _ = Appointment.objects.get_or_create(mentorship=case, defaults={"opened_on": date(2026, 12, 1)})
    return need.loans.first() or Loan.objects.create(
        appointment=need, school=SchoolFactory(), asked_by=case.novice.user, asked_at=MOMENT
    )


def _candidate(case: Any) -> Candidate:
    need, _ = Appointment.objects.get_or_create(mentorship=case, defaults={"opened_on": date(2026, 12, 1)})
    if (there := need.candidates.first()) is not None:
        return there
    mentor = eligible_mentor(case.school)
    assessment = assessment_of(mentor.pk, case, date(2026, 12, 3))
    return Candidate.objects.create(
        appointment=need,
        mentor=mentor,
        eligibility=dump(assessment),
        verdict=assessment.verdict,
        proposed_by=case.novice.user,
        proposed_at=MOMENT,
    )


@pytest.mark.parametrize("name", [name for name, kind in TABLE.items() if kind is not Kind.PUBLIC])
def test_a_visitor_is_asked_to_sign_in(client: Client, mentorship, name: str):
    for ask in (client.get, client.post):
        answer = ask(target(name, mentorship))
        assert answer.status_code in (302, 405), name
        if answer.status_code == 302:
            assert reverse("account_login") in answer.url


@pytest.mark.parametrize("name", [name for name, kind in TABLE.items() if kind is Kind.PUBLIC])
def test_a_public_page_does_not_fall_over(client: Client, mentorship, name: str):
    for ask in (client.get, client.post):
        assert ask(target(name, mentorship)).status_code < 500


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("name", [name for name, kind in TABLE.items() if kind is Kind.CASE])
def test_a_case_does_not_exist_for_outsiders(client: Client, mentorship, name: str, who: str):
    client.force_login(OUTSIDERS[who](mentorship))
    for ask in (client.get, client.post):
        assert ask(target(name, mentorship)).status_code in (404, 405), (name, who)


@pytest.mark.parametrize("name", [name for name, kind in TABLE.items() if kind is Kind.OBJECT])
def test_rows_of_a_school_do_not_exist_elsewhere(client: Client, mentorship, name: str):
    client.force_login(OUTSIDERS["deputy of another school"](mentorship))
    for ask in (client.get, client.post):
        assert ask(target(name, mentorship)).status_code in (404, 405), name


@pytest.mark.parametrize("who", ["colleague", "psychologist", "member of the council", "department", "operator"])
@pytest.mark.parametrize("name", [name for name, kind in TABLE.items() if kind is Kind.LEADERS])
def test_pages_of_those_who_lead_are_closed_to_others(client: Client, mentorship, name: str, who: str):
    client.force_login(OUTSIDERS[who](mentorship))
    for ask in (client.get, client.post):
        assert ask(target(name, mentorship)).status_code in (403, 404, 405), (name, who)


@pytest.mark.parametrize(
    "name", [name for name, kind in TABLE.items() if kind in (Kind.OWN, Kind.LEADERS, Kind.CASE)]
)
def test_no_page_falls_over_for_the_deputy(client: Client, mentorship, name: str):
    client.force_login(deputy_of(mentorship.school))
    for ask in (client.get, client.post):
        assert ask(target(name, mentorship)).status_code < 500, name
