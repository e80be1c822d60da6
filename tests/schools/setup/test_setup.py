"""The first start of a school's own installation: what it is, the one-time code, the set-up page."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from common import clock as time
from common import codes, installation
from common.errors import DomainError
from common.models import AuditEntry, Installation
from schools.organisation.models import School
from schools.people.access import Role, access_of
from schools.people.models import Employment, Post, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
URL = "/setup/"
TYPED = {
    "name_kk": "№ 27 мектеп-лицей",
    "name_ru": "Школа-лицей № 27",
    "name_en": "",
    "place_kk": "Қарағайлы ауылы",
    "place_ru": "село Карагайлы",
    "place_en": "",
    "week": "6",
    "main_language": "kk",
    "is_small": "on",
    "surname": "Сейтқали",
    "given_name": "Айгүл",
    "patronymic": "Маратқызы",
    "hired_on": "2014-08-25",
    "email": "A.Seitkali@mektep.example",
    "password": "алма ағашы гүлдеді",
}


@pytest.fixture(autouse=True)
def _english(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def code() -> str:
    call_command("install", school=True)
    return installation.renew_setup_code(now=time.now())


def said(command: str) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command(command, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


@pytest.mark.parametrize(("kind", "is_demo"), [("demo", True), ("school", False)])
def test_an_installation_is_one_thing_for_good(kind, is_demo, monkeypatch) -> None:
    monkeypatch.setattr("common.management.commands.install.get_commands", dict)
    call_command("install", **{kind: True})
    call_command("install", **{kind: True})
    assert Installation.objects.get().is_demo is is_demo
    assert AuditEntry.objects.filter(action="installation.made").count() == 1
    with pytest.raises(CommandError, match="cannot be turned|another folder"):
        call_command("install", **{"school" if is_demo else "demo": True})
    assert Installation.objects.get().is_demo is is_demo


def test_the_terminal_shows_page_and_code_and_the_row_keeps_a_hash(code, settings) -> None:
    settings.PUBLIC_URL = "https://mentor.example.kz"
    out, errors = said("setup_code")
    shown = out.split("One-time code: ")[1].strip()
    assert "https://mentor.example.kz/setup/" in out
    assert errors == ""
    row = Installation.objects.get()
    assert codes.fits(shown, row.setup_code_hash)
    assert not codes.fits(code, row.setup_code_hash)
    assert shown not in str(list(AuditEntry.objects.values()))
    assert row.setup_code_hash not in str(list(AuditEntry.objects.values_list("changes")))


def test_where_nothing_is_to_be_set_up_there_is_no_code() -> None:
    assert "Nothing is installed yet" in said("setup_code")[1]
    Installation.objects.create(is_demo=True, made_at=time.now())
    out, errors = said("setup_code")
    assert out == ""
    assert "demonstration" in errors


def test_an_empty_hash_fits_no_code() -> None:
    assert not codes.fits("", "")
    assert not codes.fits("", codes.digest(""))


def test_the_page_makes_school_and_deputy_and_signs_in(code, client) -> None:
    assert client.get(URL).status_code == 200
    answer = client.post(URL, {**TYPED, "code": code.lower().replace("-", "")})
    assert answer.url == reverse("home")
    home = client.get(answer.url)
    assert "The school is set up" in home.content.decode()
    (group,) = home.context["groups"]
    assert [task.url for task in group.tasks] == [reverse("roster_upload")]
    school = School.objects.get()
    assert (school.name_ru, school.week, school.is_small) == ("Школа-лицей № 27", 6, True)
    person = User.objects.get()
    assert (person.login, person.email) == ("seitkali.a", "a.seitkali@mektep.example")
    assert person.check_password(TYPED["password"])
    assert Employment.objects.get().hired_on == date(2014, 8, 25)
    assert Post.objects.get().starts_on == date(2026, 12, 3)
    assert access_of(person).has(school.pk, Role.DEPUTY)
    assert client.session["_auth_user_id"] == str(person.pk)
    row = Installation.objects.get()
    assert (row.set_up_at, row.setup_code_hash) == (time.now(), "")
    entry = AuditEntry.objects.get(action="school.set_up")
    assert (entry.actor_id, entry.school_id) == (person.pk, school.pk)
    assert AuditEntry.objects.filter(action="post.given").count() == 1


@pytest.mark.parametrize("ticked", [True, False])
def test_who_sets_the_school_up_may_look_after_the_installation(ticked, code, client) -> None:
    assert client.get(URL).context["form"]["operates"].initial is True
    client.post(URL, {**TYPED, "code": code, **({"operates": "on"} if ticked else {})})
    allowed = 200 if ticked else 403
    for address in ("/operations/", "/calendar/country/", "/rules/country/new/"):
        assert client.get(address).status_code == allowed, address
    assert client.get("/teachers/").status_code == 200, "the deputy's own pages stay"
    assert ("/operations/" in client.get("/").content.decode()) is ticked
    assert AuditEntry.objects.filter(action="operator.named").exists() is ticked


def test_the_command_names_an_operator_and_takes_it_back(code, client) -> None:
    client.post(URL, {**TYPED, "code": code})
    assert "Nobody is the operator" in said("operator")[0]
    call_command("operator", "A.Seitkali@mektep.example")
    assert said("operator")[0].split() == ["seitkali.a"]
    assert client.get("/operations/").status_code == 200
    call_command("operator", "seitkali.a", end=True)
    assert client.get("/operations/").status_code == 403
    actions = AuditEntry.objects.filter(action__startswith="operator.").values_list("action", flat=True)
    assert sorted(actions) == ["operator.ended", "operator.named"]


def test_an_unknown_name_changes_nothing(code) -> None:
    with pytest.raises(CommandError, match="Nobody here signs in as nobody"):
        call_command("operator", "nobody")


def test_afterwards_the_page_is_gone(code, client) -> None:
    client.post(URL, {**TYPED, "code": code})
    assert client.get(URL).status_code == 404
    assert client.post(URL, {**TYPED, "code": code}).status_code == 404
    with pytest.raises(DomainError):
        installation.renew_setup_code(now=time.now())
    assert "set up already" in said("setup_code")[1]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("code", "2345-6789-ABCD-EFGH", "not the code that the terminal showed last"),
        ("password", "1234567890", "password"),
        ("hired_on", "2026-12-04", "has not come yet"),
        ("email", "seitkali", "not a whole e-mail address"),
        ("week", "7", "no longer offered"),
        ("name_kk", "", "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(field, value, words, code, client) -> None:
    answer = client.post(URL, {**TYPED, "code": code, field: value})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "Сейтқали" in page
    assert TYPED["password"] not in page
    assert not School.objects.exists()
    assert not User.objects.exists()
    assert Installation.objects.get().set_up_at is None


def test_everything_wrong_is_said_at_once(code, client) -> None:
    wrong = {"code": "no", "surname": "", "hired_on": "2031-01-01", "password": "1234567890"}
    page = client.post(URL, TYPED | wrong)
    assert set(page.context["form"].errors) == set(wrong)
    assert not School.objects.exists()


def test_guessing_the_code_is_stopped(code, client) -> None:
    answers = [client.post(URL, {**TYPED, "code": f"GUESS-{number}"}).status_code for number in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_demonstration_has_no_such_page(client) -> None:
    assert client.get(URL).status_code == 404
    Installation.objects.create(is_demo=True, made_at=time.now())
    assert client.get(URL).status_code == 404
