"""How a refusal comes back: a lost race has status 409, names who was first, and keeps what was typed."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import gettext, override

from common.errors import AlreadyDone, DomainError
from common.forms import Form
from common.middleware import RefusedMiddleware
from common.rows import row_id
from common.web import handle, inside, is_own_page, lost_race, render
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 12, 3, 9, 40, tzinfo=UTC)


class Reason(Form):
    reason = forms.CharField()
    day = forms.DateField(required=False)
    number = forms.IntegerField(required=False)


def refused(form: Form, error: DomainError) -> Form:
    def service() -> None:
        raise error

    assert form.is_valid()
    assert handle(form, service) == (False, None)
    return form


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/posts/new/")
    request.user, request.school, request.schools = UserFactory(), None, []
    return request


def test_a_form_that_lost_a_race_answers_409_names_who_and_when_and_keeps_what_was_typed(request_):
    first = UserFactory(surname="Сейтқали", given_name="Айгүл", patronymic="Маратқызы")
    form = refused(Reason({"reason": "Өз еркімен"}), AlreadyDone("ended", "Already entered.", who=first, when=FIRST))
    answer = render(request_, "components/form_page.html", {"form": form, "title": "End", "verb": "End it"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for told in ("Already entered.", "Сейтқали Айгүл Маратқызы", "03.12.2026, 14:40", "Өз еркімен", "/posts/new/"):
        assert told in page


def test_another_refusal_is_no_race(request_):
    form = refused(Reason({"reason": "Өз еркімен"}), DomainError("no", "Not now."))
    assert lost_race(form) is None
    answer = render(request_, "components/form_page.html", {"form": form, "title": "End", "verb": "End it"})
    assert answer.status_code == 200
    assert "Not now." in answer.content.decode()


def test_a_refusal_that_no_form_took_up_is_a_page(request_):
    middleware = RefusedMiddleware(lambda request: None)
    race = AlreadyDone(
        "signed", "The minutes are signed already.", who="Ли Наталья Сергеевна", when=date(2026, 12, 2)
    )
    race.url = "/meetings/1/"
    answer = middleware.process_exception(request_, race)
    assert answer.status_code == 409
    for told in ("Ли Наталья Сергеевна", "Wed 02.12.2026", 'href="/meetings/1/"'):
        assert told in answer.content.decode()
    assert middleware.process_exception(request_, DomainError("no", "Not now.")).status_code == 422
    assert middleware.process_exception(request_, ValueError()) is None


@pytest.mark.parametrize(("person", "way_on"), [("visitor", "/signin/"), ("teacher", "/")])
def test_an_address_that_only_a_button_reaches_says_so(client: Client, person: str, way_on: str):
    """The sign-in leads there whoever pressed a button after the session had ended."""
    if person == "teacher":
        client.force_login(UserFactory())
    answer = client.get(reverse("account_logout"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'<a class="btn btn-primary" href="{way_on}"' in answer.content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_cannot_be_read_is_answered_in_the_language_of_the_page(client: Client, language: str):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.generic("POST", "/signin/", b"no boundary", content_type="multipart/form-data")
    with override(language):
        told = gettext("What the browser sent could not be read")
    assert answer.status_code == 400
    assert f'<html lang="{language}">' in answer.content.decode()
    assert f"<h1>{told}</h1>" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("0", 0), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None), ("", None), ("-1", None),
     ("٣", None), ("²", None), ("1.0", None), ("\x00", None)],
)  # fmt: skip
def test_ids_that_a_browser_sends(text: str, number: int | None):
    assert row_id(text) == number


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1949-12-31", "2101-01-01"])
def test_a_date_that_no_paper_has_is_refused(day: str):
    assert "day" in Reason({"reason": "x", "day": day}).errors


def test_a_number_that_no_column_holds_is_refused():
    assert "number" in Reason({"reason": "x", "number": "2147483648"}).errors
    assert Reason({"reason": "x", "number": "2147483647"}).is_valid()


OWN = [
    "/",
    "/settings/",
    "/settings/?a=1#b",
    "/mentorships/?state=main&page=2",
    "/signin/?next=/settings/",
    "/language/",
]
NOT_OWN = [
    "",
    "settings/",
    "?next=/",
    "https://evil.example/",
    "http://testserver/settings/",
    "//evil.example/settings/",
    "///evil.example",
    "/\\evil.example/",
    "\\/evil.example",
    "/%2Fevil.example/",
    "/%5Cevil.example/",
    " /settings/",
    "/\t/evil.example",
    "/\n/settings/",
    "javascript:alert(1)",
    "/signout/",
    "/signout/?next=/",
    "/static/css/app.css",
    "/settings/../static/css/app.css",
    "/password/new/a-b/../../../static/css/app.css/",
    "/password/new/a-b/%2e%2e/%2e%2e/x/",
    "/no-such-page/",
    "/settings",
    "/metrics/../signout/",
]


@pytest.mark.parametrize("target", OWN)
def test_our_own_pages_are_inside(target: str):
    assert is_own_page(target)
    assert inside(target, "/else/") == target


@pytest.mark.parametrize("target", NOT_OWN)
@pytest.mark.parametrize("hosts", [["*"], [".example", "testserver"]])
def test_everything_else_is_not_whichever_hosts_are_allowed(target: str, hosts: list[str], settings: object):
    settings.ALLOWED_HOSTS = hosts  # type: ignore[attr-defined]
    assert not is_own_page(target)
    assert inside(target, "/else/") == "/else/"
