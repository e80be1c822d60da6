"""Whom an answer reaches: the new teacher's objection and the candidate's refusal, and what each reads next."""

import pytest
from django.urls import reverse

from mentoring.appointment import services
from mentoring.appointment.models import Candidate, Loan
from tests.factories import MOMENT, SchoolFactory, actor, eligible_mentor
from tests.mentoring.appointment.situations import Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOME, TEXT = "/", "We share a flat"


@pytest.fixture
def place() -> Situation:
    return Situation()


def read(client, user, url: str) -> str:
    client.force_login(type(user).objects.get(pk=user.pk))
    return client.get(url, follow=True).content.decode()


def objected(place: Situation, candidate: Candidate) -> None:
    services.object_to(candidate_id=candidate.pk, text=TEXT, by=actor(place.novice), now=MOMENT)


def test_the_objection_stands_on_the_deputy_s_home_until_the_candidate_is_closed(client, place):
    candidate = place.propose()
    objected(place, candidate)
    for user, told in ((place.deputy, True), (place.head, False), (place.mentor.user, False)):
        page = read(client, user, HOME)
        assert ("The new teacher objects" in page) is told
        assert TEXT not in page
    assert f'href="{reverse("candidate", args=[candidate.pk])}"' in read(client, place.deputy, HOME)
    services.withdraw(candidate_id=candidate.pk, reason="Objected", by=actor(place.deputy), now=MOMENT)
    assert "The new teacher objects" not in read(client, place.deputy, HOME)


def test_the_objection_stands_on_the_case_for_the_deputy_alone(client, place):
    objected(place, place.propose())
    page = reverse("case", args=[place.mentorship.pk])
    assert TEXT in read(client, place.deputy, page)
    for user in (place.head, place.novice):
        assert TEXT not in read(client, user, page)


def test_a_deputy_who_is_the_candidate_reads_none_of_it(client, place):
    own = place.deputy.employments.get()
    candidate = place.propose(own)
    objected(place, candidate)
    for page in (HOME, reverse("case", args=[place.mentorship.pk]), reverse("candidate", args=[candidate.pk])):
        told = read(client, place.deputy, page)
        assert TEXT not in told
        assert "The new teacher objects" not in told


def test_before_the_candidate_is_put_to_the_council_the_objection_is_read(client, place):
    candidate = place.accepted()
    objected(place, candidate)
    place.meeting()
    assert TEXT in read(client, place.deputy, reverse("candidate_agenda", args=[candidate.pk]))


def test_the_new_teacher_reads_that_one_may_object(client, place):
    candidate = place.propose()
    page = read(client, place.novice, HOME)
    assert "A candidate for your mentor is proposed" in page
    assert f'href="{reverse("candidate", args=[candidate.pk])}"' in page
    assert "You need to do nothing now" not in page
    objected(place, candidate)
    assert "A candidate for your mentor is proposed" not in read(client, place.novice, HOME)


def test_who_declined_and_why_stands_on_the_deputy_s_home(client, place):
    candidate = place.propose()
    client.force_login(place.mentor.user)
    answer = client.post(reverse("candidate_decline", args=[candidate.pk]), {"reason": "Two shifts"}, follow=True)
    told = answer.content.decode()
    assert "You have declined." in told
    assert "Another one can be proposed" not in told
    assert reverse("candidates", args=[place.mentorship.pk]) not in told
    page = read(client, place.deputy, HOME)
    assert f"The candidate declined: {place.mentor.user.full_name}. Reason: Two shifts" in page
    assert f'href="{reverse("candidates", args=[place.mentorship.pk])}"' in page


def test_after_a_withdrawal_there_is_a_way_to_the_next_candidate(client, place):
    candidate = place.propose()
    client.force_login(place.deputy)
    answer = client.post(reverse("candidate_withdraw", args=[candidate.pk]), {"reason": "Ill chosen"}, follow=True)
    told = answer.content.decode()
    assert "Another one can be proposed." in told
    assert f'href="{reverse("candidates", args=[place.mentorship.pk])}">Choose somebody else' in told


NOT_YET = "Cannot answer here yet"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"password": ""}, True),
        ({"password": "!closed"}, True),
        ({"password": "!closed", "last_login": MOMENT}, False),
        ({}, False),
    ],
)
def test_of_one_who_cannot_sign_in_the_deputy_reads_so_before_and_after_asking(client, place, changed, told):
    type(place.novice).objects.filter(pk=place.mentor.user_id).update(**changed)
    page = read(client, place.deputy, reverse("candidates", args=[place.mentorship.pk]))
    assert (NOT_YET in page) is told
    page = read(client, place.deputy, reverse("candidate", args=[place.propose().pk]))
    assert (NOT_YET in page) is told
    assert (f'href="{reverse("accounts")}">Invite' in page) is told


def test_whom_another_school_lends_is_invited_there(client, place):
    lent = eligible_mentor(SchoolFactory())
    type(place.novice).objects.filter(pk=lent.user_id).update(password="")
    need = place.mentorship.appointments.get()
    Loan.objects.create(
        appointment=need,
        school=lent.school,
        mentor=lent,
        asked_by=place.deputy,
        asked_at=MOMENT,
        answered_by=place.head,
        answered_at=MOMENT,
    )
    page = read(client, place.deputy, reverse("candidate", args=[place.propose(lent).pk]))
    assert NOT_YET in page
    assert ">Invite" not in page
