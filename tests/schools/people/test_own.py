"""One's own settings and the switches of the top bar."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from common import clock as time
from common.actor import SYSTEM
from common.models import AuditEntry, OutboxMail
from schools.people.models import Post
from schools.people.services.own import change_own_settings
from tests.factories import EmploymentFactory, UserFactory, actor, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "Қарлығаш-2026"


def settings_of(user, **changes) -> dict[str, str]:
    return {"language": user.language, "theme": user.theme, "phone": user.phone, "email": user.email, **changes}


@pytest.fixture
def user():
    return UserFactory(email="g.omarova@mektep.example")


@pytest.fixture
def desk(user, signed_in) -> Client:
    return signed_in(user)


def test_changes_are_kept_and_told_without_their_values(user, desk) -> None:
    answer = desk.post(reverse("my_settings"), settings_of(user, language="kk", phone="+7 701 555 01 02"))
    assert answer.url == reverse("my_settings")
    assert answer.cookies["talimger_language"].value == "kk"
    user.refresh_from_db()
    assert (user.language, user.phone) == ("kk", "+7 701 555 01 02")
    entry = AuditEntry.objects.get()
    assert entry.changes == {"language": None, "phone": None}


def test_nothing_changed_nothing_told(user, desk) -> None:
    desk.post(reverse("my_settings"), settings_of(user))
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("password", ["", "wrong"])
def test_another_e_mail_asks_for_the_password(password, user, desk) -> None:
    answer = desk.post(
        reverse("my_settings"), settings_of(user, email="new@mektep.example", present_password=password)
    )
    page = answer.content.decode()
    assert "Type your present password to change the e-mail." in page
    assert "new@mektep.example" in page
    user.refresh_from_db()
    assert user.email == "g.omarova@mektep.example"


def test_another_e_mail_is_told_to_the_old_one(user, desk) -> None:
    desk.post(reverse("my_settings"), settings_of(user, email="New@mektep.example", present_password=PASSWORD))
    user.refresh_from_db()
    assert user.email == "new@mektep.example"
    mail = OutboxMail.objects.get(to="g.omarova@mektep.example")
    assert mail.dedupe_key.startswith("email-changed:")
    assert "new@mektep.example" not in mail.text


@pytest.mark.parametrize("values", [{"language": "de"}, {"theme": "pink"}, {"email": "no"}, {"phone": "1" * 31}])
def test_the_service_itself_takes_no_nonsense(values, user) -> None:
    with pytest.raises(ValidationError):
        change_own_settings(by=actor(user), now=time.now(), **values)
    assert not AuditEntry.objects.exists()


def test_the_service_changes_nothing_but_ones_own(user) -> None:
    with pytest.raises(TypeError):
        change_own_settings(by=actor(user), now=time.now(), is_operator=True)
    with pytest.raises(PermissionDenied):
        change_own_settings(by=SYSTEM, now=time.now(), theme="dark")


def test_the_page_says_in_which_posts_one_acts(school, signed_in) -> None:
    user = give(
        EmploymentFactory(school=school).user, school, Post.Kind.HEAD, is_acting=True, order_text="№ 3",
        starts_on=time.today(), ends_on=time.today(),
    )  # fmt: skip
    page = signed_in(user).get(reverse("my_settings")).content.decode()
    assert "Head of the school, acting" in page
    assert reverse("mfa_index") in page


def test_the_language_goes_into_cookie_and_account(user, desk, client) -> None:
    answer = desk.post(reverse("set_language"), {"language": "ru", "next": "/settings/"})
    assert (answer.url, answer.cookies["talimger_language"].value) == ("/settings/", "ru")
    user.refresh_from_db()
    assert user.language == "ru"
    assert client.post(reverse("set_language"), {"language": "kk"}).cookies["talimger_language"].value == "kk"


@pytest.mark.parametrize("code", ["de", "xx", "", "ru-RU", "../en"])
def test_a_language_we_do_not_speak_changes_nothing(code, user, desk) -> None:
    assert desk.post(reverse("set_language"), {"language": code}).status_code == 302
    user.refresh_from_db()
    assert user.language == "en"


def test_the_theme_goes_into_the_account_or_a_cookie(user, desk, client) -> None:
    assert desk.post(reverse("set_theme"), {"theme": "dark", "next": "/settings/"}).url == "/settings/"
    user.refresh_from_db()
    assert user.theme == "dark"
    answer = client.post(reverse("set_theme"), {"theme": "light", "next": "https://evil.example/"})
    assert (answer.url, answer.cookies["theme"].value) == ("/", "light")
    assert client.post(reverse("set_theme"), {"theme": "pink"}).status_code == 404


def test_one_switches_between_ones_own_schools_alone(school, other_school, signed_in) -> None:
    user = EmploymentFactory(school=school).user
    desk = signed_in(user)
    assert desk.post(reverse("set_school"), {"school": other_school.pk}).status_code == 404
    EmploymentFactory(school=other_school, user=user)
    assert desk.post(reverse("set_school"), {"school": other_school.pk}).url == reverse("home")
    assert desk.session["school"] == other_school.pk


@pytest.mark.parametrize("name", ["set_language", "set_theme", "set_school"])
def test_switches_answer_to_posts_alone(name, desk) -> None:
    assert desk.get(reverse(name)).status_code == 405


def test_what_one_was_told_last_is_not_told_to_the_next_on_this_pc(user, desk) -> None:
    """The tab was closed before the page came that would have shown it; somebody else signs in here."""
    assert desk.post(reverse("my_settings"), settings_of(user, phone="+7 700 000 00 01")).status_code == 302
    desk.post(reverse("account_logout"))
    desk.force_login(EmploymentFactory().user)
    assert "Your settings are saved." not in desk.get(reverse("my_settings")).content.decode()
