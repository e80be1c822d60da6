"""What the application hears of a connection, and how the server ends."""

from collections.abc import Callable

from tests.config.server.conftest import House

GET = b"GET /page/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


# ── What the application hears ──


def test_the_own_address_of_each_connection_is_heard(house: Callable[..., House]) -> None:
    here = house()
    here.client()
    assert here.heard == ["127.0.0.1"]


def test_what_a_front_says_reaches_the_application(house: Callable[..., House]) -> None:
    seen: dict[str, str] = {}

    def application(environ, start_response):  # noqa: ANN001, ANN202
        seen.update({name: value for name, value in environ.items() if isinstance(value, str)})
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    here = house(application)
    client = here.client("127.0.0.3")
    client.send(b"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Proto: https\r\n\r\n")
    here.work()
    assert seen["HTTP_X_FORWARDED_FOR"] == "198.51.100.7"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"
    assert seen["REMOTE_ADDR"] == "127.0.0.3"
    assert b"Server:" not in client.read()


# ── The end ──


def test_at_the_end_whoever_waits_is_answered_and_the_silent_go(house: Callable[..., House]) -> None:
    here = house()
    silent, asking = here.client(), here.client()
    asking.send(GET)
    here.server.stop(grace=4)
    here.threads.waiting.pop(0).service()
    here.server.serve()
    assert b"/page/" in asking.read()
    assert here.server._map == {}
    assert silent.read() == b""
