"""Sign-in: by e-mail or login, plain errors, limits, reset by mail, and nothing of allauth that we did not name."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from common import clock as time
from common.models import Installation, OutboxMail
from schools.people import waiting
from schools.people.models import User
from schools.people.urls import urlpatterns
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "Қарлығаш-2026"
LOGIN = "/signin/"


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: str):
    return client.post(LOGIN, {"login": login, "password": password, **extra})


@pytest.mark.parametrize("login", ["g.omarova@mektep.example", "G.Omarova@Mektep.example", "omarova.g", "Omarova.G"])
def test_by_e_mail_or_login_in_any_case(login, client) -> None:
    user = UserFactory(login="omarova.g", email="g.omarova@mektep.example")
    answer = sign_in(client, login)
    assert answer.url == reverse("home")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_one_comes_back_to_the_page_asked_for_but_to_no_other_site(client) -> None:
    UserFactory(login="omarova.g")
    assert sign_in(client, "omarova.g", next="/settings/").url == "/settings/"
    assert sign_in(Client(), "omarova.g", next="https://evil.example/").url == reverse("home")


@pytest.mark.parametrize("login", ["omarova.g", "nobody", "nobody@mektep.example"])
def test_what_does_not_fit_gets_one_and_the_same_plain_answer(login, client) -> None:
    UserFactory(login="omarova.g")
    page = sign_in(client, login, "wrong").content.decode()
    assert "We could not sign you in" in page
    assert "The e-mail or login and the password do not fit together." in page
    assert "Check that Caps Lock is off" in page
    assert f'value="{login}"' in page
    assert "wrong" not in page


def test_the_page_is_ours(client) -> None:
    page = client.get(LOGIN).content.decode()
    assert "E-mail or login" in page
    assert "placeholder" not in page
    assert reverse("account_reset_password") in page


def test_too_many_tries_show_the_page_that_says_wait(client) -> None:
    UserFactory(login="omarova.g")
    answers = [sign_in(client, "omarova.g", "wrong") for _try in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "Too many tries" in answers[-1].content.decode()


def test_a_closed_account_is_told_so(client) -> None:
    UserFactory(login="omarova.g", is_active=False)
    answer = sign_in(client, "omarova.g")
    assert answer.url == reverse("account_inactive")
    assert "This account is closed" in client.get(answer.url).content.decode()


def test_signing_out_is_a_post(client) -> None:
    client.force_login(UserFactory())
    assert client.get("/signout/").status_code == 405
    assert client.post("/signout/").url == LOGIN
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client) -> None:
    assert "by invitation" in client.get("/signup/").content.decode()
    assert client.post("/signup/", {"username": "x", "password1": PASSWORD}).status_code == 405


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_set_password", "account_request_login_code", "mfa_download_recovery_codes",
     "mfa_list_webauthn", "account_email_verification_sent"],
)  # fmt: skip
def test_other_pages_of_allauth_do_not_exist(name) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_forgotten_a_link_comes_by_mail_and_opens_once(client, settings) -> None:
    settings.PUBLIC_URL = "https://mentor.example.kz"
    user = UserFactory(login="omarova.g", email="g.omarova@mektep.example", language="en")
    answer = client.post("/password/forgotten/", {"email": "G.Omarova@mektep.example"}, HTTP_HOST="127.0.0.1")
    assert answer.url == reverse("account_reset_password_done")
    assert "Look into your mail" in client.get(answer.url).content.decode()
    assert waiting.work_all(time.now()) == 1
    mail = OutboxMail.objects.get()
    assert mail.subject == "Choose a new password for Tálimger"
    link = re.search(r"https://mentor\.example\.kz(\S+)", mail.text)
    assert link, mail.text
    page = client.get(link.group(1), follow=True)
    form_url = page.redirect_chain[-1][0]
    weak = client.post(form_url, {"password1": "1234567890", "password2": "1234567890"})
    assert weak.status_code == 200
    done = client.post(form_url, {"password1": "жаңа құпия сөзім", "password2": "жаңа құпия сөзім"})
    assert done.url == reverse("account_reset_password_from_key_done")
    assert "Your new password is saved" in client.get(done.url).content.decode()
    user.refresh_from_db()
    assert user.check_password("жаңа құпия сөзім")
    again = Client().get(link.group(1), follow=True)
    assert "does not work any more" in again.content.decode()


def test_a_stranger_learns_nothing_and_gets_no_mail(client) -> None:
    answer = client.post("/password/forgotten/", {"email": "nobody@mektep.example"})
    assert answer.url == reverse("account_reset_password_done")
    assert waiting.work_all(time.now()) == 0
    assert not OutboxMail.objects.exists()


def test_changing_the_password_asks_for_the_present_one(client) -> None:
    user = UserFactory()
    client.force_login(user)
    new = {"password1": "жаңа құпия сөзім", "password2": "жаңа құпия сөзім"}
    page = client.post("/password/", {"oldpassword": "wrong", **new}).content.decode()
    assert "This is not your present password" in page
    answer = client.post("/password/", {"oldpassword": PASSWORD, **new})
    assert answer.url == reverse("my_settings")
    user.refresh_from_db()
    assert user.check_password("жаңа құпия сөзім")
    assert client.get(reverse("my_settings")).status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("қысқа", "", "Тым қысқа: кемінде 10 таңба керек."),
        ("g.omarova@mektep", "", "Атыңызға, логиніңізге немесе поштаңызға тым ұқсас."),
        ("1234567890", "", "Бұл құпиясөзді тым көп адам қолданады."),
        ("8102635471", "", "Тек цифрды табу оңай."),
        ("жаңа құпия сөзім", "басқа құпия сөзім", "Құпиясөздер бірдей емес."),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said_in_kazakh(first, second, told, client) -> None:
    client.force_login(UserFactory(email="g.omarova@mektep.example"))
    client.cookies["talimger_language"] = "kk"
    typed = {"oldpassword": PASSWORD, "password1": first, "password2": second or first}
    page = client.post("/password/", typed).content.decode()
    assert told in page
    assert "Вы должны" not in page
    assert "Введённый" not in page


def test_without_a_password_there_is_none_to_change(client) -> None:
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert client.get("/password/").url == reverse("my_settings")


def test_before_set_up_the_sign_in_page_leads_to_it(client) -> None:
    Installation.objects.create(is_demo=False, made_at=time.now())
    assert client.get(LOGIN).url == reverse("setup")
    Installation.objects.update(set_up_at=time.now())
    assert client.get(LOGIN).status_code == 200


def test_every_page_that_needs_a_person_leads_to_the_sign_in(client) -> None:
    """Except those made for strangers, and switches that anybody may use."""
    open_to_all = {
        "account_login", "account_logout", "account_signup", "account_inactive", "demo_signin",
        "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
        "account_reset_password_from_key_done", "set_language", "set_theme", "join_start", "join", "mfa_authenticate", "email_confirm",
            "readmission_deny", "signin_as_yourself",
    }  # fmt: skip
    for pattern in urlpatterns:
        if pattern.name in open_to_all:
            continue
        kwargs = dict.fromkeys(pattern.pattern.converters, 1)
        answer = client.get(reverse(pattern.name, kwargs=kwargs))
        assert answer.status_code == 302, pattern.name
        assert answer.url.startswith(LOGIN), pattern.name
    assert User.objects.count() == 0


def test_where_no_mail_goes_the_forgotten_password_says_whom_to_ask(client, settings) -> None:
    settings.MAIL_GOES = False
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "This installation sends no mail" in page
    assert "<input" not in page.split("<main")[1]
