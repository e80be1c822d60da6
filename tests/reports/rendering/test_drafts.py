"""The head reads the order before signing it: what was seen is what is printed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry, OutboxMail
from mentoring.council.models import Order
from reports.papers.html import page_of
from reports.sources.order import assignment_order
from tests.factories import MOMENT, SchoolFactory, deputy_of, head_of
from tests.mentoring.appointment.situations import Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FORM = {"number": "42", "signed_on": "2026-12-03"}


@pytest.fixture
def place() -> Situation:
    found = Situation()
    found.recommended()
    return found


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(html: str) -> list[str]:
    """The words of the order itself, without tags."""
    start = html.index('class="order-columns"')
    return re.sub(r"<[^>]+>", " ", html[start : html.index("</tbody>", start)]).split()


def test_what_the_head_reads_is_what_is_printed_after_signing(place: Situation) -> None:
    client = signed_in(place.head)
    address = reverse("order_new", args=[place.mentorship.pk])
    assert reverse("order_draft", args=[place.mentorship.pk]) in client.get(address).content.decode()
    controller = str(place.deputy.pk)
    sent = FORM | {"controller": controller}
    draft = client.post(reverse("order_draft", args=[place.mentorship.pk]), sent)
    page = draft.content.decode()
    assert "Not signed, and nothing is saved." in page
    assert client.post(address, sent).status_code == 302
    order = Order.objects.get(mentorship=place.mentorship)
    printed = page_of(assignment_order(order.pk, code="7K4Q92XDM5", made_at=MOMENT), "kk-ru").html
    assert text(page) == text(printed)


def test_a_draft_keeps_nothing_and_notifies_nobody(place: Situation) -> None:
    before = (AuditEntry.objects.count(), OutboxMail.objects.count())
    signed_in(place.head).post(reverse("order_draft", args=[place.mentorship.pk]), FORM)
    assert not Order.objects.exists()
    assert (AuditEntry.objects.count(), OutboxMail.objects.count()) == before
    assert place.fresh().state == "awaiting_mentor"


def test_what_cannot_be_signed_says_why(place: Situation) -> None:
    page = signed_in(place.head).post(
        reverse("order_draft", args=[place.mentorship.pk]), FORM | {"signed_on": "2027-12-03"}
    )
    assert page.status_code == 200
    assert "The order cannot be signed like this." in page.content.decode()
    assert page.context["form"].errors["signed_on"]


def test_only_the_head_of_this_school_reads_it(place: Situation) -> None:
    address = reverse("order_draft", args=[place.mentorship.pk])
    assert signed_in(place.deputy).post(address, FORM).status_code == 403
    assert signed_in(head_of(SchoolFactory())).post(address, FORM).status_code == 404
    assert signed_in(deputy_of(SchoolFactory())).post(address, FORM).status_code == 404
    assert signed_in(place.head).get(address).status_code == 405
