"""How much may be sent, and that files come from somebody signed in alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import load_handler
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories import SchoolFactory, deputy_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FORM = "multipart/form-data; boundary=B"
FILE = (
    b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\na;b\r\n'
    b"--B--\r\n"
)
FIELD = b'--B\r\nContent-Disposition: form-data; name="login"\r\n\r\nomarova.g\r\n--B--\r\n'


def english() -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def deputy() -> Client:
    client = english()
    client.force_login(deputy_of(SchoolFactory()))
    return client


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the body fails the test."""

    def read(*_args: object, **_more: object) -> None:
        raise AssertionError("the body was read")

    monkeypatch.setattr("django.test.client.FakePayload.read", read)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("who", ["deputy", "stranger"])
def test_what_is_too_large_is_refused_in_words_before_it_is_read(deputy: Client, who: str) -> None:
    client = deputy if who == "deputy" else english()
    answer = client.post(reverse("roster_upload"), b"x" * (settings.MOST_SENT + 1), content_type=FORM)
    assert answer.status_code == 413
    assert "At most 6 MB" in answer.content.decode()


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("kind", [FORM, "application/x-www-form-urlencoded", "text/plain"])
@pytest.mark.parametrize("name", ["roster_upload", "account_login", "join_start"])
def test_much_from_somebody_unknown_is_refused_before_it_is_read(kind: str, name: str) -> None:
    answer = english().post(reverse(name), b"x" * (settings.MOST_SENT_UNKNOWN + 1), content_type=kind)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "You are not signed in any more" in page
    assert f"{reverse('account_login')}?next={reverse(name).replace('/', '%2F')}" in page


@pytest.mark.parametrize("name", ["roster_upload", "account_login", "set_language"])
def test_a_file_from_somebody_unknown_is_refused_and_kept_nowhere(name: str) -> None:
    answer = english().post(reverse(name), FILE, content_type=FORM)
    assert answer.status_code == 403
    assert "choose the file again" in answer.content.decode()


def test_a_form_without_a_file_is_led_to_the_sign_in_as_ever() -> None:
    answer = english().post(reverse("my_settings"), FIELD, content_type=FORM)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={reverse('my_settings')}"
    assert Client().post(reverse("account_login"), FIELD, content_type=FORM).status_code == 200


def test_somebody_signed_in_sends_files_and_nothing_is_written_to_disk(
    deputy: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_file(*_args: object, **_more: object) -> None:
        raise AssertionError("something was written to disk")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", no_file)
    list_ = "Тегі;Аты;Жұмысқа қабылданған күні\nОмарова;Айгүл;01.09.2024\n".encode()
    large = SimpleUploadedFile("list.csv", list_ + b"\n" * 4_000_000)
    assert deputy.post(reverse("roster_upload"), {"file": large}).status_code in {200, 302}


def test_files_stay_in_memory_whatever_their_size(rf: RequestFactory) -> None:
    (name,) = settings.FILE_UPLOAD_HANDLERS
    handler = load_handler(name, rf.get("/"))
    handler.handle_raw_input(None, {}, settings.MOST_SENT, None)
    assert handler.activated is True


def test_many_files_are_refused(deputy: Client) -> None:
    part = b'--B\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n'
    assert deputy.post(reverse("roster_upload"), part * 6 + b"--B--\r\n", content_type=FORM).status_code == 400


@pytest.mark.parametrize("length", ["", "x", "-1"])
def test_a_length_that_makes_no_sense_is_none(length: str, rf: RequestFactory) -> None:
    from common.uploads import UploadMiddleware

    request: Any = rf.post("/", FIELD, content_type="text/plain")
    request.META["CONTENT_LENGTH"] = length
    passed: Callable[[Any], Any] = lambda _request: "passed"  # noqa: E731
    assert UploadMiddleware(passed)(request) == "passed"
