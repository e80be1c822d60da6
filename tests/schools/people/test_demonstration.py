"""A demonstration's people, one click each; elsewhere the address does not exist."""

import pytest
from django.test import Client
from django.urls import reverse

from common import clock as time
from common.models import Installation
from schools.people.models import User
from schools.people.selectors import demonstration
from schools.people.selectors.demonstration import DemoPerson
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HERE = "127.0.0.1:8000"


@pytest.fixture
def client() -> Client:
    """Somebody at the PC where it runs."""
    return Client(HTTP_HOST=HERE)


@pytest.fixture
def offered(deputy, head, monkeypatch) -> list[User]:
    """Deputy and head are offered, as the demonstration's app would."""
    listed = [
        DemoPerson(pk=deputy.pk, role="Deputy head", name=deputy.full_name, note="13 mentorships"),
        DemoPerson(pk=head.pk, role="Head", name=head.full_name),
    ]
    monkeypatch.setattr(demonstration, "_providers", [])
    demonstration.offer(lambda: listed)
    return [deputy, head]


@pytest.fixture
def demo() -> None:
    Installation.objects.create(is_demo=True, made_at=time.now())


def test_a_provider_is_registered_once(monkeypatch) -> None:
    monkeypatch.setattr(demonstration, "_providers", [])
    assert demonstration.demo_people() == []

    def nobody() -> list[DemoPerson]:
        return [DemoPerson(pk=1, role="", name="")]

    demonstration.offer(nobody)
    demonstration.offer(nobody)
    assert len(demonstration.demo_people()) == 1


@pytest.mark.usefixtures("demo")
def test_one_click_signs_in(offered, client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "13 mentorships" in page
    for user in offered:
        assert user.full_name in page
        assert client.post(reverse("demo_signin"), {"person": user.pk}).url == reverse("home")
        assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.usefixtures("demo")
def test_the_visitor_goes_on_in_the_language_of_the_sign_in_page(offered, client) -> None:
    user = offered[0]
    User.objects.filter(pk=user.pk).update(language="kk")
    client.post(reverse("demo_signin"), {"person": user.pk}, headers={"accept-language": "ru"})
    assert 'lang="ru"' in client.get(reverse("home")).content.decode()


@pytest.mark.usefixtures("demo", "offered")
def test_nobody_but_those_offered(client) -> None:
    stranger = UserFactory()
    for person in (stranger.pk, "", "x", 10**30):
        assert client.post(reverse("demo_signin"), {"person": person}).status_code == 404
    assert client.get(reverse("demo_signin")).status_code == 405


@pytest.mark.parametrize("installed", [True, False])
def test_elsewhere_it_does_not_exist(installed, offered, client) -> None:
    if installed:
        Installation.objects.create(is_demo=False, made_at=time.now(), set_up_at=time.now())
    assert client.post(reverse("demo_signin"), {"person": offered[0].pk}).status_code == 404
    assert offered[0].full_name not in client.get(reverse("account_login")).content.decode()


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_HOST": "testserver"},
        {"HTTP_HOST": "192.168.1.20:8000"},
        {"REMOTE_ADDR": "192.168.1.30"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_VIA": "1.1 tunnel"},
    ],
)
def test_nobody_from_outside_is_offered_anybody_or_gets_in(offered, client, settings, more) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    page = client.get(reverse("account_login"), **more)
    assert page.status_code == 200
    assert offered[0].full_name not in page.content.decode()
    assert client.post(reverse("demo_signin"), {"person": offered[0].pk}, **more).status_code == 404
    assert "_auth_user_id" not in client.session
