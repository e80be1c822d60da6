"""A school with more teachers than a page asks the rules of: bounded, those who can pass first, the others by name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.appointment import choices as listed
from mentoring.appointment.choices import choices
from mentoring.appointment.models import Candidate, Loan
from tests.factories import EmploymentFactory, UserFactory, eligible_mentor
from tests.mentoring.appointment.situations import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BOUND = 6


@pytest.fixture(autouse=True)
def bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "MOST_ASSESSED", BOUND)


def crowd(school, count: int) -> list:
    return [
        EmploymentFactory(school=school, user=UserFactory(surname=f"Абаев{number:03d}")) for number in range(count)
    ]


def everybody(found) -> list:
    return [choice.mentor for choice in [*found.passing.every, *found.borderline.every, *found.other]]


def test_a_school_within_the_bound_is_shown_whole(place) -> None:
    place.mentor.delete()
    crowd(place.school, BOUND - 2)  # the deputy and the head teach, too
    found = choices(place.fresh(), TODAY)
    assert (len(everybody(found)), found.everybody, found.is_part) == (BOUND, BOUND, False)


def test_beyond_the_bound_those_who_can_pass_come_first(place) -> None:
    crowd(place.school, BOUND * 2)
    last = eligible_mentor(place.school, user=UserFactory(surname="Ямпольская"))
    found = choices(place.fresh(), TODAY)
    assert (len(everybody(found)), found.everybody, found.is_part) == (BOUND, BOUND * 2 + 4, True)
    assert {choice.mentor for choice in found.passing.every} == {place.mentor, last}


@pytest.mark.parametrize("with_subject", [True, False])
@pytest.mark.parametrize("with_loan", [True, False])
def test_the_order_holds_with_and_without_a_subject_and_a_loan(place, with_subject: bool, with_loan: bool) -> None:
    novice = place.fresh().novice
    if not with_subject:
        novice.subject = None
        novice.save(update_fields=["subject"])
    crowd(place.school, BOUND * 2)
    last = eligible_mentor(place.school, user=UserFactory(surname="Ямпольская"))
    elsewhere = EmploymentFactory(user=UserFactory(surname="Яковенко"))
    loans = [Loan(mentor=elsewhere)] if with_loan else []
    shown = everybody(choices(place.fresh(), TODAY, loans=loans))
    assert {place.mentor, last} <= set(shown)
    assert (elsewhere in shown) is with_loan


def test_queries_do_not_grow_beyond_the_bound(place) -> None:
    crowd(place.school, BOUND * 2)
    with CaptureQueriesContext(
        connection,
    ) as few:
        choices(place.fresh(), TODAY)
    crowd(place.school, BOUND * 4)
    with CaptureQueriesContext(connection) as many:
        found = choices(place.fresh(), TODAY)
    assert (len(many), len(everybody(found))) == (len(few), BOUND)


def test_the_page_says_so_and_others_are_found_by_name(client, place) -> None:
    last = crowd(place.school, BOUND * 2)[-1]
    client.force_login(place.deputy)
    url = reverse("candidates", args=[place.mentorship.pk])
    page = client.get(url).content.decode()
    assert f"{BOUND} teachers of {BOUND * 2 + 3} stand here" in page
    assert last.user.surname not in page
    page = client.get(url, {"q": last.user.surname}).content.decode()
    assert last.user.surname in page
    assert "stand here" not in page


@pytest.mark.parametrize("query", ["", "?q=nobody", "?load=0&subject=related"])
def test_who_is_not_shown_is_not_asked_without_the_warning(client, place, query: str) -> None:
    last = crowd(place.school, BOUND * 2)[-1]
    client.force_login(place.deputy)
    answer = client.post(reverse("candidates", args=[place.mentorship.pk]) + query, {"mentor": last.pk})
    assert "mentoring/appointment/ask_anyway.html" in [template.name for template in answer.templates]
    assert not Candidate.objects.exists()
