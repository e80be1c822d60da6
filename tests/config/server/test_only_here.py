"""Nothing of a demonstration answers anybody but the PC where it runs."""

from typing import Any

import pytest
from django.db import OperationalError

from common import clock
from common.models import Installation
from config.server.__main__ import own_address
from config.server.only_here import OnlyHere, kind_of_installation
from config.server.pages import Pages

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}


def asked(environ: dict[str, Any], is_demo: bool | None) -> str:
    """The status of the answer."""
    said: list[str] = []

    def application(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b"a page"]

    guard = OnlyHere(application, Pages(), lambda: is_demo)
    body = b"".join(guard(environ, lambda status, _headers: said.append(status)))
    assert (body == b"a page") == (said == ["200 OK"])
    return said[0]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_the_pc_itself_sees_the_demonstration(host: str) -> None:
    assert asked({**HERE, "HTTP_HOST": host}, is_demo=True) == "200 OK"


@pytest.mark.parametrize(
    "more",
    [
        {"REMOTE_ADDR": "192.168.1.30"},
        {"HTTP_HOST": "192.168.1.20:8000"},
        {"HTTP_HOST": "demo.example.kz"},
        {"HTTP_HOST": "127.evil.example"},
        {"HTTP_HOST": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_VIA": "1.1 tunnel"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_nobody_else_does_and_a_school_is_seen_as_before(more: dict[str, str]) -> None:
    assert asked({**HERE, **more}, is_demo=True) == "403 Forbidden"
    assert asked({**HERE, **more}, is_demo=False) == "200 OK"
    assert asked({**HERE, **more}, is_demo=None) == "200 OK"


def test_the_files_that_a_refusal_is_shown_with_go_out() -> None:
    assert (
        asked({**HERE, "REMOTE_ADDR": "192.168.1.30", "PATH_INFO": "/static/css/app.css"}, is_demo=True) == "200 OK"
    )
    assert asked({**HERE, "REMOTE_ADDR": "192.168.1.30", "PATH_INFO": "/signin/"}, is_demo=True) == "403 Forbidden"


def test_it_is_asked_until_it_is_known() -> None:
    answers = [None, True]
    guard = OnlyHere(lambda *_: [b"a page"], Pages(), lambda: answers.pop(0))
    stranger = {**HERE, "REMOTE_ADDR": "192.168.1.30"}
    assert list(guard(stranger, lambda *_: None)) == [b"a page"]
    for _time in range(2):
        assert list(guard(stranger, lambda *_: None)) != [b"a page"]


@pytest.mark.django_db
def test_the_kind_of_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kind_of_installation() is None
    Installation.objects.create(is_demo=True, made_at=clock.now())
    assert kind_of_installation() is True

    def away() -> None:
        raise OperationalError

    monkeypatch.setattr("common.installation.current", away)
    assert kind_of_installation() is None


def test_an_address_over_which_somebody_came_is_one_of_this_pc(settings: Any) -> None:
    settings.LAN, settings.ALLOWED_HOSTS = True, ["localhost"]
    for address in ("192.168.1.20", "192.168.1.20", "127.0.0.9", "fd00::5", "fe80::1%eth0"):
        own_address(address)
    assert settings.ALLOWED_HOSTS == ["localhost", "192.168.1.20", "[fd00::5]", "[fe80::1]"]
    settings.LAN, settings.ALLOWED_HOSTS = False, ["localhost"]
    own_address("192.168.1.20")
    assert settings.ALLOWED_HOSTS == ["localhost"]
