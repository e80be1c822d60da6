"""A form sent after the session had ended, or while another person is signed in: nothing typed is lost, and nobody but the
person who typed it can open it (adr/0020)."""

import html
import random
import re
import string
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common import clock as time
from common.typed import sealed
from common.typed.again import typed_before
from mentoring.mentorships.models import NotProposed
from tests.factories import EmploymentFactory, UserFactory
from tests.schools.people.test_second_factor import PASSWORD, switch_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
REASON = "Бұрын басқа мектепте сабақ берген, құжаттары бар."


def hidden(page: str, name: str) -> str:
    """The value of a hidden field, the last of that name on the page."""
    return html.unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[-1])


def tickets(page: str) -> dict[str, str]:
    return {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "typed_by")}


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en"})


@pytest.fixture
def novice(school):
    return EmploymentFactory(school=school, novice=True)


@pytest.fixture
def form(visitor, deputy, novice) -> tuple[str, dict[str, str]]:
    """A form of the deputy's, opened in the browser and filled in."""
    visitor.force_login(deputy)
    url = reverse("proposal_off", args=[novice.pk])
    return url, tickets(visitor.get(url).content.decode()) | {"reason": REASON}


def end_session(clock) -> None:
    clock.shift(timedelta(days=15))


def sign_in(visitor: Client, page: str, user, **more: str):
    typed = {"login": user.login, "password": PASSWORD, "csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken")}
    return visitor.post("/signin/", typed | {"sealed": hidden(page, "sealed"), "next": hidden(page, "next")} | more)


def test_it_travels_through_the_sign_in_and_is_there_again(visitor, form, deputy, clock) -> None:
    url, typed = form
    end_session(clock)
    page = visitor.post(url, typed)
    text = page.content.decode()
    assert "What you typed is kept" in text
    assert "again, for you alone" in text
    assert REASON not in text
    back = sign_in(visitor, text, deputy).content.decode()
    assert REASON in back
    opened = visitor.post(url, tickets(back) | {"sealed": hidden(back, "sealed"), "open_typed": "1"})
    again = opened.content.decode()
    assert f"{REASON}</textarea>" in again
    assert "not saved yet" in again
    assert not NotProposed.objects.exists()
    assert visitor.post(url, tickets(again) | {"reason": REASON}).status_code == 302
    assert NotProposed.objects.get().reason == REASON


def test_the_next_one_whom_this_thread_answers_sees_nothing_of_it(visitor, form, deputy, head, clock) -> None:
    """A worker answers many people one after the other: what filled a page for one is gone before the next."""
    url, typed = form
    end_session(clock)
    back = sign_in(visitor, visitor.post(url, typed).content.decode(), deputy).content.decode()
    opened = visitor.post(url, tickets(back) | {"sealed": hidden(back, "sealed"), "open_typed": "1"})
    assert REASON in opened.content.decode()
    assert typed_before() is None
    other = Client()
    other.force_login(head)
    assert REASON not in other.get(url).content.decode()


def test_nothing_of_it_lies_on_the_server(visitor, form, deputy, clock) -> None:
    url, typed = form
    end_session(clock)
    page = visitor.post(url, typed).content.decode()
    sign_in(visitor, page, deputy)
    kept = [Session.objects.get(pk=row.pk).get_decoded() for row in Session.objects.all()]
    assert REASON not in repr(kept)
    assert hidden(page, "sealed") not in repr(kept)


def test_a_wrong_password_loses_nothing(visitor, form, deputy, clock) -> None:
    url, typed = form
    end_session(clock)
    page = visitor.post(url, typed).content.decode()
    page = sign_in(visitor, page, deputy, password="wrong").content.decode()
    assert "do not fit together" in page
    assert REASON in sign_in(visitor, page, deputy).content.decode()


def test_another_person_who_signs_in_there_cannot_open_it(visitor, form, head, clock) -> None:
    url, typed = form
    end_session(clock)
    page = visitor.post(url, typed).content.decode()
    answer = sign_in(visitor, page, head)
    assert answer.url == reverse("home")
    assert REASON not in answer.content.decode()
    home = visitor.get("/").content.decode()
    assert "belongs to another account" in home
    stolen = tickets(home) | {"sealed": hidden(page, "sealed"), "open_typed": "1"}
    assert REASON not in visitor.post(url, stolen, follow=True).content.decode()


def test_after_half_an_hour_it_does_not_open(visitor, form, deputy, clock) -> None:
    url, typed = form
    end_session(clock)
    page = visitor.post(url, typed).content.decode()
    clock.shift(timedelta(minutes=31))
    assert sign_in(visitor, page, deputy).url == reverse("home")
    assert "older than half an hour" in visitor.get("/").content.decode()


def test_the_second_step_takes_it_along(visitor, form, deputy, clock) -> None:
    url, typed = form
    desk = Client(headers={"accept-language": "en"})
    desk.post("/signin/", {"login": deputy.login, "password": PASSWORD})
    switch_on(desk)
    assert Authenticator.objects.filter(user=deputy).exists()
    codes = desk.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.search(r"<code>(\w+)</code>", codes).group(1)
    end_session(clock)
    page = visitor.post(url, typed).content.decode()
    page = sign_in(visitor, page, deputy).content.decode()
    assert 'action="/signin/code/"' in page
    assert "_auth_user_id" not in visitor.session
    for typed_code in ("000000", code):
        sent = {"code": typed_code, "sealed": hidden(page, "sealed")}
        page = visitor.post("/signin/code/", sent | tickets_of_visitor(page)).content.decode()
    assert REASON in page


def tickets_of_visitor(page: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken")}


def test_where_another_account_signed_in_meanwhile_nothing_is_done_in_its_name(visitor, form, deputy, head) -> None:
    url, typed = form
    visitor.force_login(head)
    answer = visitor.post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Somebody else is signed in now" in page
    assert REASON not in page
    assert not NotProposed.objects.exists()
    sent = {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "sealed", "next")}
    page = visitor.post(reverse("signin_as_yourself"), sent).content.decode()
    assert "_auth_user_id" not in visitor.session
    assert REASON in sign_in(visitor, page, deputy).content.decode()


def test_the_same_person_signed_in_again_elsewhere_sees_it_at_once(visitor, form, deputy) -> None:
    url, typed = form
    visitor.logout()
    page = visitor.get("/signin/").content.decode()
    visitor.post("/signin/", {"login": deputy.login, "password": PASSWORD} | tickets_of_visitor(page))
    stale = typed | {"csrfmiddlewaretoken": "x" * 64}
    page = visitor.post(url, stale).content.decode()
    assert REASON in page
    assert "Open the page with what I typed" in page
    assert not NotProposed.objects.exists()


def test_the_page_is_named_that_the_form_stood_on(visitor, form, deputy, novice, clock) -> None:
    """A form sent to another address than its page: it is sent from here, or one goes back to the page."""
    url, typed = form
    end_session(clock)
    came_from = f"http://testserver{reverse('mentorship_list')}?sort=name"
    page = visitor.post(url, typed, headers={"referer": came_from}).content.decode()
    back = sign_in(visitor, page, deputy).content.decode()
    assert f'href="{reverse("mentorship_list")}?sort=name"' in back
    assert hidden(back, "reason") == REASON
    assert visitor.post(url, tickets(back) | {"reason": REASON}).status_code == 302
    assert NotProposed.objects.get().reason == REASON


@pytest.mark.parametrize(
    "came_from", ["https://evil.example/", "http://testserver/static/x", "http://testserver//evil"]
)
def test_only_a_page_of_ours_is_led_back_to(visitor, form, came_from, clock) -> None:
    url, typed = form
    end_session(clock)
    page = visitor.post(url, typed, headers={"referer": came_from}).content.decode()
    assert hidden(page, "next") == url


def test_nobody_makes_a_form_for_another_person(visitor, form, clock) -> None:
    """Without a mark of ours nothing is carried: a page elsewhere cannot lay words into a person's form."""
    url, typed = form
    end_session(clock)
    for mark in ("", "1:forged:signature"):
        answer = visitor.post(url, typed | {"typed_by": mark})
        assert answer.status_code == 302
        assert answer.url.startswith("/signin/")


def test_a_forged_opening_is_refused(visitor, form, deputy) -> None:
    url, typed = form
    kept = sealed.Typed(action=url, page=url, fields=(("reason", (REASON,)),))
    sent = {"sealed": sealed.seal(kept, deputy.pk), "open_typed": "1", "csrfmiddlewaretoken": "x" * 64}
    assert REASON not in visitor.post(url, sent).content.decode()


def test_passwords_and_codes_stay_behind(visitor, deputy, clock) -> None:
    visitor.force_login(deputy)
    page = visitor.get(reverse("my_settings")).content.decode()
    typed = tickets(page) | {"phone": "+7 701 234 56 78", "present_password": "құпия-сөз-2026"}
    end_session(clock)
    page = visitor.post(reverse("my_settings"), typed).content.decode()
    back = sign_in(visitor, page, deputy).content.decode()
    assert "+7 701 234 56 78" in back
    assert "құпия-сөз-2026" not in back


def test_files_are_not_kept_and_it_is_said(visitor, deputy, clock) -> None:
    visitor.force_login(deputy)
    url = reverse("my_settings")
    typed = tickets(visitor.get(url).content.decode()) | {"phone": "+7 701 234 56 78"}
    end_session(clock)
    page = visitor.post(url, typed | {"photo": SimpleUploadedFile("a.txt", b"words")}).content.decode()
    assert "Files are not kept: choose them once more." in page
    back = sign_in(visitor, page, deputy, had_files="1").content.decode()
    assert "+7 701 234 56 78" in back
    assert "Files are not kept: choose them once more." in back


def test_a_mere_button_goes_the_old_way(visitor, form, clock) -> None:
    url, typed = form
    end_session(clock)
    assert visitor.post(url, typed | {"reason": " "}).url == f"/signin/?next={url}"


def test_what_is_too_long_is_said_before_it_is_lost(visitor, form, clock) -> None:
    url, typed = form
    end_session(clock)
    long = "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=99_000))
    answer = visitor.post(url, typed | {"reason": long})
    assert answer.status_code == 403
    assert "copy it first" in answer.content.decode()


def test_a_person_let_in_by_another_does_not_read_what_was_typed_before(deputy, school, rf) -> None:
    """Their private records are shut for some days, and this may be one (adr/0016)."""
    from schools.people.views import typed

    person = UserFactory(private_shut_until=time.now() + timedelta(days=3))
    request = rf.post("/", {"sealed": sealed.seal(sealed.Typed("/", "/", (("note", ("жеке",)),)), person.pk)})
    request.user, request.session, request._messages = person, {}, []
    request._messages = type("Messages", (), {"add": lambda *_args, **_more: None})()
    assert typed.opened(request) is None


def test_another_key_opens_nothing() -> None:
    kept = sealed.Typed("/settings/", "/settings/", (("note", ("жеке",)),))
    closed = sealed.seal(kept, 7)
    assert sealed.unseal(closed, 7) == kept
    assert sealed.unseal(closed, 8) is None
    assert sealed.unseal(closed[:-2], 7) is None
    assert sealed.unseal("қате", 7) is None
