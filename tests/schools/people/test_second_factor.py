"""The optional second factor: on, asked for at sign-in, recovery codes, off."""

import re

import pytest
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import reverse

from common.models import OutboxMail
from schools.people.models import User
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "Қарлығаш-2026"


def code_for(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


@pytest.fixture
def desk(client: Client) -> Client:
    UserFactory(login="omarova.g")
    client.post("/signin/", {"login": "omarova.g", "password": PASSWORD})
    return client


def switch_on(desk: Client) -> str:
    """Switch it on; the key that the app now holds."""
    page = desk.get(reverse("mfa_activate_totp"), follow=True)
    if "oldpassword" not in page.content.decode() and "password" in page.context["form"].fields:
        page = desk.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = re.search(r"<code>(\w+)</code>", page.content.decode()).group(1)
    wrong = desk.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "This code does not fit" in wrong.content.decode()
    answer = desk.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


def test_on_it_is_asked_for_at_sign_in(desk) -> None:
    secret = switch_on(desk)
    page = desk.get(reverse("mfa_index")).content.decode()
    assert "It is on." in page
    other = Client()
    assert other.post("/signin/", {"login": "omarova.g", "password": PASSWORD}).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in other.session
    assert "Now the code from your phone" in other.get(reverse("mfa_authenticate")).content.decode()
    assert "does not fit" in other.post(reverse("mfa_authenticate"), {"code": "123"}).content.decode()
    assert secret


def test_a_recovery_code_opens_once(desk) -> None:
    switch_on(desk)
    page = desk.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.search(r"<code>(\w+)</code>", page).group(1)
    for expected in (302, 200):
        other = Client()
        other.post("/signin/", {"login": "omarova.g", "password": PASSWORD})
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_new_codes_and_off_again(desk) -> None:
    switch_on(desk)
    old = desk.get(reverse("mfa_view_recovery_codes")).content
    assert "Make new codes" in desk.get(reverse("mfa_generate_recovery_codes")).content.decode()
    assert desk.post(reverse("mfa_generate_recovery_codes")).url == reverse("mfa_view_recovery_codes")
    assert desk.get(reverse("mfa_view_recovery_codes")).content != old
    assert "Switch it off" in desk.get(reverse("mfa_deactivate_totp")).content.decode()
    assert desk.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert "It is off." in desk.get(reverse("mfa_index")).content.decode()


def half_way(client: Client | None = None) -> Client:
    """At the code, after the password."""
    client = client or Client()
    client.post("/signin/", {"login": "omarova.g", "password": PASSWORD})
    return client


def test_a_used_recovery_code_is_told_and_not_quoted(desk) -> None:
    switch_on(desk)
    code = re.search(r"<code>(\w+)</code>", desk.get(reverse("mfa_view_recovery_codes")).content.decode()).group(1)
    half_way().post(reverse("mfa_authenticate"), {"code": code})
    mail = OutboxMail.objects.get(dedupe_key__startswith="code-used:")
    assert mail.to == User.objects.get().email
    assert code not in mail.text


def test_codes_are_bounded_in_a_network_and_the_owners_device_is_spared(desk) -> None:
    secret = switch_on(desk)
    desk.post(reverse("account_logout"))
    thief = half_way()
    pages = [thief.post(reverse("mfa_authenticate"), {"code": "123456"}).content.decode() for _ in range(6)]
    assert ["Too many tries" in page for page in pages] == [False] * 5 + [True]
    assert "Too many tries" in thief.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).content.decode()
    assert half_way(desk).post(reverse("mfa_authenticate"), {"code": code_for(secret)}).status_code == 302


def test_off_there_are_no_codes(desk) -> None:
    assert desk.get(reverse("mfa_view_recovery_codes")).status_code == 404


def test_a_sign_in_that_waits_for_its_code_ends_with_the_password(desk) -> None:
    secret = switch_on(desk)
    person = User.objects.get(login="omarova.g")
    for change in ("password", "closed"):
        waiting = Client()
        assert waiting.post("/signin/", {"login": "omarova.g", "password": PASSWORD}).url == reverse(
            "mfa_authenticate"
        )
        if change == "password":
            person.set_password("Басқа-Құпиясөз-7")
        else:
            person.is_active = False
        person.save()
        for answer in (
            waiting.post(reverse("mfa_authenticate"), {"code": code_for(secret)}, follow=True),
            waiting.get(reverse("mfa_authenticate"), follow=True),
        ):
            assert "_auth_user_id" not in waiting.session
            assert answer.redirect_chain[0][0] == reverse("account_login")
        assert "account_login" not in waiting.session
        person.set_password(PASSWORD)
        person.save()


def test_the_page_says_why_the_sign_in_begins_again(desk) -> None:
    switch_on(desk)
    waiting = Client()
    waiting.post("/signin/", {"login": "omarova.g", "password": PASSWORD})
    person = User.objects.get(login="omarova.g")
    person.set_password("Басқа-Құпиясөз-7")
    person.save()
    page = waiting.get(reverse("mfa_authenticate"), follow=True).content.decode()
    assert "The password of this account was changed, or the account was closed. Sign in again." in page
