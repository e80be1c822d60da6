"""Where no mail goes out, no page promises one; no page leads a deputy to the documentation, or to themselves."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from tests.factories import SchoolFactory, deputy_of, ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NONE = "This installation sends no mail"


@pytest.fixture
def deputy(client: Client) -> Client:
    client.force_login(deputy_of(SchoolFactory()))
    return client


@pytest.mark.parametrize("goes", [True, False])
@pytest.mark.parametrize(
    ("name", "promise"),
    [
        ("notices", "one mail a day"),
        ("reminder_settings", "main"),
        ("my_settings", "mails about your tasks go there"),
    ],
)
def test_a_page_promises_mail_only_where_it_goes(deputy, settings, name, promise, goes) -> None:
    settings.MAIL_GOES = goes
    page = deputy.get(reverse(name)).content.decode()
    assert (NONE in page) == (not goes)
    assert (promise in page) == goes or promise == "main"


@pytest.mark.parametrize("goes", [True, False])
def test_who_is_asked_by_a_leader_is_told_by_mail_only_where_it_goes(client, settings, goes) -> None:
    settings.MAIL_GOES = goes
    mentorship = ready("level")
    client.force_login(deputy_of(mentorship.school))
    answer = client.post(reverse("nudge", args=[mentorship.deadlines.get(code="D2").pk]))
    (said,) = [str(one) for one in get_messages(answer.wsgi_request)]
    assert ("mail of the day" in said) == goes
    assert ("sends no mail" in said) == (not goes)


def test_the_accounts_page_names_no_file_of_the_documentation(deputy, settings) -> None:
    settings.ONLY_THIS_PC = True
    page = deputy.get(reverse("accounts")).content.decode()
    assert "on this computer only" in page
    assert ".md" not in page.split("<main")[1]


@pytest.mark.parametrize("goes", [True, False])
def test_a_deputy_without_a_password_is_sent_to_somebody_else(client, settings, goes) -> None:
    settings.MAIL_GOES, settings.LANGUAGE_CODE = goes, "en"
    for name in ("account_reset_password", "account_reset_password_done"):
        page = client.get(reverse(name)).content.decode()
        assert "deputy heads ask the head" in page


def test_the_empty_page_of_the_interim_assessment_names_no_fixed_quarter(client) -> None:
    mentorship = ready("level")
    client.force_login(mentorship.novice.user)
    page = client.get(reverse("interim", args=[mentorship.pk])).content.decode()
    assert "second quarter" not in page
