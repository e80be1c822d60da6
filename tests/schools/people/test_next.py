"""`next` leads to our own pages: at sign-in, after the second factor, after the password once more, at sign-out, at the
switches of the top bar; whichever hosts the installation answers to."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.schools.people.test_second_factor import switch_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "Қарлығаш-2026"
OUTSIDE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "http://testserver/settings/",
    "http://other.school.kz/settings/",
    "/static/css/app.css",
    "/signout/",
]


@pytest.fixture(autouse=True)
def many_hosts(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", ".school.kz"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://other.school.kz"]


@pytest.fixture
def desk(client: Client) -> Client:
    UserFactory(login="omarova.g")
    client.post("/signin/", {"login": "omarova.g", "password": PASSWORD})
    return client


@pytest.mark.parametrize("target", OUTSIDE)
def test_at_sign_in(target: str, client: Client) -> None:
    UserFactory(login="omarova.g")
    data = {"login": "omarova.g", "password": PASSWORD}
    assert Client().post("/signin/", {**data, "next": "/settings/"}).url == "/settings/"
    assert Client().post("/signin/", {**data, "next": target}).url == reverse("home")
    client.post("/signin/", data)
    assert client.get("/signin/", {"next": target}).url == reverse("home")  # signed in already


@pytest.mark.parametrize("target", OUTSIDE)
def test_after_the_second_factor(target: str, desk: Client) -> None:
    switch_on(desk)
    page = desk.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.search(r"<code>(\w+)</code>", page).group(1)  # type: ignore[union-attr]
    other = Client()
    other.post("/signin/", {"login": "omarova.g", "password": PASSWORD, "next": target})
    assert other.post(reverse("mfa_authenticate"), {"code": code, "next": target}).url == reverse("home")


@pytest.mark.parametrize("target", OUTSIDE)
def test_after_the_password_once_more(target: str, desk: Client) -> None:
    again = reverse("account_reauthenticate")
    assert desk.post(again, {"password": PASSWORD, "next": "/settings/"}).url == "/settings/"
    assert desk.post(again, {"password": PASSWORD, "next": target}).url == reverse("home")


@pytest.mark.parametrize("target", OUTSIDE)
def test_at_sign_out(target: str, desk: Client) -> None:
    assert desk.post(reverse("account_logout"), {"next": target}).url == reverse("account_login")


@pytest.mark.parametrize("target", OUTSIDE)
@pytest.mark.parametrize(("name", "data"), [("set_language", {"language": "kk"}), ("set_theme", {"theme": "dark"})])
def test_at_the_switches(name: str, data: dict[str, str], target: str, desk: Client) -> None:
    for client in (desk, Client()):
        assert client.post(reverse(name), {**data, "next": "/settings/"}).url == "/settings/"
        assert client.post(reverse(name), {**data, "next": target}, headers={"referer": target}).url == "/"
