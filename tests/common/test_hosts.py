"""By which host one asks: a strange one gets a page that says which is right; who is at this PC is known by both ends."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from common.middleware import OwnHostsMiddleware
from common.reach import is_from_this_pc


@pytest.mark.parametrize("path", ["/", "/signin/", "/healthz", "/nowhere/"])
@pytest.mark.parametrize("host", ["evil.example", "192.0.2.9:8000", "a b", "x" * 300])
def test_a_strange_host_gets_a_page_in_words(path: str, host: str, settings: Any) -> None:
    settings.PUBLIC_URL = "http://192.168.1.20:8000"
    answer = Client().get(path, headers={"host": host, "accept-language": "ru"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert '<a class="btn btn-primary" href="http://192.168.1.20:8000">' in page
    assert "У этой системы другой адрес" in page
    assert "ALLOWED_HOSTS" in page
    assert "evil" not in page


def test_the_page_is_shown_with_its_style(rf: RequestFactory) -> None:
    passed: Any = OwnHostsMiddleware(lambda _request: "passed")  # type: ignore[arg-type, return-value]
    page = passed(rf.get("/", headers={"host": "evil.example"})).content.decode()
    assert "/static/css/app.css" in page
    assert passed(rf.get("/static/css/app.css", headers={"host": "evil.example"})) == "passed"


def test_a_strange_host_is_no_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/", headers={"host": "evil.example"})
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]


def test_a_host_that_was_given_is_served(settings: Any, db: None) -> None:
    settings.ALLOWED_HOSTS = ["mektep.local"]
    assert Client().get("/healthz", headers={"host": "mektep.local:8000"}).status_code == 200
    assert Client().get("/healthz", headers={"host": "other.local"}).status_code == 400


@pytest.mark.parametrize(
    ("peer", "host", "more", "here"),
    [
        ("127.0.0.1", "localhost:8000", {}, True),
        ("::1", "[::1]:8000", {}, True),
        ("192.168.1.30", "localhost", {}, False),
        ("127.0.0.1", "mentor.school.kz", {}, False),
        ("127.0.0.1", "localhost", {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ("", "localhost", {}, False),
    ],
)
def test_who_is_at_this_pc(peer: str, host: str, more: dict[str, str], here: bool) -> None:
    assert is_from_this_pc({"REMOTE_ADDR": peer, "HTTP_HOST": host, **more}) is here
