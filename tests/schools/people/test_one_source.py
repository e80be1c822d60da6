"""allauth keeps no addresses: no flow of an account reads or writes its tables, and nobody is barred by them."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.totp.internal import auth
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock as time
from common.models import OutboxMail
from schools.people import waiting
from schools.people.models import User
from schools.people.selectors.signing_in import account_named
from schools.people.services import invitations
from tests.factories import EmploymentFactory, UserFactory, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD, NEXT = "Қарлығаш-2026", "алма ағашы гүлдеді"


@pytest.fixture
def untouched():
    """Any statement about allauth's addresses fails the test."""

    def watch(execute, sql, params, many, context):  # noqa: ANN001, ANN202
        assert "account_email" not in sql, sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def sign_in(login: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": password})
    return client


def mailed_link(kind: str, pattern: str) -> str:
    mail = OutboxMail.objects.filter(dedupe_key__startswith=kind).latest("pk")
    found = re.search(rf"http://127\.0\.0\.1:8000({pattern}\S+)", mail.text)
    assert found, mail.text
    return found.group(1)


def code_now(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


def switch_on(desk: Client) -> str:
    page = desk.get(reverse("mfa_activate_totp"), follow=True)
    if page.redirect_chain:
        page = desk.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = re.search(r"<code>(\w+)</code>", page.content.decode()).group(1)
    assert desk.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}).url == reverse(
        "mfa_view_recovery_codes"
    )
    return secret


@pytest.mark.usefixtures("untouched")
def test_no_flow_touches_allauths_addresses(school, deputy, django_capture_on_commit_callbacks) -> None:
    person = EmploymentFactory(
        school=school, user__password=None, user__email="old@mektep.example", user__login="omarova.g"
    ).user
    (made,) = invitations.invite(
        school=school, user_ids=[person.pk], by=actor(deputy, "deputy"), now=time.now(), by_mail=True
    )
    joined = Client().post(reverse("join", args=[made.code]), {"email": person.email, "password": PASSWORD})
    assert joined.status_code == 302
    desk = sign_in("old@mektep.example")
    assert desk.session["_auth_user_id"] == str(person.pk)
    sign_in("old@mektep.example", "wrong")
    own = {"language": "en", "theme": "", "phone": "", "email": "new@mektep.example", "present_password": PASSWORD}
    assert desk.post(reverse("my_settings"), own).status_code == 302
    assert Client().post(mailed_link("email-confirm:", "/email/")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        secret = switch_on(desk)
    again = sign_in("new@mektep.example")
    assert "_auth_user_id" not in again.session
    assert again.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("mfa_generate_recovery_codes"))
    desk.post(reverse("mfa_deactivate_totp"))
    changed = {"oldpassword": PASSWORD, "password1": NEXT, "password2": NEXT}
    assert desk.post(reverse("account_change_password"), changed).url == reverse("my_settings")
    stranger = Client()
    stranger.post(reverse("account_reset_password"), {"email": "new@mektep.example"})
    waiting.work_all(time.now())
    form = stranger.get(mailed_link("account:", "/password/new/"), follow=True).redirect_chain[-1][0]
    done = stranger.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert done.url == reverse("account_reset_password_from_key_done")
    kinds = {mail.dedupe_key.partition(":")[0] for mail in OutboxMail.objects.all()}
    assert kinds >= {
        "invitation", "email-changed", "email-confirm", "factor-on", "factor-off", "codes-made", "password-changed",
        "account", "password-reset",
    }  # fmt: skip


def test_its_tables_stay_empty() -> None:
    assert not EmailAddress.objects.exists()
    assert not EmailConfirmation.objects.exists()


# Which account, and the same work for each answer.


def test_a_login_comes_before_an_e_mail_and_the_confirmed_before_the_claimed(clock) -> None:
    now = time.now()
    first = UserFactory(login="pak.i", email="pak@mektep.example", email_since=now)
    clock.shift(60)
    second = UserFactory(login="pak.i2", email="pak@mektep.example", email_since=time.now())
    assert account_named(" PAK@mektep.example") == first
    User.objects.filter(pk=second.pk).update(email_confirmed_at=time.now())
    assert account_named("pak@mektep.example") == second
    clock.shift(60)
    User.objects.filter(pk=first.pk).update(email_confirmed_at=time.now())
    assert account_named("pak@mektep.example") == first
    assert account_named("PAK.I2") == second
    assert account_named("") is None
    assert account_named("nobody@mektep.example") is None


@pytest.mark.parametrize("lacks", ["a password", "its being open"])
def test_an_account_that_cannot_sign_in_does_not_stand_before_one_that_can(lacks: str) -> None:
    now = time.now()
    other = UserFactory(email="pak@mektep.example", email_since=now, email_confirmed_at=now)
    User.objects.filter(pk=other.pk).update(
        **{"a password": {"password": make_password(None)}}.get(lacks, {"is_active": False})
    )
    mine = UserFactory(email="pak@mektep.example", email_since=now)
    assert account_named("pak@mektep.example") == mine


def test_nobody_is_locked_out_by_somebody_who_gives_the_same_address(client: Client) -> None:
    owner = UserFactory(email="pak@mektep.example", email_since=time.now())
    thief = UserFactory(email="thief@mektep.example")
    desk = sign_in("thief@mektep.example")
    own = {"language": "en", "theme": "", "phone": "", "email": "pak@mektep.example", "present_password": PASSWORD}
    desk.post(reverse("my_settings"), own)
    thief.refresh_from_db()
    assert thief.email == owner.email
    assert sign_in("pak@mektep.example").session["_auth_user_id"] == str(owner.pk)


ACCOUNTS = ["known", "known by e-mail", "unknown", "unknown e-mail", "closed", "not opened", "no password", "shared"]


def of_kind(kind: str) -> str:
    user = UserFactory(login="pak.i", email="pak@mektep.example")
    match kind:
        case "closed":
            User.objects.update(is_active=False)
        case "not opened":
            User.objects.update(password=make_password(None))
        case "no password":
            User.objects.update(password="")
        case "shared":
            UserFactory.create_batch(3, email=user.email)
    names = {"known by e-mail": user.email, "shared": user.email, "unknown": "nobody", "unknown e-mail": "no@body.kz"}
    return names.get(kind, user.login)


def work_of(login: str, password: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Password hashes and statements of one sign-in."""
    hashed: list[str] = []
    real = MD5PasswordHasher.encode

    def encode(self, password: str, salt: str) -> str:  # noqa: ANN001
        hashed.append(password)
        return real(self, password, salt)

    client = Client()
    with monkeypatch.context() as patch, CaptureQueriesContext(connection) as asked:
        patch.setattr(MD5PasswordHasher, "encode", encode)
        client.post(reverse("account_login"), {"login": login, "password": password})
    return len(hashed), len(asked)


@pytest.mark.parametrize("kind", ACCOUNTS)
def test_a_wrong_password_costs_one_hash_and_the_same_statements(kind: str, monkeypatch) -> None:
    assert work_of("somebody.else", "wrong", monkeypatch)[0] == 1
    unknown = work_of("somebody.else2", "wrong", monkeypatch)
    assert work_of(of_kind(kind), "wrong", monkeypatch) == unknown


@pytest.mark.parametrize("kind", ["known", "known by e-mail", "closed", "shared"])
def test_the_right_password_costs_one_hash(kind: str, monkeypatch) -> None:
    assert work_of(of_kind(kind), PASSWORD, monkeypatch)[0] == 1


def test_without_a_password_nobody_is_looked_for(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("account_login"), {"login": "pak.i"})
    assert "schools_user" not in str(asked.captured_queries)
