"""A form sent twice, or again after a lost answer: one effect, the same answer."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry, SentForm
from mentoring.mentorships.models import Mentorship, NotProposed
from tests.factories import EmploymentFactory, SchoolFactory, deputy_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def deputy():
    return deputy_of(SchoolFactory())


@pytest.fixture
def visitor(deputy) -> Client:
    """As a browser: with the ticket of each form."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(deputy)
    return client


def ticket(visitor: Client, url: str) -> str:
    page = visitor.get(url).content.decode()
    return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]


def novice_of(deputy):
    return EmploymentFactory(school=deputy.employments.get().school, novice=True)


def test_the_same_form_twice_has_one_effect_and_one_answer(visitor, deputy):
    novice = novice_of(deputy)
    url = reverse("proposal_off", args=[novice.pk])
    form = {"csrfmiddlewaretoken": ticket(visitor, url), "reason": "Бұрын басқа мектепте сабақ берген."}
    first, second = visitor.post(url, form), visitor.post(url, form)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert NotProposed.objects.count() == 1
    assert AuditEntry.objects.filter(action="mentorship.not_proposed").count() == 1
    assert "saved once" in visitor.get(second.url).content.decode()


def test_what_creates_a_row_is_not_created_twice(visitor, deputy):
    url = reverse("teacher_new")
    form = {
        "csrfmiddlewaretoken": ticket(visitor, url),
        "surname": "Жолдасбекова",
        "given_name": "Айгерім",
        "hired_on": "2026-09-01",
        "rate": "1",
    }
    first = visitor.post(url, form)
    assert first.status_code == 302, first.context["form"].errors
    second = visitor.post(url, form)
    assert second.url == first.url
    assert deputy.employments.get().school.employments.filter(user__surname="Жолдасбекова").count() == 1


def test_another_content_with_the_same_ticket_is_another_form(visitor, deputy):
    """Back in the browser, one word changed, sent: that is meant."""
    url = reverse("teacher_new")
    form = {
        "csrfmiddlewaretoken": ticket(visitor, url),
        "given_name": "Айгерім",
        "hired_on": "2026-09-01",
        "rate": "1",
    }
    for surname in ("Жолдасбекова", "Сейтқалиева"):
        visitor.post(url, form | {"surname": surname})
    assert deputy.employments.get().school.employments.filter(user__given_name="Айгерім").count() == 2


def test_a_refused_form_can_be_sent_again(visitor, deputy):
    novice = novice_of(deputy)
    url = reverse("proposal_off", args=[novice.pk])
    form = {"csrfmiddlewaretoken": ticket(visitor, url), "reason": ""}
    assert [visitor.post(url, form).status_code for _time in range(2)] == [200, 200]
    assert not SentForm.objects.exists()


def test_of_two_at_the_same_moment_the_later_one_is_answered_like_the_first(visitor, deputy, monkeypatch):
    """The second passes the first look before the first is saved: the claim in the transaction decides."""
    novice = novice_of(deputy)
    url = reverse("proposal_off", args=[novice.pk])
    form = {"csrfmiddlewaretoken": ticket(visitor, url), "reason": "Бұрын басқа мектепте сабақ берген."}
    first = visitor.post(url, form)
    kept = SentForm.objects.get()
    looks = iter([None])
    real = SentForm.objects.filter

    class Blind:
        def first(self):  # noqa: ANN202
            return next(looks)

    def once_blind(**which):  # noqa: ANN003, ANN202
        if "key" in which and next(iter_blind, False):
            return Blind()
        return real(**which)

    iter_blind = iter([True])
    monkeypatch.setattr(SentForm.objects, "filter", once_blind)
    second = visitor.post(url, form)
    assert (second.status_code, second.url) == (302, first.url)
    assert NotProposed.objects.count() == 1
    assert SentForm.objects.get() == kept


def test_another_person_s_form_is_another_form(visitor, deputy):
    novice = novice_of(deputy)
    url = reverse("proposal_off", args=[novice.pk])
    form = {"csrfmiddlewaretoken": ticket(visitor, url), "reason": "Бұрын басқа мектепте сабақ берген."}
    visitor.post(url, form)
    stranger = Client()
    stranger.force_login(deputy_of(SchoolFactory()))
    assert stranger.post(url, form).status_code == 404
    assert not Mentorship.objects.exists()
